"""What organisers write to some of an event's guests: drafts, tests, and sending once."""

from hashlib import sha256
from typing import Final

from django.db import transaction

from events.calendar.models import Event
from events.guests.audience import Audience
from events.guests.models import ENDED, Message
from events.guests.readers import KIND, readers_of
from networking.accounts.models import User
from networking.audit.actions import record
from networking.mail.actions import enqueue
from networking.mail.models import OutgoingMail
from networking.time import now

# To its writer, before it goes to anybody.
TEST: Final = f"{KIND}_test"


class Changed(Exception):
    """The list is no longer the one that was shown; nothing was sent."""


class Sent(Exception):
    """The message has left: it can be neither changed nor thrown away."""


@transaction.atomic
def draft(*, event: Event, subject: str, body: str, audience: Audience, by: User | None) -> Message:
    """Keep a message that is not sent yet. Twice is two drafts."""
    return Message.objects.create(
        event=event, subject=subject, body=body, audience=audience.as_json(), by=by
    )


@transaction.atomic
def redraft(
    *, message: Message, subject: str, body: str, audience: Audience, by: User | None
) -> Message:
    """Write a draft anew; its answers go to who wrote it last.

    Raises `Sent` once it has left, `Message.DoesNotExist` once it was thrown away.
    """
    held = _held(message)
    if held.sent_at is not None:
        raise Sent
    held.subject, held.body, held.audience = subject, body, audience.as_json()
    held.by = by or held.by
    held.save()
    return held


@transaction.atomic
def discard(*, message: Message, by: User | None) -> bool:  # noqa: ARG001
    """Throw a draft away; False if it is gone already or has left."""
    count, _ = Message.objects.filter(pk=message.pk, sent_at=None).delete()
    return bool(count)


@transaction.atomic
def send_test(*, message: Message, by: User) -> OutgoingMail | None:
    """Send the message to who asks, and to nobody else; None if she has no address.

    It reads as for the first of its readers. The same text twice is one mail; changed, another.
    """
    if not by.email:
        return None
    readers = readers_of(message.event, Audience.kept(message.audience))
    version = sha256(f"{message.subject}\0{message.body}".encode()).hexdigest()[:16]
    return enqueue(
        kind=TEST,
        to=by.email,
        key=f"{TEST}:{message.pk}:{by.pk}:{version}",
        params={
            "message": message.pk,
            "registration": readers.reached[0].pk if readers.reached else None,
        },
        user=by,
        association=message.event.association,
        by=by,
    )


@transaction.atomic
def send(*, message: Message, seen: str, by: User | None) -> int:
    """Send a draft, once, to those its filters find and a mail reaches; return to how many.

    `seen` is the digest of the readers that were shown: if others have come or gone since, nothing
    is sent and `Changed` is raised. Twice sends nothing more and returns the same number. Raises
    `Message.DoesNotExist` if it was thrown away meanwhile.
    """
    held = _held(message)
    if held.sent_at is not None:
        return held.readers
    event = held.event
    readers = readers_of(event, Audience.kept(held.audience))
    if not readers.reached or readers.digest != seen:
        raise Changed
    for guest in readers.reached:
        enqueue(
            kind=KIND,
            to=guest.user.email or "",
            key=f"{KIND}:{held.pk}:{guest.pk}",
            params={
                "message": held.pk,
                "registration": guest.pk,
                "ended": guest.status in ENDED,
            },
            user=guest.user,
            association=event.association,
            topic=event.channel,
            by=by,
        )
    held.sent_at, held.readers, held.by = now(), len(readers.reached), by or held.by
    held.save()
    record(
        by=by,
        verb="guests.written_to",
        subject=held,
        association=event.association,
        count=held.readers,
    )
    return held.readers


def _held(message: Message) -> Message:
    """The message as it stands, held until the end of the transaction."""
    held = Message.objects.select_for_update(of=("self",)).select_related("event__association")
    return held.get(pk=message.pk)
