"""What stands on a guest's own card about the rounds that are drawn: with whom, at which table."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from events.agenda.formats import Scene
from events.guests.models import Registration
from events.rounds.course import Course


def lines(scene: Scene) -> Mapping[str, Sequence[str]]:
    """Return for each guest with a table a line for each round, by public id. One query."""
    course: Course = scene.part.state
    names = names_in(course)
    found: dict[str, list[str]] = {}
    for round_ in course.rounds:
        for table in round_.tables:
            for guest in table.guests:
                others = [names[other] for other in table.guests if other != guest]
                said = {"round": round_.number, "table": table.number, "with": ", ".join(others)}
                line = _("Round %(round)s, table %(table)s: %(with)s") % said
                found.setdefault(guest, []).append(line)
    return found


def names_in(course: Course) -> dict[str, str]:
    """Return the names of all who have or had a table, by public id; the empty one if gone."""
    seated = {guest for round_ in course.rounds for guest in round_.guests}
    if not seated:
        return {}
    people = Registration.objects.filter(public_id__in=seated)
    known = {guest.public_id: guest.full_name for guest in people}
    return {guest: known.get(guest, "") for guest in seated}
