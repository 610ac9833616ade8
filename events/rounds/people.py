"""Who is here to be drawn, and whom they know: what a draw reads from the database."""

from collections.abc import Iterable

from events.agenda.formats import Scene
from events.calendar.models import Event
from events.encounters.models import Encounter
from events.guests.models import Kind, Registration
from events.rounds.course import Course, Round
from events.rounds.pairing import Person
from events.rounds.ties import Pair, Ties
from networking.accounts.models import Block
from networking.text import fold


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
) -> Ties:
    """Return who met whom: in ``before``, in other rounds of today, and at earlier events.

    Those ``parted`` must not be put together either.
    """
    others = [
        round_
        for part in scene.state.parts
        if part.plan.id != scene.part.plan.id and isinstance(part.state, Course)
        for round_ in part.state.rounds
    ]
    met = [pair for round_ in (*before, *others) for pair in round_.pairs]
    apart = [*blocks(scene.event, guests), *parted]
    return Ties(met=met, earlier=_earlier(scene.event, guests), blocks=apart)


def blocks(event: Event, guests: Iterable[Registration]) -> list[Pair]:
    """Return whom one of the two would rather not meet."""
    names = {guest.user_id: guest.public_id for guest in guests}
    rows = Block.objects.filter(by__registrations__event=event).values_list("by", "person")
    return [(names[by], names[who]) for by, who in rows if by in names and who in names]


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
