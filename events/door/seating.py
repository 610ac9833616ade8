"""Tables for an event: who knows whom, and the draw, kept so that it says the same tomorrow."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from events.calendar.models import Event
from events.door.models import Seat, Seating
from events.door.tables import Guest, Pair, Ties, draw
from events.encounters.models import Encounter
from events.guests.models import Registration
from networking.accounts.models import Block, User
from networking.audit.actions import record
from networking.text import fold


@dataclass(frozen=True)
class _Room:
    """An event's tables as they stand: who comes, the seating, and who sits where."""

    coming: list[Registration]
    seating: Seating | None
    seats: dict[int, int]

    @property
    def state(self) -> tuple[object, ...]:
        """What must not have changed between drawing and writing."""
        drawn = (self.seating.seed, self.seating.size) if self.seating else None
        return [guest.pk for guest in self.coming], drawn, self.seats

    @property
    def kept(self) -> dict[int, int]:
        """The seats of those who still come."""
        return {guest.pk: self.seats[guest.pk] for guest in self.coming if guest.pk in self.seats}


def draw_tables(
    *, event: Event, size: int | None = None, anew: bool = False, by: User | None
) -> Seating | None:
    """Seat those who come at tables of `size`; return the seating, None where none was ever asked.

    Who has a table keeps it, and only newcomers are seated; `anew`, or another size, draws all of
    them again. Seats of those who come no more are given up. Twice changes nothing.
    """
    while True:
        # The draw takes its time with hundreds of guests: nobody waits for it behind a lock.
        room = _room(event)
        if size is None and room.seating is None:
            return None
        fresh = room.seating is None or anew or size not in {None, room.seating.size}
        seating = _begun(event, size, room) if fresh else room.seating
        assert seating is not None
        tables = _drawn(event, room.coming, seating, {} if fresh else room.kept)
        if tables == room.seats and not fresh:
            return seating
        with transaction.atomic():
            Event.objects.select_for_update().get(pk=event.pk)
            if _room(event).state == room.state:
                _write(event, seating, tables, fresh=fresh, by=by)
                return seating


def _room(event: Event) -> _Room:
    coming = list(event.registrations.confirmed().by_name())
    return _Room(coming, seating_of(event), tables_of(event))


def _begun(event: Event, size: int | None, room: _Room) -> Seating:
    """A seating from another seed, in the place of the one there is; not written yet."""
    seating = room.seating or Seating(event=event)
    return Seating(pk=seating.pk, event=event, size=size or seating.size, seed=secrets.token_hex(8))


def _write(
    event: Event, seating: Seating, tables: dict[int, int], *, fresh: bool, by: User | None
) -> None:
    if fresh:
        seating.save()
    Seat.objects.filter(registration__event=event).delete()
    Seat.objects.bulk_create(Seat(registration_id=pk, table=at) for pk, at in tables.items())
    record(
        by=by,
        verb="tables.drawn",
        subject=event,
        association=event.association,
        anew=fresh,
        size=seating.size,
    )


def tables_of(event: Event) -> dict[int, int]:
    """Each guest's table by her registration's id. One query."""
    seats = Seat.objects.filter(registration__event=event)
    return dict(seats.values_list("registration", "table"))


def seating_of(event: Event) -> Seating | None:
    """The draw of this event, if there was one. One query."""
    return Seating.objects.filter(event=event).first()


def _drawn(
    event: Event, coming: list[Registration], seating: Seating, kept: dict[int, int]
) -> dict[int, int]:
    """Everybody's table by her registration's id."""
    # An opaque name is fixed for the draw and says nothing: it decides between equals.
    names = {guest.pk: guest.public_id for guest in coming}
    tables = draw(
        [Guest(names[guest.pk], fold(guest.organisation)) for guest in coming],
        _ties(event, coming),
        size=seating.size,
        seed=seating.seed,
        keep={names[pk]: table for pk, table in kept.items()},
    )
    return {pk: tables[name] for pk, name in names.items()}


def _ties(event: Event, coming: Iterable[Registration]) -> Ties:
    """Who met at earlier events of this association, and who would rather not meet."""
    names = {guest.user_id: guest.public_id for guest in coming}
    blocks = Block.objects.filter(by__registrations__event=event).values_list("by", "person")
    return Ties(
        met=_met(event, names),
        blocks=[(names[by], names[who]) for by, who in blocks if by in names and who in names],
    )


def _met(event: Event, names: dict[int, str]) -> dict[Pair, int]:
    """How many events ago people last met."""
    # Ids in the query would be one parameter each, and SQLite takes so many; the events don't.
    rows = (
        Encounter.objects.filter(
            event__association=event.association_id, event__starts_at__lt=event.starts_at
        )
        .order_by("-event__starts_at", "event")
        .values_list("event", "first", "second")
    )
    ago: dict[int, int] = {}
    met: dict[Pair, int] = {}
    for event_id, first, second in rows.iterator():
        age = ago.setdefault(event_id, len(ago) + 1)
        if first in names and second in names:
            met.setdefault((names[first], names[second]), age)
    return met
