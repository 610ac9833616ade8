"""Inviting people, hearing their answer, taking an invitation back, reminding them once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from events.calendar.models import Event
from events.guests.actions._desk import locked, newcomers
from events.guests.actions.seats import confirm
from events.guests.fates import Person
from events.guests.invitations import KIND, due_to_be_reminded, keys_of, stopped_among
from events.guests.models import Kind, Registration, Status
from events.guests.particulars import Particulars
from networking.accounts.actions import batched, enrol_all
from networking.accounts.models import User, normalise
from networking.audit.actions import record
from networking.mail.actions import enqueue_all, withdraw
from networking.time import now

# How many rows one statement takes: SQLite allows 32,766 variables in one.
AT_ONCE = 500
# Who never entered the code from her mail may be invited after all.
UNSETTLED = frozenset({Status.PENDING})
TAKEN_OVER = (
    "given_name", "family_name", "organisation", "title", "phone", "mobile", "fax", "diet",
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """Who was invited, and how many were not: on the list before, no e-mail, or want none."""

    invited: tuple[Registration, ...] = ()
    known: int = 0
    without_address: int = 0
    stopped: int = 0

    def counts(self) -> dict[str, int]:
        """As numbers, for the audit log and the page."""
        return {
            "invited": len(self.invited),
            "known": self.known,
            "without_address": self.without_address,
            "stopped": self.stopped,
        }


@transaction.atomic
def invite_people(
    *, event: Event, people: Sequence[Person], word: str = "", by: User | None
) -> Outcome:
    """Invite these people by mail, each by a link of her own; `word` is the organiser's to them.

    Who is on the list already, whatever became of her, isn't touched nor written to, nor is who
    has no address or asked for no more invitations. So twice, or twice at once, writes once. A
    fixed number of queries for every few hundred.
    """
    event = locked(event)
    asked: dict[str, Person] = {}
    for person in people:
        asked.setdefault(normalise(person.email) or "", person)
    without = sum(normalise(person.email) is None for person in people)
    asked.pop("", None)
    found = _on_the_list(event, asked)
    open_to = [email for email in asked if email not in found or found[email].status in UNSETTLED]
    unwilling = stopped_among(open_to, event.association)
    wanted = {email: asked[email] for email in open_to if email not in unwilling}
    users = enrol_all(
        named={email: (person.given_name, person.family_name) for email, person in wanted.items()},
        language=event.association.language,
        by=by,
    )
    invited = _write(event, wanted, users, found, word=word.strip(), by=by)
    _write_to(invited, event, by=by)
    outcome = Outcome(tuple(invited), len(asked) - len(open_to), without, len(unwilling))
    if invited:
        record(
            by=by,
            verb="guests.invited",
            subject=event,
            association=event.association,
            **outcome.counts(),
        )
    return outcome


@transaction.atomic
def accept(
    *, registration: Registration, particulars: Particulars, by: User | None
) -> Registration:
    """Say yes to an invitation: a seat, or the waiting list. Who had said no may still say yes.

    As `confirm`: twice is once, and the confirmation goes by mail. Raises `Closed`, and
    `Registration.DoesNotExist` if the invitation was withdrawn meanwhile.
    """
    event = locked(registration.event)
    found = event.registrations.select_related("user").get(pk=registration.pk)
    if found.status == Status.DECLINED and found.invited_at is not None:
        found.status, found.ended_at = Status.INVITED, None
        found.save(update_fields=["status", "ended_at"])
    return confirm(event=event, user=found.user, particulars=particulars, by=by)


@transaction.atomic
def turn_down(*, registration: Registration, by: User | None) -> Registration:
    """Say "not this time" to an invitation. No mail: the page says thank you. Twice is once.

    Who has answered otherwise meanwhile keeps her answer. Raises `Registration.DoesNotExist` if the
    invitation was withdrawn meanwhile.
    """
    event = locked(registration.event)
    registration.refresh_from_db()
    registration.event = event
    if registration.status == Status.INVITED:
        registration.status, registration.ended_at = Status.DECLINED, now()
        registration.save(update_fields=["status", "ended_at"])
        _call_back([registration], by=by)
    return registration


@transaction.atomic
def withdraw_invitation(*, registration: Registration, by: User | None) -> bool:
    """Take an invitation back that was not answered: its link opens nothing any more.

    The guest list forgets it, so that she can be invited again. Twice does nothing more, nor does
    it to somebody who has answered meanwhile; returns whether it was still to be done.
    """
    event = locked(registration.event)
    found = event.registrations.filter(pk=registration.pk, status=Status.INVITED).first()
    if found is None:
        return False
    _call_back([found], by=by)
    record(by=by, verb="guest.invitation_withdrawn", subject=found, association=event.association)
    found.delete()
    return True


@transaction.atomic
def remind_invited(*, event: Event, by: User | None) -> int:
    """Remind those who have not answered, if it is time; return how many.

    Once each, also when two workers look at the same instant.
    """
    event = locked(event)
    due = due_to_be_reminded(event)
    if not due:
        return 0
    _write_to(due, event, again=True, by=by)
    Registration.objects.filter(pk__in=[each.pk for each in due]).update(reminded_at=now())
    return len(due)


def _on_the_list(event: Event, emails: Collection[str]) -> dict[str, Registration]:
    """Those of these addresses that stand on the guest list, whatever became of them."""
    found: dict[str, Registration] = {}
    for some in batched(emails, AT_ONCE):
        here = event.registrations.filter(user__email__in=some).select_related("user")
        found |= {each.user.email or "": each for each in here}
    return found


def _write(
    event: Event,
    wanted: Mapping[str, Person],
    users: Mapping[str, User],
    found: Mapping[str, Registration],
    *,
    word: str,
    by: User | None,
) -> list[Registration]:
    """Make registrations of these people, in the order in which they were named."""
    members = set(event.association.memberships.values_list("user_id", flat=True))
    new_here = newcomers(users.values(), event)
    at = now()
    written = []
    for email, person in wanted.items():
        user = users[email]
        registration = found.get(email) or Registration(event=event, user=user)
        for name in TAKEN_OVER:
            setattr(registration, name, getattr(person, name) or getattr(registration, name))
        registration.status, registration.invited_at, registration.inviter = Status.INVITED, at, by
        registration.invitation_word = word
        registration.kind = Kind.MEMBER if user.pk in members else Kind.GUEST
        registration.first_time = user.pk in new_here
        written.append(registration.prepare())
    Registration.objects.bulk_create(
        [each for each in written if each._state.adding], batch_size=AT_ONCE
    )
    for each in written:
        if each.user.email in found:
            each.save()
    return written


def _write_to(
    registrations: Sequence[Registration], event: Event, *, again: bool = False, by: User | None
) -> None:
    enqueue_all(
        kind=KIND,
        letters=[
            (keys_of(each)[again], each.user, {"registration": each.pk, "again": again})
            for each in registrations
        ],
        association=event.association,
        topic=event.channel,
        by=by,
    )


def _call_back(registrations: Sequence[Registration], *, by: User | None) -> None:
    for each in registrations:
        for key in keys_of(each):
            withdraw(key=key, by=by)
