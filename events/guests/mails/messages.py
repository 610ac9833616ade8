"""What organisers write to some of the guests, as it reaches each of them."""

from collections.abc import Iterator

from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.calendar.models import Event
from events.calendar.templatetags.calendar_words import day, hours
from events.guests.actions.messages import TEST
from events.guests.mails.pages import guest_pages
from events.guests.models import ENDED, Message, Registration
from events.guests.placeholders import filled
from events.guests.readers import KIND
from networking.accounts.models import User
from networking.mail.kinds import Content, Kind, compose, register
from networking.mail.links import absolute
from networking.mail.models import OutgoingMail, Priority
from networking.web.templatetags import tablee


def values_for(event: Event, person: Registration | User) -> dict[str, str]:
    """Return what the words in braces stand for, for this reader, in the active language."""
    return {
        "first_name": person.given_name or person.full_name,
        "name": person.full_name,
        "event": event.title,
        "day": day(event),
        "hours": hours(event),
        "place": event.venue or event.address or event.online_url or "…",
    }


def message(mail: OutgoingMail) -> Content:
    """The message itself, in the organiser's words; answers go to who wrote it."""
    return _compose(mail, test=False)


def test(mail: OutgoingMail) -> Content:
    """The same, to its writer, who is told that it is a test."""
    return _compose(mail, test=True)


def _compose(mail: OutgoingMail, *, test: bool) -> Content:
    said = Message.objects.select_related("event__association", "by").get(pk=mail.params["message"])
    event = said.event
    reader = Registration.objects.filter(pk=mail.params["registration"]).first() or mail.user
    values = values_for(event, reader) if reader else {}
    subject = filled(said.subject, values)
    writer = said.by
    return compose(
        mail,
        "guests/mail/message",
        subject=_("Test: %(subject)s") % {"subject": subject} if test else subject,
        context={
            "event": event,
            "event_url": absolute(event.get_absolute_url()),
            "title": subject,
            "body": filled(said.body, values),
            "paragraphs": [
                linked(paragraph, event.association.accent)
                for paragraph in paragraphs(filled(said.body, values))
            ],
            "writer": writer,
            "test": test,
        },
        reply_to=(writer.email,) if writer and writer.email else (),
    )


def paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text: what stands between empty lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    paragraph: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            paragraph.append(line.rstrip())
        elif paragraph:
            yield "\n".join(paragraph)
            paragraph = []


def linked(paragraph: str, accent: str) -> SafeString:
    """Return a paragraph as HTML, with the addresses in it as links that can be read in the dark.

    It is escaped first, so that every tag in it is one of ours.
    """
    html = urlize(tablee.french_spacing(paragraph), autoescape=True).replace("\n", "<br>")
    style = f'class="m-accent" style="color:{tablee.mail_colours(accent).on_light};"'
    return mark_safe(html.replace("<a ", f"<a {style} "))  # noqa: S308  escaped above


def still_meant(mail: OutgoingMail) -> bool:
    """Wanted while she is still on the side she was written to on: coming, or not any more."""
    status = (
        Registration.objects.filter(pk=mail.params["registration"])
        .values_list("status", flat=True)
        .first()
    )
    return status is not None and (status in ENDED) == mail.params["ended"]


register(
    Kind(
        KIND,
        message,
        still_meant,
        priority=Priority.MAILING,
        paced=True,
        stoppable=True,
        label=gettext_lazy("What the organisers write to those who come"),
        title=gettext_lazy("Message from the organisers"),
        organisers_see=True,
        pages=guest_pages,
    )
)
register(Kind(TEST, test, title=gettext_lazy("Test of a message"), organisers_see=True))
