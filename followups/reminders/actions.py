"""What is done to follow-ups and reminders: by the guest, and by the clock."""

import datetime as dt
from typing import Any

from django.db import transaction

from events.calendar.models import Event, Status
from events.door.models import CheckIn
from events.encounters.models import Encounter
from followups.contacts.journal import actions as journal
from followups.contacts.models import Contact, Exchange, ExchangeState, Told
from followups.reminders import due
from followups.reminders.models import (
    KIND,
    FollowUp,
    Habits,
    How,
    Reminder,
    ReminderState,
    State,
    habits_of,
)
from networking.accounts.models import User
from networking.mail import actions as mail
from networking.mail.models import OutgoingMail, Priority
from networking.mail.models import State as MailState
from networking.time import now, today

# After these nothing is followed up: nobody met.
NOT_HELD = frozenset({Status.DRAFT, Status.CANCELLED})


@transaction.atomic
def derive(*, event: Event, by: User | None = None) -> int:  # noqa: ARG001
    """Make what follows from the encounters of an event that is over; return how many follow-ups.

    Idempotent: what is there stays, what was done stays done. A follow-up still open whose
    encounter was withdrawn, or of which its owner says that they didn't meet, goes. Reminders are
    planned once: the first for everybody who was there, the second for who owes somebody a word.
    """
    if event.status in NOT_HELD or event.ends_at > now():
        return 0
    met = _met(event)
    known = set(FollowUp.objects.filter(event=event).values_list("owner_id", "person_id"))
    deadline = event.ends_at + due.WITHIN
    missing = sorted(met - known)
    FollowUp.objects.bulk_create(
        (
            FollowUp(owner_id=owner, event=event, person_id=person, due_at=deadline)
            for owner, person in missing
        ),
        ignore_conflicts=True,
    )
    for owner, person in known - met:
        FollowUp.objects.open().filter(event=event, owner=owner, person=person).delete()
    _plan_reminders(event, {owner for owner, _ in met})
    return len(missing)


def _met(event: Event) -> set[tuple[int, int]]:
    """Return who met whom, both ways, but for those who say that they didn't."""
    pairs = Encounter.objects.filter(event=event).followed_up().values_list("first", "second")
    denied = Told.objects.filter(event=event, met=False).values_list("by", "person")
    return {pair for one, two in pairs for pair in ((one, two), (two, one))} - set(denied)


def _plan_reminders(event: Event, owners: set[int]) -> None:
    """Plan the reminders of those who met somebody (`owners`), and the first of all present.

    Who was there and met nobody that we know of says in the first one whom she met: if she does,
    the second is planned too, unless its hour has passed.
    """
    present = _present(event)
    planned = set(Reminder.objects.filter(event=event).values_list("user", "number"))
    known = {user for user, _ in planned}
    waiting = (owners | present) - known | {user for user in owners if (user, 2) not in planned}
    people = User.objects.filter(pk__in=waiting, email__isnull=False)
    reminders = []
    for user in people.select_related("reminder_habits"):
        plan = due.plan(event.ends_at, habits_of(user))
        moments = {1: plan.first, 2: plan.second if user.pk in owners else None}
        if user.pk in known:
            moments = {2: plan.second if plan.second and plan.second > now() else None}
        reminders += [
            Reminder(user=user, event=event, number=number, due_at=moment)
            for number, moment in moments.items()
            if moment is not None
        ]
    Reminder.objects.bulk_create(reminders, ignore_conflicts=True)


def _present(event: Event) -> set[int]:
    """Those checked in, unless they were there alone, and those whose badge was scanned."""
    found = CheckIn.objects.filter(registration__event=event)
    came = set(found.values_list("registration__user", flat=True))
    asked = Exchange.objects.filter(event=event, state=ExchangeState.ASKED)
    return (came if len(came) > 1 else set()) | set(asked.values_list("asked", flat=True))


# --- What the guest says ------------------------------------------------------------------------


@transaction.atomic
def done(*, follow_up: FollowUp, how: How = How.PAGE, by: User | None) -> bool:
    """Note that she wrote, also on the contact in her list. Said again, the first instant stays;
    False then.
    """
    before = (State.OPEN, State.DISMISSED)
    if not _change(follow_up, before, State.DONE, done_at=now(), how=how):
        return False
    kept = Contact.objects.filter(owner=follow_up.owner_id, person=follow_up.person_id).first()
    if kept is not None:
        journal.heard_from(contact=kept, on=today(), by=by)
    return True


@transaction.atomic
def dismiss(*, follow_up: FollowUp, by: User | None) -> bool:  # noqa: ARG001
    """Note that she won't write to this one. False if it was said before, or it is done."""
    return _change(follow_up, (State.OPEN,), State.DISMISSED)


