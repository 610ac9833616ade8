"""After the 48 hours: keeping the flame with somebody to whom one wrote."""

from django.db import transaction

from followups.contacts.flame import actions as flame
from followups.contacts.models import Contact, Rhythm
from followups.reminders.models import FollowUp
from followups.reminders.writing.actions import contact_of
from networking.accounts.models import User


@transaction.atomic
def keep_flame(*, follow_up: FollowUp, rhythm: Rhythm, by: User) -> Contact | None:
    """Choose how often one wants to hear from somebody met; she comes into one's list by it.

    The same again changes nothing. None where she was never on a list of the event's.
    """
    contact = contact_of(follow_up, by)
    if contact is None:
        return None
    return flame.set_rhythm(contact=contact, rhythm=rhythm, by=by)
