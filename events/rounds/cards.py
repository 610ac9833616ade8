"""What stands on a guest's own card about the rounds that are drawn: with whom, at which table."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from events.agenda.formats import Scene
from events.guests.models import Registration
from events.rounds.course import Course

# The number of a round, that of a table, and who sits there.
Seated = tuple[int, int, tuple[str, ...]]


def lines(scene: Scene) -> Mapping[str, Sequence[str]]:
    """Return for each guest with a table a line for each round, by public id. One query.

    Rounds to come stand there as they were drawn ahead: they come so, if nobody comes or goes.
    """
    tables = list(_tables(scene.part.state))
    names = names_of({guest for _, _, guests in tables for guest in guests})
    found: dict[str, list[str]] = {}
    for round_, table, guests in tables:
        for guest in guests:
            others = [names[other] for other in guests if other != guest]
            said = {"round": round_, "table": table, "with": ", ".join(others)}
            found.setdefault(guest, []).append(
                _("Round %(round)s, table %(table)s: %(with)s") % said
            )
    return found


def _tables(course: Course) -> Iterable[Seated]:
    for round_ in course.rounds:
        for table in round_.tables:
            yield round_.number, table.number, table.guests
    for number, groups in enumerate(course.ahead, len(course.rounds) + 1):
        for table_number, guests in enumerate(groups, 1):
            yield number, table_number, guests


def names_in(course: Course) -> dict[str, str]:
    """Return the names of all who have or had a table, by public id; the empty one if gone."""
    return names_of({guest for round_ in course.rounds for guest in round_.guests})


def names_of(guests: Collection[str]) -> dict[str, str]:
    """Return the names of these guests, by public id; the empty one of who is gone."""
    if not guests:
        return {}
    people = Registration.objects.filter(public_id__in=guests)
    known = {guest.public_id: guest.full_name for guest in people}
    return {guest: known.get(guest, "") for guest in guests}
