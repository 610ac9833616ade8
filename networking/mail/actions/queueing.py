"""Putting mails in the outbox, taking them out again; and who wants no more."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from networking.accounts.models import User, normalise
from networking.associations.models import Association
from networking.mail import pace
from networking.mail.kinds import paced, priority_of
from networking.mail.models import OutgoingMail, Priority, Reason, State, Stop
from networking.mail.poke import poke
from networking.mail.trouble import WITHDRAWN
from networking.time import now

# How many mails one statement makes: SQLite allows 32,766 variables in one.
AT_ONCE = 500


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
    urgency = priority_of(kind) if priority is None else priority
    (later,) = _days(kind, urgency, association, 1)
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
            "priority": urgency,
            "due_at": (due_at or now()) + dt.timedelta(days=later),
        },
    )
    if made and mail.due_at <= now() and mail.priority != Priority.MAILING:
        poke_on_commit()
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
    by key. The next sweep finds them. Of a paced kind, what is above an association's measure of
    the day leaves on the days after.
    """
    at = due_at or now()
    urgency = priority_of(kind) if priority is None else priority
    later = _days(kind, urgency, association, len(letters))
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
            priority=urgency,
            due_at=at + dt.timedelta(days=days),
        )
        for (key, user, params), days in zip(letters, later, strict=True)
        if (address := normalise(user.email))
    ]
    OutgoingMail.objects.bulk_create(mails, batch_size=AT_ONCE, ignore_conflicts=True)


def _days(
    kind: str, priority: Priority, association: Association | None, count: int
) -> Iterable[int]:
    """After how many days each of a mailing leaves."""
    if association is None or priority != Priority.MAILING or kind not in paced():
        return [0] * count
    return pace.days(waiting_of(association), count, settings.MAILS_A_DAY)


def waiting_of(association: Association) -> int:
    """How many mails stand before the next of a mailing: the last day's, and those that wait."""
    lately = now() - dt.timedelta(days=1)
    mails = OutgoingMail.objects.filter(association=association, priority=Priority.MAILING)
    return mails.filter(kind__in=paced(), due_at__gt=lately).exclude(state=State.DROPPED).count()


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
    return found.update(state=State.DROPPED, last_error=WITHDRAWN)


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


def poke_on_commit() -> None:
    """Tell a worker once a transaction, however many mails are made in it."""
    if all(entry[1] is not poke for entry in connection.run_on_commit):
        transaction.on_commit(poke)
