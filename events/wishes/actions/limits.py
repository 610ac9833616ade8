"""What an organiser allows."""

from django.db import transaction

from events.calendar.models import Event
from events.wishes.models import WishLimit
from networking.accounts.models import User
from networking.audit.actions import record


@transaction.atomic
def allow(*, event: Event, most: int, by: User) -> None:
    """Set how many wishes a guest may have going out; 0 for none. Twice changes nothing more."""
    WishLimit.objects.update_or_create(event=event, defaults={"most": most})
    record(by=by, verb="wishes.allowed", subject=event, association=event.association, most=most)
