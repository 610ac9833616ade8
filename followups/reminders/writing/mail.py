"""The mail that brings a letter: its author's words in a frame that the reader can read."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followups.contacts.flame.due import zone_of
from followups.contacts.giving.reading import are_apart
from followups.reminders.models import Coffee, Letter, Way
from followups.reminders.writing import ics, said
from followups.reminders.writing.reach import KIND, address_for
from networking.mail.kinds import Attachment, Content, Kind, compose, register
from networking.mail.models import OutgoingMail


def letter(mail: OutgoingMail) -> Content:
    """Its author's words, her address to reply to, the times of a coffee and the file."""
    found = _letter_of(mail)
    if found is None:
        raise Letter.DoesNotExist
    author = found.follow_up.owner
    return compose(
        mail,
        "reminders/mail/letter",
        subject=_("%(author)s writes to you after %(event)s")
        % {"author": author.full_name, "event": found.follow_up.event.title},
        context=_context(found),
        attachments=(*ics.attachments(found), *_file_of(found)),
        reply_to=tuple(filter(None, (author.email,))),
    )


def _context(found: Letter) -> dict[str, Any]:
    author, reader = found.follow_up.owner, found.follow_up.person
    return {
        "letter": found,
        "author": author,
        "event": found.follow_up.event,
        "times": list(said.times_of(found, zone_of(reader), zone_of(author))),
        "where": said.where_of(found),
        "by_video": found.coffee == Coffee.VIDEO,
    }


def _file_of(found: Letter) -> list[Attachment]:
    try:
        file = found.enclosure
    except ObjectDoesNotExist:
        return []
    return [Attachment(file.name, bytes(file.data), file.type)]


def _letter_of(mail: OutgoingMail) -> Letter | None:
    found = Letter.objects.select_related(
        "follow_up__owner", "follow_up__person", "follow_up__event__association", "enclosure"
    )
    return found.filter(pk=mail.params["letter"]).first()


def _still_wanted(mail: OutgoingMail) -> bool:
    """Wanted while it stands, its reader accepts it at this address, and neither is blocked.

    Of a block its author learns nothing, neither before nor after.
    """
    found = _letter_of(mail)
    if found is None or found.way != Way.SENT or found.mail_id != mail.pk:
        return False
    follow_up = found.follow_up
    if are_apart(follow_up.owner, follow_up.person):
        return False
    return address_for(follow_up) == mail.to


register(
    Kind(
        KIND,
        render=letter,
        still_wanted=_still_wanted,
        stoppable=True,
        label=gettext_lazy("Words from people you met"),
        title=gettext_lazy("A word to somebody met"),
    )
)
