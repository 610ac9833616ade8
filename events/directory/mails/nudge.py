"""One nudge to whoever comes without a pitch, an offer or a need."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.calendar.models import Status as EventStatus
from events.guests.models import Registration, RegistrationQuerySet, Status
from networking.mail.kinds import Content, Kind, compose, register
from networking.mail.links import absolute
from networking.mail.models import OutgoingMail, Priority
from networking.time import now


def nudge(mail: OutgoingMail) -> Content:
    """Three questions to get one's minute ready."""
    registration = _about(mail).get()
    return compose(
        mail,
        "directory/mail/nudge",
        subject=_("Your minute at %(event)s") % {"event": registration.event.title},
        context={"event": registration.event, "profile_url": absolute(reverse("profiles:profile"))},
    )


def _about(mail: OutgoingMail) -> RegistrationQuerySet:
    found = Registration.objects.select_related("event__association", "user")
    return found.filter(pk=mail.params["registration"])


def _still_ahead(mail: OutgoingMail) -> bool:
    """While she comes, and the event hasn't begun."""
    return (
        _about(mail)
        .filter(
            status=Status.CONFIRMED,
            event__status=EventStatus.PUBLISHED,
            event__starts_at__gt=now(),
        )
        .exists()
    )


register(
    Kind(
        "directory.nudge",
        nudge,
        _still_ahead,
        priority=Priority.MAILING,
        stoppable=True,
        label=gettext_lazy("Getting one’s minute ready before an event"),
        title=gettext_lazy("Getting one’s minute ready"),
        each_association_s=True,
    )
)
