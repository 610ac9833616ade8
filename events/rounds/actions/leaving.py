"""What guests do to the rounds from their own phones: leaving, staying, being kept apart."""

import uuid

from django.db import transaction

from events.agenda import actions as agenda
from events.agenda import reading
from events.agenda.clock import Part
from events.agenda.formats import FORMATS
from events.agenda.log import Refused
from events.calendar.models import Event
from events.guests.models import Registration
from events.rounds.course import Course
from events.rounds.format import InRounds
from networking.accounts.models import User
from networking.time import now

APART = uuid.UUID("3f0a6d52-6c1b-4f0e-9b57-5e3c1c0d8e42")


# Nobody changes her mind more often in one part.
MOST = 20


@transaction.atomic
def leave(*, guest: Registration, on: bool, by: User | None) -> None:  # noqa: ARG001
    """Let a guest take part up to the round that is drawn or on, and in none after it.

    With `on` false she stays after all, or comes back: into the round that is drawn, if there is
    one, else into the next. Nobody is told, and no facilitator's tap is made stale by it. Twice
    changes nothing. Raises `Refused` where no rounds are on, or she takes no part in them.
    """
    event = guest.event
    at = reading.read(event)
    scene = at.scene(now(), guest)
    if scene is None or not isinstance(FORMATS[scene.part.plan.format], InRounds):
        raise Refused("no_round")
    course: Course = scene.part.state
    if (guest.public_id in dict(course.leaving)) == on:
        return
    key, segment = scene.part.plan.format, scene.part.plan.id
    said = [entry for entry in at.log if entry.kind in {f"{key}.leave", f"{key}.stay"}]
    if sum(entry.payload["guest"] == guest.public_id for entry in said) >= MOST:
        raise Refused("not_drawn")
    agenda.command(
        event=event,
        kind=f"{key}.{'leave' if on else 'stay'}",
        payload={"segment": segment, "guest": guest.public_id},
        id=uuid.uuid4(),
        expected_rev=None,
        by=None,
        system=True,
    )
    if not on and course.open(scene.moment.elapsed) is not None:
        # As whoever comes late: where a table can be given, she gets one now.
        agenda.tell(event=event, kind=f"{key}.join", payload={"segment": segment}, id=uuid.uuid4())


def draw_apart(*, event: Event, one: User, two: User, cause: str, by: User | None) -> None:  # noqa: ARG001
    """Draw anew what is not begun at a live event, as two of its guests are kept apart from now on.

    A round under way stays as it is. A drawn one is drawn again as a whole where the two sit
    together, so that nobody can read from it whom it was about. Devices that keep rounds drawn
    ahead fetch them again. Told twice by the same `cause` it is drawn once.
    """
    guests = Registration.objects.filter(event=event, user__in=(one, two)).confirmed()
    names = set(guests.values_list("public_id", flat=True))
    if len(names) < 2:
        return
    at = reading.read(event).state
    for part in at.parts:
        if not isinstance(FORMATS[part.plan.format], InRounds) or part.skipped:
            continue
        agenda.tell(
            event=event,
            kind=f"{part.plan.format}.{_verb(part, names)}",
            payload={"segment": part.plan.id},
            id=uuid.uuid5(APART, f"{cause}:{part.plan.id}"),
        )


def _verb(part: Part, names: set[str]) -> str:
    course: Course = part.state
    drawn = course.drawn
    together = drawn and any(names <= {*table.guests} for table in drawn.tables)
    return "redraw" if together else "replan"
