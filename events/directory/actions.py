"""What guests and organisers do in the directory."""

from collections.abc import Sequence

from django.db import transaction

from events.calendar.models import Event
from events.directory.models import IntroductionRequest, Star, Synonyms
from events.guests.models import Registration
from networking.accounts.models import User
from networking.associations.models import Association
from networking.audit.actions import record
from networking.mail.actions import enqueue
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
    if request.settled_at is None:
        request.settled_at = now()
        request.save(update_fields=["settled_at"])
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
        if not registration.user.email or registration.nudged_at is not None:
            continue
        registration.nudged_at = now()
        registration.save(update_fields=["nudged_at"])
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
