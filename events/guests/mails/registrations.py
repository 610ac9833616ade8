"""The mails about a registration. Confirmation, waiting list, a seat after all, an end."""

import datetime as dt
from collections.abc import Callable, Collection
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.calendar.models import Status as EventStatus
from events.guests import ics
from events.guests.invitation_links import invitation_url
from events.guests.links import cancel_url, offer_url
from events.guests.mails.pages import guest_pages
from events.guests.models import ENDED, Registration, RegistrationQuerySet, Status
from networking.mail.kinds import Attachment, Content, Kind, compose, register
from networking.mail.links import absolute
from networking.mail.models import OutgoingMail
from networking.time import now

GOING_AHEAD: Final = frozenset({EventStatus.PUBLISHED, EventStatus.LIVE})
# Those who are put on the list of a draft are told once it is published.
TO_COME: Final = GOING_AHEAD | {EventStatus.DRAFT}
# How often their mails look whether it is.
PATIENCE: Final = dt.timedelta(minutes=15)


def _about(mail: OutgoingMail) -> RegistrationQuerySet:
    """The registration that a mail is about, with its event; empty if it is gone."""
    found = Registration.objects.select_related("event__association", "user")
    return found.filter(pk=mail.params["registration"])


def _compose(
    mail: OutgoingMail, template: str, subject: str, *, method: str | None = None
) -> Content:
    registration = _about(mail).get()
    event = registration.event
    attachments: tuple[Attachment, ...] = ()
    if method is not None:
        attachments = (ics.attachment(registration, method),)
    return compose(
        mail,
        f"guests/mail/{template}",
        subject=subject % {"event": event.title},
        context={
            "registration": registration,
            "event": event,
            "association_url": absolute(event.association.get_absolute_url()),
            "event_url": absolute(event.get_absolute_url()),
            "mine_url": absolute(reverse("guests:mine", args=[event.association.slug, event.slug])),
            "cancel_url": cancel_url(registration),
            "offer_url": offer_url(registration),
            "invitation_url": invitation_url(registration),
        },
        attachments=attachments,
    )


def confirmed(mail: OutgoingMail) -> Content:
    """You are expected."""
    return _compose(mail, "confirmed", _("We’re expecting you: %(event)s"), method=ics.REQUEST)


def promoted(mail: OutgoingMail) -> Content:
    """A seat after all."""
    return _compose(mail, "promoted", _("A seat for you: %(event)s"), method=ics.REQUEST)


def offered(mail: OutgoingMail) -> Content:
    """A seat is kept for her, until an hour that the mail says."""
    return _compose(mail, "offered", _("A seat is kept for you: %(event)s"))


def standing_in(mail: OutgoingMail) -> Content:
    """Expected in somebody's place."""
    return _compose(mail, "standing_in", _("We’re expecting you: %(event)s"), method=ics.REQUEST)


def replaced(mail: OutgoingMail) -> Content:
    """Somebody else comes in her place; the entry leaves the calendar."""
    return _compose(
        mail, "replaced", _("Somebody comes in your place: %(event)s"), method=ics.CANCEL
    )


def visitor_invited(mail: OutgoingMail) -> Content:
    """A member would like to bring her along; it names the member."""
    return _compose(mail, "visitor_invited", _("An invitation to breakfast: %(event)s"))


def waiting(mail: OutgoingMail) -> Content:
    """On the waiting list."""
    return _compose(mail, "waiting", _("On the waiting list: %(event)s"))


def cancelled(mail: OutgoingMail) -> Content:
    """The seat is given up; the entry leaves the calendar."""
    return _compose(mail, "cancelled", _("Your seat is given up: %(event)s"), method=ics.CANCEL)


def declined(mail: OutgoingMail) -> Content:
    """Not this time."""
    return _compose(mail, "declined", _("Not this time: %(event)s"))


def moved(mail: OutgoingMail) -> Content:
    """The hours or the place have changed; the entry in the calendar follows."""
    return _compose(mail, "moved", _("Hours or place have changed: %(event)s"), method=ics.REQUEST)


def called_off(mail: OutgoingMail) -> Content:
    """The event doesn't take place."""
    return _compose(mail, "called_off", _("Called off: %(event)s"), method=ics.CANCEL)


def while_status(
    *statuses: str, of: Collection[str] = GOING_AHEAD
) -> Callable[[OutgoingMail], bool]:
    """Wanted as long as guest and event each have one of these statuses, until the event ends."""

    def wanted(mail: OutgoingMail) -> bool:
        registration = _about(mail).first()
        return (
            registration is not None
            and registration.status in statuses
            and registration.event.status in of
            and registration.event.ends_at > now()
        )

    return wanted


def until_published(mail: OutgoingMail) -> dt.datetime | None:
    """Hold a mail while the event is a draft: its links would lead nowhere yet."""
    registration = _about(mail).first()
    if registration is None or registration.event.status != EventStatus.DRAFT:
        return None
    return now() + PATIENCE


def _latest_move(mail: OutgoingMail) -> bool:
    """Wanted while no later move is told: of two changes only the last one is.

    The event's sequence doesn't say: it grows with its title too, of which no mail is sent.
    """
    registration = _about(mail).first()
    if registration is None or not while_status(Status.CONFIRMED)(mail):
        return False
    about = OutgoingMail.objects.filter(topic=registration.event.channel, kind=mail.kind)
    return not about.filter(user=registration.user, pk__gt=mail.pk).exists()


def _still_called_off(mail: OutgoingMail) -> bool:
    registration = _about(mail).first()
    return registration is not None and registration.event.status == EventStatus.CANCELLED


def _told(
    name: str,
    render: Callable[[OutgoingMail], Content],
    still_wanted: Callable[[OutgoingMail], bool],
    title: Promise,
    **more: Any,
) -> None:
    """Make a kind known that tells a guest of her registration, in the association's name."""
    known = {"title": title, "organisers_see": True, "pages": guest_pages, **more}
    register(Kind(name, render, still_wanted, **known))


# Those that go to a whole list put on by an organiser are paced.
_told(
    "guests.confirmed",
    confirmed,
    while_status(Status.CONFIRMED, of=TO_COME),
    gettext_lazy("Confirmation of a registration"),
    hold=until_published,
    paced=True,
)
_told(
    "guests.waiting",
    waiting,
    while_status(Status.WAITING, of=TO_COME),
    gettext_lazy("On the waiting list"),
    hold=until_published,
    paced=True,
)
_told(
    "guests.promoted",
    promoted,
    while_status(Status.CONFIRMED),
    gettext_lazy("A seat from the waiting list"),
)
_told(
    "guests.offered", offered, while_status(Status.OFFERED), gettext_lazy("A seat kept for a while")
)
_told(
    "guests.standing_in",
    standing_in,
    while_status(Status.CONFIRMED),
    gettext_lazy("To somebody who stands in"),
)
_told(
    "guests.replaced",
    replaced,
    while_status(Status.REPLACED),
    gettext_lazy("To somebody who is replaced"),
)
_told(
    "guests.visitor_invited",
    visitor_invited,
    while_status(Status.INVITED),
    gettext_lazy("A member’s invitation to a visitor"),
)
_told("guests.cancelled", cancelled, while_status(*ENDED), gettext_lazy("Registration cancelled"))
_told("guests.declined", declined, while_status(Status.DECLINED), gettext_lazy("Request declined"))
_told("guests.moved", moved, _latest_move, gettext_lazy("Another hour or place"))
_told("guests.called_off", called_off, _still_called_off, gettext_lazy("Event called off"))
