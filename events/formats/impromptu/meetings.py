"""Recording who met whom in the rounds, and taking back what was undone."""

from events.agenda.formats import Scene
from events.encounters import actions as encounters
from events.encounters.models import Encounter, Source
from events.formats.impromptu.course import Course
from events.guests.models import Registration
from networking.accounts.models import User

Pair = tuple[int, int]


def agree(*, scene: Scene, by: User | None) -> None:
    """Make the encounters of this segment those of its rounds that took place.

    A trio is three encounters; whoever isn't checked in met nobody. Idempotent, and one query where
    nothing changed: a round still to come, under way or undone leaves no trace.
    """
    wanted = _wanted(scene)
    kept = Encounter.objects.filter(
        event=scene.event, source=Source.IMPROMPTU, key__startswith=f"{scene.part.plan.id}:"
    )
    known: dict[Pair, str] = {
        (first, second): key for first, second, key in kept.values_list("first", "second", "key")
    }
    keys = {pair: key for pair, (key, _) in wanted.items()}
    if keys == known:
        return
    for key in sorted({key for pair, key in known.items() if keys.get(pair) != key}):
        encounters.withdraw(event=scene.event, source=Source.IMPROMPTU, key=key, by=by)
        known = {pair: other for pair, other in known.items() if other != key}
    for pair, (key, people) in wanted.items():
        if pair not in known:
            encounters.record(
                event=scene.event, people=people, source=Source.IMPROMPTU, key=key, by=by
            )


def _wanted(scene: Scene) -> dict[Pair, tuple[str, tuple[User, User]]]:
    """Return the pairs that met, each with the first round in which they did."""
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
    wanted: dict[Pair, tuple[str, tuple[User, User]]] = {}
    for round_ in took_place:
        key = f"{scene.part.plan.id}:{round_.number}"
        for one, two in round_.pairs:
            if one in users and two in users:
                first, second = sorted((users[one], users[two]), key=lambda user: user.pk)
                wanted.setdefault((first.pk, second.pk), (key, (first, second)))
    return wanted
