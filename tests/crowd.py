"""Many guests at once, for pages and papers that must bear them."""

from events.calendar.models import Event
from events.guests.models import Registration, Status
from networking.accounts.models import User
from networking.time import now


def crowd(event: Event, count: int) -> list[Registration]:
    """Put as many guests on the list: Lou Roux0, Lou Roux1 … Three queries."""
    people = User.objects.bulk_create(
        User(given_name="Lou", family_name=f"Roux{at}").prepare() for at in range(count)
    )
    return Registration.objects.bulk_create(
        Registration(
            event=event,
            user=user,
            given_name=user.given_name,
            family_name=user.family_name,
            organisation="Atelier Lumière",
            status=Status.CONFIRMED,
            confirmed_at=now(),
        ).prepare()
        for user in people
    )
