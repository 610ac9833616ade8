"""What of a guest's private notes she wants on her own card on paper."""

from events.calendar.models import Event
from events.directory.models import Star
from events.guests.models import Status


def starred_on_paper(event: Event) -> dict[int, list[str]]:
    """Return whom each guest starred, by her registration's id: those who asked for it alone.

    Only who comes is named. One query.
    """
    found = (
        Star.objects.filter(
            registration__event=event,
            registration__status=Status.CONFIRMED,
            user__registrations__event=event,
            user__registrations__stars_on_paper__isnull=False,
        )
        .order_by("registration__sort_name", "pk")
        .values_list("user__registrations", "registration__given_name", "registration__family_name")
    )
    names: dict[int, list[str]] = {}
    for registration, given_name, family_name in found:
        names.setdefault(registration, []).append(f"{given_name} {family_name}".strip())
    return names
