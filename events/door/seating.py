"""Tables for an event: who knows whom, and the draw, kept so that it says the same tomorrow."""

import secrets
from collections.abc import Iterable

from django.db import transaction

from events.calendar.models import Event
from events.door.models import Seat, Seating
from events.door.tables import Guest, Pair, Ties, draw
from events.encounters.models import Encounter
from events.guests.models import Registration
from networking.accounts.models import Block, User
from networking.audit.actions import record
from networking.text import fold


@transaction.atomic
def draw_tables(
    *, event: Event, size: int | None = None, anew: bool = False, by: User | None
) -> Seating | None:
    """Seat those who come at tables of `size`; return the seating, None where none was ever asked.

    Who has a table keeps it, and only newcomers are seated; `anew`, or another size, draws all of
    them again. Seats of those who come no more are given up. Twice changes nothing.
    """
    Event.objects.select_for_update().get(pk=event.pk)
    seating = seating_of(event)
    if size is None and seating is None:
        return None
    fresh = seating is None or anew or size not in {None, seating.size}
    if fresh:
        seating = _begin(event, size or (seating.size if seating else 0))
    assert seating is not None
    coming = list(event.registrations.confirmed().by_name())
    Seat.objects.filter(registration__event=event).exclude(
        registration__in=event.registrations.confirmed()
    ).delete()
    seats = tables_of(event)
    if fresh or any(guest.pk not in seats for guest in coming):
        _seat(event, coming, seating, {} if fresh else seats)
        record(
            by=by,
            verb="tables.drawn",
            subject=event,
            association=event.association,
            anew=fresh,
            size=seating.size,
        )
    return seating


def tables_of(event: Event) -> dict[int, int]:
    """Each guest's table by her registration's id. One query."""
    seats = Seat.objects.filter(registration__event=event)
    return dict(seats.values_list("registration", "table"))


def seating_of(event: Event) -> Seating | None:
    """The draw of this event, if there was one. One query."""
    return Seating.objects.filter(event=event).first()


def _begin(event: Event, size: int) -> Seating:
    drawn = {"size": size, "seed": secrets.token_hex(8)}
    return Seating.objects.update_or_create(event=event, defaults=drawn)[0]


def _seat(
    event: Event, coming: list[Registration], seating: Seating, seats: dict[int, int]
) -> None:
    # The name is fixed for the draw and says nothing: it decides between equals.
    names = {guest.pk: guest.public_id for guest in coming}
    tables = draw(
        [Guest(names[guest.pk], fold(guest.organisation)) for guest in coming],
        _ties(event, coming),
        size=seating.size,
        seed=seating.seed,
        keep={names[pk]: table for pk, table in seats.items()},
    )
    if not seats:
        Seat.objects.filter(registration__event=event).delete()
    Seat.objects.bulk_create(
        Seat(registration=guest, table=tables[names[guest.pk]])
        for guest in coming
        if guest.pk not in seats
    )


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
