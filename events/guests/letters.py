"""A message before it leaves, as one reader will see it; and after, what the outbox says of it."""

from collections import Counter, defaultdict
from typing import Any, Final

from django.db.models import Count

from events.calendar.models import Event
from events.guests.models import Message, Registration
from events.guests.readers import KIND, Readers
from networking.accounts.models import User
from networking.mail.kinds import Content, kind_of
from networking.mail.models import OutgoingMail, State
from networking.mail.sending import content_of

# What an organiser wants to know of a mail's state.
ON_ITS_WAY: Final = "queued"
SENT: Final = "sent"
FAILED: Final = "failed"
WITHDRAWN: Final = "withdrawn"
_SAID: Final[dict[str, str]] = {
    State.WAITING: ON_ITS_WAY,
    State.SENDING: ON_ITS_WAY,
    State.SENT: SENT,
    State.FAILED: FAILED,
    State.UNCERTAIN: FAILED,
    State.DROPPED: WITHDRAWN,
}


def preview_of(message: Message, readers: Readers, me: User, shown_as: str | None) -> Content:
    """Return the message as one of its readers will read it: the first, or the one asked for.

    Where there is none, as its writer would. Nothing is written, and nothing leaves.
    """
    reader = _reader(readers, shown_as)
    mail = OutgoingMail(
        kind=KIND,
        to=(reader.user.email if reader else me.email) or "",
        user=reader.user if reader else me,
        association=message.event.association,
        language=reader.user.language if reader else me.language,
        topic=message.event.channel,
        params={"message": message.pk, "registration": reader.pk if reader else None},
    )
    return content_of(mail, kind_of(KIND))


def _reader(readers: Readers, shown_as: str | None) -> Registration | None:
    first = readers.reached[0] if readers.reached else None
    return next((guest for guest in readers.reached if str(guest.pk) == shown_as), first)


def figures_of(event: Event) -> dict[int, dict[str, int]]:
    """Return for each message of an event how many of its mails stand where. One query."""
    mails = OutgoingMail.objects.filter(kind=KIND, topic=event.channel).order_by()
    counted = mails.values_list("params__message", "state").annotate(Count("pk"))
    figures: dict[int, dict[str, int]] = defaultdict(Counter)
    for message, state, count in counted:
        figures[message][_SAID[state]] += count
    return dict(figures)


def outbox_of(message: Message) -> dict[str, Any]:
    """Return what became of a message that was sent: each mail with its reader, and the figures."""
    mails = OutgoingMail.objects.filter(
        kind=KIND, topic=message.event.channel, params__message=message.pk
    ).order_by("pk")
    names = {guest.pk: guest for guest in message.event.registrations.all()}
    rows = [
        {
            "guest": names.get(mail.params["registration"]),
            "to": mail.to,
            "state": _SAID[mail.state],
            "at": mail.sent_at,
        }
        for mail in mails
    ]
    return {"rows": rows, "figures": Counter(row["state"] for row in rows)}
