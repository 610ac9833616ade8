"""Who is registered and has no pitch, or neither offer nor need, to show yet."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from events.calendar.models import Event
from events.guests.models import Registration
from networking.profiles.models import Profile, Wanted


@dataclass(frozen=True)
class Unready:
    """A guest, and what she lacks."""

    registration: Registration
    no_pitch: bool
    no_wanted: bool

    @property
    def can_be_nudged(self) -> bool:
        """Whether a mail reaches her, and none was sent about this event."""
        return bool(self.registration.user.email) and self.registration.nudged_at is None


def unready(event: Event) -> list[Unready]:
    """Return the confirmed guests who are not ready, by name. Three queries."""
    guests = event.registrations.confirmed().by_name().select_related("user")
    pitched = _users(Profile.objects.exclude(pitch=""), "user", event)
    wanting = _users(Wanted.objects.all(), "profile__user", event)
    found = [
        Unready(
            guest, not guest.pitch and guest.user_id not in pitched, guest.user_id not in wanting
        )
        for guest in guests
    ]
    return [each for each in found if each.no_pitch or each.no_wanted]


def _users(rows: QuerySet[Any], way: str, event: Event) -> set[int]:
    """The ids of the event's guests among those to whom these rows belong."""
    return set(rows.filter(**{f"{way}__registrations__event": event}).values_list(way, flat=True))
