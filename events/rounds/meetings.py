"""Recording who met whom in the rounds, and taking back what was undone."""

from itertools import combinations
from typing import Final

from events.agenda.formats import Scene
from events.encounters import actions as encounters
from events.encounters.models import Encounter, Source
from events.guests.models import Registration
from events.rounds.course import Course
from networking.accounts.models import User

# How it is known that two people met: by source and pair.
Known = tuple[Source, int, int]

# So many have talked with each other; more have shared a table.
CONVERSATION: Final = 3
SOURCES: Final = frozenset({Source.IMPROMPTU, Source.TABLE})


def agree(*, scene: Scene, by: User | None) -> None:
    """Make the encounters of this segment those of its rounds that took place.

    Up to three at a table are encounters after which one writes, more have shared a table; whoever
    isn't checked in met nobody. Idempotent, and one query where nothing changed: a round still to
    come, under way or undone leaves no trace.
    """
    wanted = _wanted(scene)
    kept = Encounter.objects.filter(
        event=scene.event, source__in=SOURCES, key__startswith=f"{scene.part.plan.id}:"
    )
    known: dict[Known, str] = {
        (Source(source), first, second): key
        for source, first, second, key in kept.values_list("source", "first", "second", "key")
    }
    keys = {met: key for met, (key, _) in wanted.items()}
    if keys == known:
        return
    gone = {(met[0], key) for met, key in known.items() if keys.get(met) != key}
    for source, key in sorted(gone):
        encounters.withdraw(event=scene.event, source=source, key=key, by=by)
        known = {met: other for met, other in known.items() if (met[0], other) != (source, key)}
    for met, (key, people) in wanted.items():
        if met not in known:
            encounters.record(event=scene.event, people=people, source=met[0], key=key, by=by)


def _wanted(scene: Scene) -> dict[Known, tuple[str, tuple[User, User]]]:
    """Return the pairs that met and how, each with the first round in which they did."""
    course: Course = scene.part.state
    took_place = [round_ for round_ in course.rounds if round_.talked(scene.moment)]
    if not took_place:
        return {}
    names = {guest for round_ in took_place for guest in round_.guests}
    users = {
        guest.public_id: guest.user
        for guest in Registration.objects.filter(
            event=scene.event, public_id__in=names, check_in__isnull=False
        ).select_related("user")
    }
    wanted: dict[Known, tuple[str, tuple[User, User]]] = {}
    for round_ in took_place:
        key = f"{scene.part.plan.id}:{round_.number}"
        for table in round_.tables:
            present = [users[guest] for guest in table.guests if guest in users]
            source = Source.IMPROMPTU if len(present) <= CONVERSATION else Source.TABLE
            for one, two in combinations(sorted(present, key=lambda user: user.pk), 2):
                wanted.setdefault((source, one.pk, two.pk), (key, (one, two)))
    return wanted
