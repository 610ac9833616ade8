"""What is done to mails: queueing, withdrawing, claiming, settling; and who wants no more."""

import datetime as dt
import random
import secrets
from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from networking.accounts.models import User, normalise
from networking.associations.models import Association
from networking.mail import backoff
from networking.mail.kinds import UnknownKind, kind_of, priority_of
from networking.mail.models import SETTLED, OutgoingMail, Priority, Reason, State, Stop
from networking.mail.outcomes import Outcome, Verdict
from networking.mail.poke import poke
from networking.time import now

# Longer than a sender may take over the mail it has begun: every step of SMTP waits 20 s at most.
LEASE = dt.timedelta(minutes=3)
# How many mails one statement makes: SQLite allows 32,766 variables in one.
AT_ONCE = 500
_dice = random.SystemRandom()


@transaction.atomic
def enqueue(
    *,
    kind: str,
    to: str,
    key: str,
    params: Mapping[str, Any] | None = None,
    user: User | None = None,
    association: Association | None = None,
    topic: str = "",
    language: str | None = None,
    due_at: dt.datetime | None = None,
    priority: Priority | None = None,
    by: User | None,  # noqa: ARG001
) -> OutgoingMail:
    """Put a mail in the outbox, in the caller's transaction, to leave at `due_at` (now).

    Idempotent by `key`: said again, the first mail is returned as it stands and none is made.
    Language and priority are the person's and the kind's unless given. A worker is told on
    commit; if it can't be, or for one of many in a mailing, the next sweep finds the mail.
    """
    address = normalise(to)
    if address is None:
        raise ValueError("A mail needs an address: ask whether the person has one.")
    mail, made = OutgoingMail.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "to": address,
            "user": user,
            "association": association,
            "topic": topic,
            "language": language or (user.language if user else settings.LANGUAGE_CODE),
            "params": dict(params or {}),
            "priority": priority_of(kind) if priority is None else priority,
            "due_at": due_at or now(),
        },
    )
    if made and mail.due_at <= now() and mail.priority != Priority.MAILING:
        _poke_on_commit()
    return mail


@transaction.atomic
def enqueue_all(
    *,
    kind: str,
    letters: Collection[tuple[str, User, Mapping[str, Any]]],
    association: Association | None,
    topic: str = "",
    due_at: dt.datetime | None = None,
    priority: Priority | None = None,
    by: User | None,  # noqa: ARG001
) -> None:
    """Put a mailing in the outbox: a key, a person and the params for each of its mails.

    As `enqueue` for each, in a few statements for all; who has no address is left out. Idempotent
    by key. The next sweep finds them.
    """
    at = due_at or now()
    mails = [
        OutgoingMail(
            kind=kind,
            to=address,
            key=key,
            user=user,
            association=association,
            topic=topic,
            language=user.language,
            params=dict(params),
            priority=priority_of(kind) if priority is None else priority,
            due_at=at,
        )
        for key, user, params in letters
        if (address := normalise(user.email))
    ]
    OutgoingMail.objects.bulk_create(mails, batch_size=AT_ONCE, ignore_conflicts=True)


@transaction.atomic
def withdraw(
    *,
    key: str | None = None,
    topic: str | None = None,
    kinds: Collection[str] | None = None,
    users: Collection[User] | None = None,
    by: User | None,  # noqa: ARG001
) -> int:
    """Withdraw what has not left yet, by key or by topic; return how many.

    By topic it is all kinds or some, to everybody or to some.

    A mail that is just leaving can't be called back. Twice withdraws nothing more.
    """
    if key is None and not topic:
        raise ValueError("Say which mails: by key or by topic.")
    found = OutgoingMail.objects.waiting()
    if key is not None:
        found = found.filter(key=key)
    if topic:
        found = found.filter(topic=topic)
    if kinds is not None:
        found = found.filter(kind__in=kinds)
    if users is not None:
        found = found.filter(user__in=users)
    return found.update(state=State.DROPPED, last_error="withdrawn")


@transaction.atomic
def retry(*, mail: OutgoingMail, by: User | None) -> bool:  # noqa: ARG001
    """Let a failed or uncertain mail leave again, now; False if it is in another state."""
    found = OutgoingMail.objects.filter(pk=mail.pk, state__in=(State.FAILED, State.UNCERTAIN))
    again = found.update(state=State.WAITING, due_at=now(), attempts=0, doubts=0, lease="")
    if again:
        _poke_on_commit()
    return bool(again)


@transaction.atomic
def stop(
    *,
    address: str,
    kind: str,
    topic: str = "",
    user: User | None = None,
    reason: Reason = Reason.ASKED,
    by: User | None,  # noqa: ARG001
) -> Stop:
    """Send no more mails of this kind ("*": any that can be stopped) there. Twice is once."""
    found, _ = Stop.objects.get_or_create(
        address=normalise(address) or "",
        kind=kind,
        topic=topic,
        reason=reason,
        defaults={"user": user},
    )
    return found


@transaction.atomic
def resume(
    *,
    address: str,
    kind: str,
    topic: str = "",
    user: User | None = None,
    by: User | None,  # noqa: ARG001
) -> int:
    """Take a stop back; return how many there were. Twice changes nothing more."""
    asked = Stop.objects.filter(kind=kind, topic=topic, reason=Reason.ASKED)
    count, _ = asked.filter(address=normalise(address) or "").delete()
    if user is not None:
        count += asked.filter(user=user).delete()[0]
    return count


# --- What senders do ----------------------------------------------------------------------------


def lease_ends() -> dt.datetime:
    """Return until when a lease taken now holds; a clock that runs faster has longer leases."""
    return now() + LEASE * (settings.CLOCK.rate if settings.CLOCK else 1)


def claim(*, most: int, by: User | None = None) -> list[OutgoingMail]:  # noqa: ARG001
    """Lease up to `most` due mails to the caller, first those that somebody waits for.

    Two callers never get the same mail: on PostgreSQL rows are locked and skipped, on SQLite only
    one transaction writes at a time. With nothing due nothing is written.
    """
    # Each priority by itself, here and below: so the index leads to the few that are due past the
    # many that wait for later.
    due = [OutgoingMail.objects.due().filter(priority=priority) for priority in Priority]
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
        tired.update(state=State.FAILED, last_error="tried too often", **unleased)
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


def _poke_on_commit() -> None:
    """Tell a worker once a transaction, however many mails are made in it."""
    if all(entry[1] is not poke for entry in connection.run_on_commit):
        transaction.on_commit(poke)
