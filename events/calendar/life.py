"""The steps of an event's life, as an organiser sees them in one line."""

from dataclasses import dataclass

from django.utils.functional import Promise

from events.calendar.models import Event, Status

STEPS = (Status.DRAFT, Status.PUBLISHED, Status.LIVE, Status.OVER, Status.ARCHIVED)


@dataclass(frozen=True)
class Step:
    """A step, and whether it was taken, or is where the event stands."""

    status: str
    word: str | Promise
    past: bool
    now: bool


def steps_of(event: Event) -> list[Step]:
    """Return the five steps; for an event that was cancelled there is none to show."""
    if event.status == Status.CANCELLED:
        return []
    at = STEPS.index(Status(event.status))
    return [
        Step(step.value, step.label, place < at, place == at) for place, step in enumerate(STEPS)
    ]
