"""Telling guests by mail what was wished and answered: gathered, in few mails."""

import datetime as dt
import zoneinfo
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from events.calendar.models import Status
from events.guests.models import Registration
from events.guests.models import Status as GuestStatus
from events.wishes import digest
from events.wishes.models import Wish, WishQuerySet
from networking.accounts.models import User
from networking.mail.actions import enqueue
from networking.mail.models import OutgoingMail
from networking.time import epoch_ms, now

KIND = "wishes.news"


def to_tell() -> list[Registration]:
    """Return the guests whose mail is due now. Three queries, and none of those who wait."""
    first: dict[int, dt.datetime] = {}
    for guest, at in _news(Wish.objects.all()):
        first[guest] = min(at, first.get(guest, at))
    if not first:
        return []
    found = Registration.objects.filter(pk__in=first, user__email__isnull=False)
    guests = list(found.confirmed().select_related("event__association", "user").order_by("pk"))
    last = _last_mails(guests)
    at = now()
    due = ((guest, _leaves_at(guest, first[guest.pk], last.get(_key(guest)))) for guest in guests)
    return [guest for guest, leaves in due if leaves is not None and leaves <= at]


@transaction.atomic
def tell(*, registration: Registration, by: User | None) -> bool:
    """Write to a guest what is new, if a mail is due; return whether one is made.

    Held by her registration: twice, or two workers at once, is one mail, and what it tells is told.
    """
    guests = Registration.objects.select_for_update(of=("self",)).confirmed()
    mine = guests.select_related("event__association", "user").filter(pk=registration.pk).first()
    if mine is None or not mine.user.email:
        return False
    news = _news(Wish.objects.filter(registration=mine) | Wish.objects.filter(wanted=mine))
    mines = [at for guest, at in news if guest == mine.pk]
    leaves = _leaves_at(mine, min(mines), _last_mails([mine]).get(_key(mine))) if mines else None
    if leaves is None or leaves > now():
        return False
    wanted = _ahead(Wish.objects.filter(wanted=mine)).news_to_the_wanted()
    asked = _ahead(Wish.objects.filter(registration=mine)).news_to_the_asker()
    told = [[each.pk for each in some] for some in (wanted, asked)]
    enqueue(
        kind=KIND,
        to=mine.user.email,
        key=f"{KIND}:{mine.pk}:{epoch_ms(max(mines))}",
        params={"registration": mine.pk, "wishes": sorted({*told[0], *told[1]})},
        user=mine.user,
        association=mine.event.association,
        topic=mine.event.channel,
        by=by,
    )
    Wish.objects.filter(pk__in=told[0]).update(asked_told=True)
    Wish.objects.filter(pk__in=told[1]).update(answer_told=True)
    return True


def _ahead(wishes: WishQuerySet) -> WishQuerySet:
    """Those of two who come, at events that haven't begun: afterwards phones say it."""
    return wishes.filter(
        registration__event__status=Status.PUBLISHED,
        registration__event__starts_at__gt=now(),
        registration__status=GuestStatus.CONFIRMED,
        wanted__status=GuestStatus.CONFIRMED,
    )


def _news(wishes: WishQuerySet) -> Iterable[tuple[int, dt.datetime]]:
    """Whom to tell something, by her registration's id, and since when it is so. Two queries."""
    ahead = _ahead(wishes)
    for guest, asked_at, ended_at in ahead.news_to_the_wanted().values_list(
        "wanted", "asked_at", "ended_at"
    ):
        yield guest, ended_at or asked_at
    for guest, answered_at, ended_at in ahead.news_to_the_asker().values_list(
        "registration", "answered_at", "ended_at"
    ):
        if at := ended_at or answered_at:
            yield guest, at


def _last_mails(guests: Iterable[Registration]) -> dict[tuple[int, str], dt.datetime]:
    """When these guests were last written to about wishes of their events. One query."""
    topics = {guest.event.channel for guest in guests}
    sent = OutgoingMail.objects.filter(kind=KIND, topic__in=topics).order_by()
    rows = sent.values_list("user", "topic").annotate(last=Max("made_at"))
    return {(user, topic): last for user, topic, last in rows if user is not None}


def _key(guest: Registration) -> tuple[int, str]:
    return guest.user_id, guest.event.channel


def _leaves_at(
    guest: Registration, first: dt.datetime, last: dt.datetime | None
) -> dt.datetime | None:
    zone = zoneinfo.ZoneInfo(guest.user.time_zone)
    return digest.leaves_at(first, last, guest.event.starts_at, zone)
