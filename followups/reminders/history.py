"""In a contact's history: that one wrote to her within the 48 hours, or not yet."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from followups.contacts.journal.timeline import Moment, register
from followups.contacts.models import Contact
from followups.reminders.models import FollowUp, State


def follow_ups(contact: Contact) -> Iterable[Moment]:
    """Tell what became of the follow-ups to a contact. One query."""
    if contact.person_id is None:
        return
    mine = FollowUp.objects.filter(owner=contact.owner_id, person=contact.person_id)
    for each in mine.exclude(state=State.DISMISSED).select_related("event"):
        at = each.done_at or each.event.ends_at
        title = (
            _("You wrote after %(event)s") if each.done_at else _("A word is due after %(event)s")
        )
        named = title % {"event": each.event.title}
        yield Moment(timezone.localdate(at), named, "envelope", at=at)


register(follow_ups)
