"""What guests and organisers do in the directory."""

from collections.abc import Sequence

from django.db import transaction

from events.calendar.models import Event, Status
from events.directory import eve
from events.directory.mails.eve import KIND as EVE
from events.directory.mails.eve import day_of
from events.directory.models import IntroductionRequest, Star, StarsOnPaper, Synonyms
from events.guests.models import Registration
from networking.accounts.models import User
from networking.associations.models import Association
from networking.audit.actions import record
from networking.mail.actions import enqueue, enqueue_all
from networking.mail.models import OutgoingMail
from networking.text import fold, squeeze
from networking.time import now


@transaction.atomic
def star(*, registration: Registration, on: bool, by: User) -> None:
    """Star a guest, or take the star away. Twice changes nothing."""
    if on:
        Star.objects.get_or_create(user=by, registration=registration)
    else:
        Star.objects.filter(user=by, registration=registration).delete()


@transaction.atomic
def put_stars_on_paper(*, registration: Registration, on: bool, by: User) -> None:  # noqa: ARG001
    """Have those she starred printed on her own card, or not any more. Twice changes nothing."""
    if on:
        StarsOnPaper.objects.get_or_create(registration=registration)
    else:
        StarsOnPaper.objects.filter(registration=registration).delete()


@transaction.atomic
def ask_introduction(
    *, registration: Registration, wanted: Registration, note: str, by: User
) -> IntroductionRequest:
    """Ask the organisers to introduce `registration`'s guest (`by`) to another of the event.

    Twice is one request, with the last word; one that was settled is open again.
    """
    request, _made = IntroductionRequest.objects.update_or_create(
        registration=registration,
        wanted=wanted,
        defaults={"note": squeeze(note)[:200], "asked_at": now(), "settled_at": None},
    )
    record(
        by=by,
        verb="introduction.asked",
        subject=request,
        association=registration.event.association,
    )
    return request


@transaction.atomic
def withdraw_introduction(*, registration: Registration, wanted: Registration, by: User) -> None:
    """Take the request back. Twice changes nothing."""
    found = IntroductionRequest.objects.filter(registration=registration, wanted=wanted)
    for request in found:
        record(
            by=by,
            verb="introduction.withdrawn",
            subject=request,
            association=registration.event.association,
        )
    found.delete()


@transaction.atomic
def settle_introduction(*, request: IntroductionRequest, by: User) -> None:
    """Note that the two were introduced. Twice keeps the first instant."""
    still_open = IntroductionRequest.objects.filter(pk=request.pk, settled_at=None)
    if still_open.update(settled_at=now()):
        record(
            by=by,
            verb="introduction.settled",
            subject=request,
            association=request.registration.event.association,
        )


@transaction.atomic
def set_synonyms(
    *, association: Association, groups: Sequence[Sequence[str]], by: User | None
) -> None:
    """Hold these words equal, group by group, and no others. Twice changes nothing more.

    A group of fewer than two different words says nothing and is dropped.
    """
    association.synonyms.all().delete()
    for group in groups:
        words = list({fold(word): squeeze(word) for word in group if fold(word)}.values())
        if len(words) > 1:
            Synonyms.objects.create(association=association, words=words)
    record(by=by, verb="synonyms.set", subject=association, association=association)


@transaction.atomic
def prepare(*, registration: Registration, objective: str, pitch: str, by: User | None) -> None:  # noqa: ARG001
    """Write what a guest is after at this event, and her pitch for it. Twice changes nothing."""
    registration.objective, registration.pitch = squeeze(objective), pitch.strip()
    registration.save(update_fields=["objective", "pitch"])


@transaction.atomic
def nudge(*, event: Event, registrations: Sequence[Registration], by: User | None) -> int:
    """Remind these guests, by one mail each, to get their pitch ready; return how many are new.

    One nudge a guest and event, whoever sends it and however often.
    """
    sent = 0
    for registration in registrations:
        mine = Registration.objects.filter(pk=registration.pk, nudged_at=None)
        if not registration.user.email or not mine.update(nudged_at=now()):
            continue
        enqueue(
            kind="directory.nudge",
            to=registration.user.email,
            key=f"directory.nudge:{registration.pk}",
            params={"registration": registration.pk},
            user=registration.user,
            association=event.association,
            topic=event.channel,
            by=by,
        )
        sent += 1
    record(by=by, verb="guests.nudged", subject=event, association=event.association, count=sent)
    return sent


def events_of_tomorrow() -> list[Event]:
    """Return the events of which to tell now: it is the evening before, and nobody was told.

    One query for what starts soon, one for each such event.
    """
    at = now()
    soon = Event.objects.filter(
        status=Status.PUBLISHED, starts_at__gt=at, starts_at__lt=at + eve.AHEAD
    )
    return [
        event
        for event in soon
        if eve.is_eve(at, event.starts_at, event.zone) and not _told_of_tomorrow(event)
    ]


@transaction.atomic
def tell_of_tomorrow(*, event: Event, by: User | None) -> int:
    """Write to those who come tomorrow, this evening and once each; return to how many.

    All at once, and nobody later: who registers in the evening knows what she needs. Twice, or
    two workers at once, is once; an event moved to another day has another evening before.
    """
    held = Event.objects.select_for_update(of=("self",)).select_related("association")
    event = held.get(pk=event.pk)
    begins, _ends = eve.eve_of(event.starts_at, event.zone)
    if (
        event.status != Status.PUBLISHED
        or not eve.is_eve(now(), event.starts_at, event.zone)
        or _told_of_tomorrow(event)
    ):
        return 0
    coming = event.registrations.confirmed().filter(
        confirmed_at__lte=begins, user__email__isnull=False
    )
    day = day_of(event)
    letters = [
        (f"{EVE}:{each.pk}:{day}", each.user, {"registration": each.pk, "day": day})
        for each in coming.select_related("user")
    ]
    enqueue_all(
        kind=EVE, letters=letters, association=event.association, topic=event.channel, by=by
    )
    return len(letters)


def _told_of_tomorrow(event: Event) -> bool:
    """Whether this evening's mails are made: all of them were, in one transaction."""
    mails = OutgoingMail.objects.filter(topic=event.channel, kind=EVE)
    return mails.filter(params__day=day_of(event)).exists()
