"""What senders do: claiming mails, giving them back, noting what became of them."""

import datetime as dt
import random
import secrets
from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from networking.accounts.models import User
from networking.mail import backoff
from networking.mail.actions.queueing import stop
from networking.mail.kinds import UnknownKind, kind_of
from networking.mail.models import SETTLED, OutgoingMail, Priority, Reason, State
from networking.mail.outcomes import Outcome, Verdict
from networking.mail.trouble import TIRED
from networking.time import now

# Longer than a sender may take over the mail it has begun: every step of SMTP waits 20 s at most.
LEASE = dt.timedelta(minutes=3)
_dice = random.SystemRandom()


def lease_ends() -> dt.datetime:
    """Return until when a lease taken now holds; a clock that runs faster has longer leases."""
    return now() + LEASE * (settings.CLOCK.rate if settings.CLOCK else 1)


def claim(
    *,
    most: int,
    priorities: Collection[Priority] = tuple(Priority),
    by: User | None = None,  # noqa: ARG001
) -> list[OutgoingMail]:
    """Lease up to `most` due mails to the caller, first those that somebody waits for.

    Two callers never get the same mail: on PostgreSQL rows are locked and skipped, on SQLite only
    one transaction writes at a time. With nothing due nothing is written.
    """
    # Each priority by itself, here and below: so the index leads to the few that are due past the
    # many that wait for later.
    due = [OutgoingMail.objects.due().filter(priority=priority) for priority in priorities]
    if not any(mails.exists() for mails in due):
        return []
    lease = secrets.token_hex(16)
    with transaction.atomic():
        pks: list[int] = []
        for mails in due:
            free = mails.order_by("due_at").select_for_update(skip_locked=True)
            pks += free.values_list("pk", flat=True)[: most - len(pks)]
            if len(pks) == most:
                break
        OutgoingMail.objects.filter(pk__in=pks).update(
            state=State.SENDING,
            lease=lease,
            lease_until=lease_ends(),
            attempts=F("attempts") + 1,
        )
    leased = OutgoingMail.objects.filter(lease=lease, pk__in=pks)
    return list(leased.select_related("user", "association").order_by("priority", "due_at"))


def recover(*, by: User | None = None) -> int:  # noqa: ARG001
    """Let mails wait again whose sender never said what became of them; return how many.

    Also those in doubt, once. What was tried too often is given up. Twice does nothing more.
    """
    stranded = OutgoingMail.objects.stranded()
    if not stranded.exists():
        return 0
    unleased: dict[str, Any] = {"lease": "", "lease_until": None}
    with transaction.atomic():
        tired = stranded.filter(state=State.SENDING, attempts__gte=backoff.MOST_ATTEMPTS)
        tired.update(state=State.FAILED, last_error=TIRED, **unleased)
        return stranded.update(state=State.WAITING, **unleased)


@transaction.atomic
def release(*, mails: Collection[OutgoingMail], by: User | None = None) -> int:  # noqa: ARG001
    """Give back mails that were claimed and not begun; return how many were still the caller's."""
    count = 0
    for mail in mails:
        mine = OutgoingMail.objects.filter(pk=mail.pk, lease=mail.lease, state=State.SENDING)
        count += mine.update(
            state=State.WAITING, lease="", lease_until=None, attempts=F("attempts") - 1
        )
    return count


@transaction.atomic
def postpone(*, mail: OutgoingMail, until: dt.datetime, by: User | None = None) -> bool:  # noqa: ARG001
    """Give back a claimed mail that may not leave yet; False if it was no longer the caller's."""
    return _settle(mail, state=State.WAITING, due_at=until, attempts=mail.attempts - 1)


@transaction.atomic
def put_off(
    *,
    mails: Mapping[dt.datetime, Collection[OutgoingMail]],
    by: User | None = None,  # noqa: ARG001
) -> int:
    """Give back claimed mails, each until its time; return how many were still the caller's.

    A statement for each time, however many mails.
    """
    count = 0
    for until, some in mails.items():
        mine = OutgoingMail.objects.filter(
            pk__in=[mail.pk for mail in some],
            lease__in={mail.lease for mail in some},
            state=State.SENDING,
        )
        count += mine.update(
            state=State.WAITING,
            due_at=until,
            lease="",
            lease_until=None,
            attempts=F("attempts") - 1,
        )
    return count


@transaction.atomic
def drop(*, mail: OutgoingMail, why: str, by: User | None = None) -> bool:  # noqa: ARG001
    """Note that a claimed mail is not sent, and why; False if it was no longer the caller's."""
    return _settle(mail, state=State.DROPPED, last_error=why)


@transaction.atomic
def settle(*, mail: OutgoingMail, outcome: Outcome, by: User | None = None) -> bool:  # noqa: ARG001
    """Note what became of a claimed mail; False if it was no longer the caller's to say.

    Refused for now: it waits, ever longer, and fails in the end. Broken off after the handing
    over: it waits as uncertain for one more try, with the same Message-ID.
    """
    said = outcome.words[:300]
    if outcome.dead_address:
        stop(address=mail.to, kind="*", reason=Reason.BOUNCED, by=None)
    if outcome.verdict is Verdict.SENT:
        return _settle(mail, state=State.SENT, sent_at=now(), last_error="")
    if outcome.verdict is Verdict.NEVER:
        return _settle(mail, state=State.FAILED, last_error=said)
    if outcome.verdict is Verdict.UNCERTAIN:
        again = now() + backoff.DOUBT if mail.doubts == 0 else None
        return _settle(
            mail,
            state=State.UNCERTAIN,
            lease_until=again,
            doubts=mail.doubts + 1,
            last_error=said,
        )
    wait = backoff.delay(mail.attempts, _dice)
    if wait is None:
        return _settle(mail, state=State.FAILED, last_error=said)
    return _settle(mail, state=State.WAITING, due_at=now() + wait, last_error=said)


def _settle(mail: OutgoingMail, *, state: State, **fields: Any) -> bool:
    """Write the end of a claim, unless it has passed to somebody else meanwhile."""
    fields = {"lease": "", "lease_until": None} | fields | {"state": state}
    if state in SETTLED and not settings.DEMO:
        fields |= _scrubbed(mail)
    mine = OutgoingMail.objects.filter(pk=mail.pk, lease=mail.lease, state=State.SENDING)
    return bool(mine.update(**fields))


def _scrubbed(mail: OutgoingMail) -> dict[str, Any]:
    """Return the params without what nobody may read once the mail has left."""
    try:
        secret = kind_of(mail.kind).secret
    except UnknownKind:
        secret = frozenset()
    if secret.isdisjoint(mail.params):
        return {}
    return {"params": {name: value for name, value in mail.params.items() if name not in secret}}
