"""The evening before: the practical points, who is coming, three tips."""

import datetime as dt
from typing import Final
from urllib.parse import quote_plus

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.calendar.models import Event
from events.calendar.models import Status as EventStatus
from events.directory import eve
from events.directory.cards import Card, cards_of, with_people
from events.directory.tips import tips_for
from events.guests.links import cancel_url
from events.guests.mails.pages import guest_pages
from events.guests.models import Registration, RegistrationQuerySet, Status
from networking.accounts.models import Block, User
from networking.dates import said_hour
from networking.mail.kinds import Content, Kind, compose, register
from networking.mail.links import absolute
from networking.mail.models import OutgoingMail, Priority
from networking.time import now

KIND: Final = "directory.eve"
MAP: Final = "https://www.openstreetmap.org/search?query="
NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def tomorrow(mail: OutgoingMail) -> Content:
    """See you tomorrow: when and where, who comes, what to have in mind."""
    registration = _about(mail).get()
    event = registration.event
    cards, others = _who(registration)
    place = ", ".join(part for part in (event.venue, event.address) if part)
    said = {"hour": said_hour(event.local_start), "event": event.title}
    return compose(
        mail,
        "directory/mail/eve",
        subject=_("Tomorrow at %(hour)s: %(event)s") % said,
        context={
            "event": event,
            "registration": registration,
            "cards": cards,
            "others": others,
            "coming": len(cards) + others,
            "tips": tips_for(event.pk),
            "length": _length(event.ends_at - event.starts_at),
            "map_url": MAP + quote_plus(place) if place else "",
            "cancel_url": cancel_url(registration),
            "event_url": absolute(event.get_absolute_url()),
            "people_url": absolute(
                reverse("directory:people", args=[event.association.slug, event.slug])
            ),
        },
    )


def _who(reader: Registration) -> tuple[list[Card], int]:
    """The cards of some who come, as she may see them, and how many come beside those and her."""
    coming = reader.event.registrations.confirmed()
    people = dict(coming.values_list("pk", "user_id"))
    apart = _kept_apart(reader.user)
    chosen = eve.named_to(
        reader.pk, list(people), apart={pk for pk, user in people.items() if user in apart}
    )
    cards = cards_of(with_people(coming.filter(pk__in=chosen).by_name()))
    return cards, len(people) - len(cards) - (reader.pk in people)


def _kept_apart(user: User) -> set[int]:
    pairs = Block.objects.touching(user).values_list("by_id", "person_id")
    return {pk for pair in pairs for pk in pair} - {user.pk}


def _length(lasts: dt.timedelta) -> str:
    """Say how long: "2 h", "1 h 30", "45 min"."""
    hours, minutes = divmod(int(lasts.total_seconds()) // 60, 60)
    if not hours:
        return f"{minutes}{NO_BREAK}min"
    return f"{hours}{NO_BREAK}h{NO_BREAK}{minutes:02}" if minutes else f"{hours}{NO_BREAK}h"


def day_of(event: Event) -> str:
    """Return the event's day as its mails remember it: moved to another one, they aren't wanted."""
    return event.local_start.date().isoformat()


def _about(mail: OutgoingMail) -> RegistrationQuerySet:
    found = Registration.objects.select_related("event__association", "user")
    return found.filter(pk=mail.params["registration"])


def _still_tomorrow(mail: OutgoingMail) -> bool:
    """While she comes, the event is on, on the same day, and it is not night yet."""
    registration = _about(mail).first()
    if registration is None or registration.status != Status.CONFIRMED:
        return False
    event = registration.event
    return (
        event.status == EventStatus.PUBLISHED
        and day_of(event) == mail.params["day"]
        and eve.is_eve(now(), event.starts_at, event.zone)
    )


register(
    Kind(
        KIND,
        tomorrow,
        _still_tomorrow,
        priority=Priority.MAILING,
        stoppable=True,
        label=gettext_lazy("The evening before an event"),
        title=gettext_lazy("The evening before"),
        each_association_s=True,
        organisers_see=True,
        pages=guest_pages,
    )
)
