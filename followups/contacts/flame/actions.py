"""What one says about hearing from somebody: we spoke, later, how often."""

from django.db import transaction

from followups.contacts.flame.due import today
from followups.contacts.flame.flame import put_off
from followups.contacts.journal import actions as journal
from followups.contacts.models import Contact, Entry, Kind, Rhythm
from networking.accounts.models import User


@transaction.atomic
def spoke(*, contact: Contact, kind: Kind, by: User) -> Entry:
    """Note that one wrote to or spoke with somebody today; her rhythm begins anew.

    Twice on a day is one entry of the kind, so that a double click says it once.
    """
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    contact.put_off_until = None
    contact.save()
    return journal.log(contact=contact, kind=kind, on=today(by), text="", by=by)


@transaction.atomic
def later(*, contact: Contact, by: User) -> Contact:
    """Put somebody off by a month from today. The same day again changes nothing."""
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    contact.put_off_until = put_off(today(by))
    contact.save()
    return contact


@transaction.atomic
def set_rhythm(*, contact: Contact, rhythm: Rhythm, by: User) -> Contact:  # noqa: ARG001
    """Choose how often one wants to hear from somebody; what was put off is so no more.

    The same again changes nothing.
    """
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    if contact.rhythm != rhythm:
        contact.rhythm, contact.put_off_until = rhythm, None
        contact.save()
    return contact
