"""Which contacts are taken away: those named, or all."""

from collections.abc import Mapping

from followups.contacts.models import Contact, ContactQuerySet
from networking.accounts.models import User


def chosen(owner: User, query: Mapping[str, str]) -> ContactQuerySet:
    """Return the contacts of a list that `?only=1,2,3` names, or all of them.

    Whoever isn't in the list is nobody: another's numbers find nothing.
    """
    mine = Contact.objects.of(owner)
    if "only" not in query:
        return mine
    named = [int(number) for number in query["only"].split(",") if number.strip().isdecimal()]
    return mine.filter(pk__in=[number for number in named if number < 2**63])
