"""The one mail of this room: who would like to meet you, and what was answered."""

import datetime as dt
import zoneinfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.calendar.models import Status as EventStatus
from events.guests.models import Registration
from events.guests.models import Status as GuestStatus
from events.wishes import digest, reading
from events.wishes.actions import KIND
from events.wishes.reading import Row
from networking.mail.kinds import Content, Kind, compose, register
from networking.mail.links import absolute
from networking.mail.models import OutgoingMail
from networking.time import now


def news(mail: OutgoingMail) -> Content:
    """Who waits for an answer now, and the answers this mail was made for, as they stand now."""
    registration = _about(mail)
    if registration is None:
        raise Registration.DoesNotExist
    mine = reading.mine(registration)
    event = registration.event
    meeting, declined = _told(mail, mine.meeting), _told(mail, mine.declined)
    return compose(
        mail,
        "wishes/mail/news",
        subject=_subject(len(mine.asking), len(meeting), event.title),
        context={
            "event": event,
            "asking": mine.asking,
            "meeting": meeting,
            "declined": declined,
            "wishes_url": absolute(
                reverse("wishes:mine", args=[event.association.slug, event.slug])
            ),
        },
    )


def _subject(asking: int, meeting: int, event: str) -> str:
    """The first thing to say."""
    if asking:
        said = ngettext(
            "Somebody would like to meet you at %(event)s",
            "%(count)s people would like to meet you at %(event)s",
            asking,
        )
    elif meeting:
        said = ngettext("You’re going to meet at %(event)s", "Your meetings at %(event)s", meeting)
    else:
        said = _("Your wishes for %(event)s")
    return said % {"count": asking, "event": event}


def _told(mail: OutgoingMail, rows: list[Row]) -> list[Row]:
    """Those of whose wishes this mail tells."""
    told = set(mail.params["wishes"])
    return [
        row
        for row in rows
        if told & {each.pk for each in (row.between.mine, row.between.theirs) if each is not None}
    ]


def _about(mail: OutgoingMail) -> Registration | None:
    found = Registration.objects.select_related("event__association", "user")
    return found.filter(pk=mail.params["registration"]).first()


def _still_ahead(mail: OutgoingMail) -> bool:
    """While she comes, the event hasn't begun, and there is something to say."""
    guest = _about(mail)
    if guest is None or guest.status != GuestStatus.CONFIRMED:
        return False
    event = guest.event
    if event.status != EventStatus.PUBLISHED or event.starts_at - digest.BEFORE <= now():
        return False
    mine = reading.mine(guest)
    return bool(mine.asking or _told(mail, mine.meeting) or _told(mail, mine.declined))


def _until_morning(mail: OutgoingMail) -> dt.datetime | None:
    """A mail held up into quiet hours waits for their end."""
    if mail.user is None:
        return None
    moment = digest.awake(now(), zoneinfo.ZoneInfo(mail.user.time_zone))
    return moment if moment > now() else None


register(
    Kind(
        KIND,
        news,
        _still_ahead,
        hold=_until_morning,
        stoppable=True,
        label=gettext_lazy("Wishes to meet before an event"),
        title=gettext_lazy("Wishes to meet"),
        each_association_s=True,
    )
)
