"""The secret address of one's own calendar."""

from django.db import transaction

from events.guests.models import CalendarAddress
from events.guests.models.desk import new_secret
from networking.accounts.models import User


@transaction.atomic
def replace_calendar_address(*, user: User, by: User | None) -> CalendarAddress:  # noqa: ARG001
    """Give somebody an address for her calendar, or another one: the old one is dead at once.

    Twice makes two, of which the second counts.
    """
    address, made = CalendarAddress.objects.select_for_update().get_or_create(user=user)
    if not made:
        address.secret = new_secret()
        address.save(update_fields=["secret"])
    return address


@transaction.atomic
def close_calendar_address(*, user: User, by: User | None) -> None:  # noqa: ARG001
    """Take the address away; where there is none, nothing happens."""
    CalendarAddress.objects.filter(user=user).delete()
