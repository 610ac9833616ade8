"""The message one begins with in one's own mail program: a word on the exchange, to be edited."""

from urllib.parse import quote

from django.utils import formats
from django.utils.translation import gettext as _

from events.directory.cards import Card
from followups.reminders.models import FollowUp
from networking.accounts.models import User


def mailto(owner: User, follow_up: FollowUp, card: Card, note: str) -> str:
    """Return a ``mailto:`` link with a message begun; empty where no address is shared."""
    address = card.fields.get("email")
    if not address:
        return ""
    subject = _("Our conversation at %(event)s") % {"event": follow_up.event.title}
    body = words(owner, follow_up, card, note)
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject)}&body={quote(body)}"


def words(owner: User, follow_up: FollowUp, card: Card, note: str) -> str:
    """Return the message as it stands before its author has touched it, in her language."""
    event = follow_up.event
    day = formats.date_format(event.local_start, "l")
    parts = (
        _("Hello %(name)s,") % {"name": card.given_name or card.full_name},
        _("Thank you for our conversation at %(event)s on %(day)s.")
        % {"event": event.title, "day": day},
        note,
        _("See you soon,") + f"\n{owner.full_name}",
    )
    return "\r\n\r\n".join(part.replace("\n", "\r\n") for part in parts if part)
