"""How many people on the guest list an event concerns, for whoever is about to change it."""

from events.calendar.audience import Audience
from events.calendar.models import Event
from events.guests.actions.news import TOLD_OF_A_MOVE, TOLD_OF_THE_END
from events.guests.models import SEATED


def audience(event: Event) -> Audience:
    """Count who would be told of a move and of the end, who can't be, and the seats left.

    One query.
    """
    if event._state.adding:
        return Audience()
    guests = event.registrations.order_by().values_list("status", "user__email")
    standing = [(status, bool(email)) for status, email in guests]
    return Audience(
        if_moved=sum(status in TOLD_OF_A_MOVE and mail for status, mail in standing),
        if_called_off=sum(status in TOLD_OF_THE_END and mail for status, mail in standing),
        without_mail=sum(status in TOLD_OF_THE_END and not mail for status, mail in standing),
        seats_left=max(0, event.capacity - sum(status in SEATED for status, _ in standing)),
    )
