"""In a contact's history: what one wrote to her after an event, or that it is due."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from followups.contacts.journal.timeline import Moment, register
from followups.contacts.models import Contact
from followups.reminders.models import FollowUp, Letter, State


def follow_ups(contact: Contact) -> Iterable[Moment]:
    """Tell what became of the follow-ups to a contact. One query."""
    if contact.person_id is None:
        return
    mine = FollowUp.objects.filter(owner=contact.owner_id, person=contact.person_id)
    for each in mine.exclude(state=State.DISMISSED).select_related("event", "letter"):
        at = each.done_at or each.event.ends_at
        letter: Letter | None = getattr(each, "letter", None)
        title = (
            _("You wrote after %(event)s") if each.done_at else _("A word is due after %(event)s")
        )
        named = title % {"event": each.event.title}
        text = letter.text if letter and each.done_at else ""
        yield Moment(timezone.localdate(at), named, "envelope", text, at=at)


register(follow_ups)
