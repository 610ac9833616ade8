"""Who is here to be drawn, and whom they know: what a draw reads from the database."""

from collections.abc import Callable, Iterable
from typing import Final

from django.utils.crypto import salted_hmac

from events.agenda.formats import Scene
from events.calendar.models import Event
from events.encounters.models import Encounter
from events.guests.models import Kind, Registration
from events.rounds.course import Course
from events.rounds.pairing import Person
from events.rounds.round import Round
from events.rounds.ties import Pair, Ties
from events.rounds.veiled import veiled
from networking.accounts.models import Block
from networking.text import fold

_VEIL: Final = "events.rounds.people.kept_apart"


def checked_in(event: Event) -> list[Registration]:
    """Return who is in the room, observers too, by name. One query."""
    return list(
        Registration.objects.filter(event=event, check_in__isnull=False)
        .confirmed()
        .select_related("user")
        .by_name()
    )


def person(guest: Registration, odd_turns: int = 0, host_turns: int = 0) -> Person:
    """Return a guest as a draw knows her."""
    return Person(
        guest.public_id,
        fold(guest.organisation),
        odd_turns,
        visitor=guest.kind == Kind.VISITOR,
        first_time=guest.first_time,
        host_turns=host_turns,
    )


def ties_of(
    scene: Scene,
    guests: Iterable[Registration],
    before: Iterable[Round],
    parted: Iterable[Pair] = (),
    together: Round | None = None,
) -> Ties:
    """Return who met whom: in ``before``, in other rounds of today, and at earlier events.

    Those ``parted`` must not be put together either. Who sits ``together`` in a round under way
    stays, whatever she has said since: it holds from the next one on.
    """
    others = [
        round_
        for part in scene.state.parts
        if part.plan.id != scene.part.plan.id and isinstance(part.state, Course)
        for round_ in part.state.rounds
    ]
    met = [pair for round_ in (*before, *others) for pair in round_.pairs]
    under_way = together.pairs if together and together.began is not None else []
    sitting = {frozenset(pair) for pair in under_way}
    apart = [pair for pair in blocks(scene.event, guests) if frozenset(pair) not in sitting]
    apart += parted
    return Ties(met=met, earlier=_earlier(scene.event, guests), blocks=apart)


def blocks(event: Event, guests: Iterable[Registration]) -> list[Pair]:
    """Return whom one of the two would rather not meet."""
    names = {guest.user_id: guest.public_id for guest in guests}
    rows = Block.objects.filter(by__registrations__event=event).values_list("by", "person")
    return [(names[by], names[who]) for by, who in rows if by in names and who in names]


def kept_apart(event: Event, tables: Callable[[int], int]) -> list[Pair]:
    """Return whom a device without network must not put together; a fixed number of queries.

    Everybody is kept apart from somebody, unless those here (before anybody is, who may come) fill
    a single table: `tables` says how many that many fill.
    """
    guests = list(event.registrations.confirmed().only("public_id", "user_id").by_name())
    here = event.registrations.confirmed().filter(check_in__isnull=False).count()
    veil = tables(here or len(guests)) > 1
    numbers = {
        name: int.from_bytes(salted_hmac(_VEIL, name, algorithm="sha256").digest()[:8], "big")
        for name in (guest.public_id for guest in guests if veil)
    }
    return veiled(blocks(event, guests), numbers)


def _earlier(event: Event, guests: Iterable[Registration]) -> dict[Pair, int]:
    """Return how many events ago people last met, at events of this association alone."""
    names = {guest.user_id: guest.public_id for guest in guests}
    # Ids in the query would be one parameter each, and SQLite takes so many; the events don't.
    rows = (
        Encounter.objects.filter(
            event__association=event.association_id, event__starts_at__lt=event.starts_at
        )
        .order_by("-event__starts_at", "event")
        .values_list("event", "first", "second")
    )
    ago: dict[int, int] = {}
    earlier: dict[Pair, int] = {}
    for event_id, first, second in rows.iterator():
        age = ago.setdefault(event_id, len(ago) + 1)
        if first in names and second in names:
            earlier.setdefault((names[first], names[second]), age)
    return earlier
