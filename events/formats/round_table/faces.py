"""Who is here, and what the room may see of them."""

from collections.abc import Collection
from dataclasses import dataclass

from events.calendar.models import Event
from events.door.models import CheckIn
from events.guests import consent
from events.guests.models import Registration
from networking.time import now


@dataclass(frozen=True, slots=True)
class Face:
    """A speaker as the screen shows her."""

    full_name: str
    initials: str
    organisation: str = ""
    title: str = ""


def present(event: Event) -> list[str]:
    """Return the public ids of those checked in, in the order in which they came."""
    return list(
        CheckIn.objects.filter(
            registration__in=Registration.objects.filter(event=event).confirmed()
        )
        .order_by("at", "pk")
        .values_list("registration__public_id", flat=True)
    )


def cards(event: Event, guests: Collection[str]) -> dict[str, Face]:
    """Return what each of these guests agreed to show, by public id. One query."""
    found = Registration.objects.filter(event=event, public_id__in=guests)
    return {registration.public_id: _face(event, registration) for registration in found}


def _face(event: Event, registration: Registration) -> Face:
    shown = consent.visible(
        {"title": registration.title, "organisation": registration.organisation},
        shared=registration.shared,
        ended_at=event.ends_at,
        at=now(),
    )
    return Face(full_name=registration.full_name, initials=registration.initials, **shown)
