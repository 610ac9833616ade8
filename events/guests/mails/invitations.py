"""The invitation, and the one reminder of it; one kind, so that stopping one stops both."""

from typing import Final

from django.db.models import QuerySet
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.calendar.models import Event
from events.guests import invitations
from events.guests.invitation_links import invitation_url
from events.guests.mails.pages import guest_pages
from events.guests.mails.registrations import TO_COME, until_published
from events.guests.models import Registration, Status
from events.guests.opening import ADMITTING, Opening
from networking.accounts.models import User
from networking.dates import said_day
from networking.mail.kinds import Content, Kind, compose, register
from networking.mail.models import OutgoingMail, Priority

# How much of the event's description goes along: what it is, not all of it.
ABOUT: Final = 400
# An invitation to an event whose registration opens later may leave before it does.
WELCOME: Final = ADMITTING | {Opening.NOT_YET}


def invited(mail: OutgoingMail) -> Content:
    """You're invited: by whom, to what, when and where, and one button."""
    registration = _about(mail).get()
    return as_read(mail, registration, again=bool(mail.params.get("again")))


def as_read(mail: OutgoingMail, registration: Registration, *, again: bool = False) -> Content:
    """Return the invitation as `registration`'s guest reads it, also before it is one."""
    event = registration.event
    said = {"event": event.title, "day": said_day(event.local_start.date())}
    first, second = _("Invitation: %(event)s, %(day)s"), _("Will you come? %(event)s, %(day)s")
    return compose(
        mail,
        "guests/mail/invited",
        subject=(second if again else first) % said,
        context={
            "registration": registration,
            "event": event,
            "inviter": registration.inviter,
            "word": registration.invitation_word,
            "what": Truncator(event.description).chars(ABOUT),
            "again": again,
            "answer_url": invitation_url(registration),
        },
    )


def _about(mail: OutgoingMail) -> QuerySet[Registration]:
    found = Registration.objects.select_related("event__association", "user", "inviter")
    return found.filter(pk=mail.params["registration"])


def sample(event: Event, *, inviter: User, word: str) -> Content:
    """Return the invitation as it will be read, with links that lead nowhere; writes nothing."""
    mail = OutgoingMail(
        kind=invitations.KIND, association=event.association, language=event.association.language
    )
    registration = Registration(event=event, inviter=inviter, invitation_word=word.strip())
    with translation.override(mail.language):
        return as_read(mail, registration)


def unanswered(mail: OutgoingMail) -> bool:
    """Wanted until she has answered, and as long as a yes is still of use."""
    registration = _about(mail).first()
    return (
        registration is not None
        and registration.status == Status.INVITED
        and registration.event.status in TO_COME
        and _may_still_come(registration, again=bool(mail.params.get("again")))
    )


def _may_still_come(registration: Registration, *, again: bool) -> bool:
    """Who asks twice asks only where a seat is to be had."""
    opening = invitations.opening_for_invited(registration.event)
    return opening is Opening.OPEN if again else opening in WELCOME


register(
    Kind(
        invitations.KIND,
        invited,
        unanswered,
        until_published,
        priority=Priority.MAILING,
        paced=True,
        stoppable=True,
        label=gettext_lazy("Invitations"),
        title=gettext_lazy("Invitation"),
        each_association_s=True,
        organisers_see=True,
        pages=guest_pages,
    )
)