@transaction.atomic
def reopen(*, follow_up: FollowUp, by: User | None) -> bool:  # noqa: ARG001
    """Take back whatever was said of it: it is to do, now. Again changes nothing more."""
    anything = (State.OPEN, State.DONE, State.DISMISSED)
    return _change(follow_up, anything, State.OPEN, done_at=None, how="", snoozed_until=None)


@transaction.atomic
def snooze(*, follow_up: FollowUp, by: User | None) -> bool:  # noqa: ARG001
    """Put it off until tomorrow morning, or to the deadline. Again: until the morning after."""
    until = due.tomorrow(now(), habits_of(follow_up.owner), deadline=follow_up.due_at)
    return _change(follow_up, (State.OPEN,), State.OPEN, snoozed_until=until)


def _change(follow_up: FollowUp, before: tuple[State, ...], after: State, **fields: Any) -> bool:
    found = FollowUp.objects.filter(pk=follow_up.pk, state__in=before)
    changed = bool(found.update(state=after, **fields))
    follow_up.refresh_from_db(fields=["state", "done_at", "how", "snoozed_until"])
    return changed


@transaction.atomic
def stop(*, user: User, event: Event | None = None, kind: str = KIND, by: User | None) -> None:
    """Send her no more reminders, of this event or of any; or no mails at all. Twice is once."""
    if user.email:
        topic = event.channel if event else ""
        mail.stop(address=user.email, user=user, kind=kind, topic=topic, by=by)


@transaction.atomic
def resume(*, user: User, event: Event | None = None, kind: str = KIND, by: User | None) -> None:
    """Send her reminders again, those still to come; or all mails. Twice changes nothing more."""
    topic = event.channel if event else ""
    mail.resume(address=user.email or "", user=user, kind=kind, topic=topic, by=by)


@transaction.atomic
def keep_quiet(
    *,
    user: User,
    quiet_from: dt.time,
    quiet_until: dt.time,
    weekends: bool,
    by: User | None,  # noqa: ARG001
) -> Habits:
    """Choose when one may be reminded; holds from the next planned one on."""
    habits, _ = Habits.objects.update_or_create(
        user=user,
        defaults={"quiet_from": quiet_from, "quiet_until": quiet_until, "weekends": weekends},
    )
    return habits


# --- What the clock does ------------------------------------------------------------------------


@transaction.atomic
def queue(*, reminder: Reminder, by: User | None = None) -> ReminderState:
    """Put a reminder whose hour has come in the outbox, if it is still of use; return its state.

    In quiet hours it waits for their end, past the deadline it is missed, with nothing left to do
    it is dropped. Two at once are one: the row is locked, and the mail has one key.
    """
    locked = Reminder.objects.select_for_update(of=("self",)).select_related(
        "user", "event__association"
    )
    reminder = locked.get(pk=reminder.pk)
    if reminder.state != ReminderState.PLANNED:
        return ReminderState(reminder.state)
    moment = due.next_decent(now(), habits_of(reminder.user), before=reminder.deadline)
    if moment is None or _overtaken(reminder):
        reminder.state = ReminderState.MISSED
    elif not reminder.is_wanted() or not reminder.user.email:
        reminder.state = ReminderState.DROPPED
    elif moment > now():
        reminder.due_at = moment
    else:
        reminder.mail = _enqueue(reminder, reminder.user.email, by)
        reminder.state = ReminderState.QUEUED
    reminder.save(update_fields=["state", "due_at", "mail"])
    return ReminderState(reminder.state)


def _enqueue(reminder: Reminder, address: str, by: User | None) -> OutgoingMail:
    return mail.enqueue(
        kind=KIND,
        to=address,
        key=f"reminder:{reminder.event_id}:{reminder.user_id}:{reminder.number}",
        params={"reminder": reminder.pk},
        user=reminder.user,
        association=reminder.event.association,
        topic=reminder.event.channel,
        priority=Priority.MAILING,
        by=by,
    )


def _overtaken(reminder: Reminder) -> bool:
    """Whether the second one is due already: then the first has nothing to add."""
    if reminder.number != 1:
        return False
    others = Reminder.objects.due().filter(user=reminder.user_id, event=reminder.event_id, number=2)
    return others.exists()


@transaction.atomic
def settle(*, by: User | None = None) -> int:  # noqa: ARG001
    """Note what became of the reminders in the outbox; return how many. Twice finds nothing more.

    A mail that the outbox gave up after the deadline is a reminder missed.
    """
    leaving = Reminder.objects.leaving()
    deadline = now() - due.WITHIN
    given_up = leaving.filter(mail__state__in=(MailState.DROPPED, MailState.FAILED))
    count = leaving.filter(mail__state=MailState.SENT).update(state=ReminderState.SENT)
    count += given_up.filter(event__ends_at__lte=deadline).update(state=ReminderState.MISSED)
    return count + given_up.update(state=ReminderState.DROPPED)
