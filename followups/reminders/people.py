"""The people one met, as one may see them, and how far one has come in writing to them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from events.calendar.models import Event
from events.directory.cards import Card, card_of, with_people
from events.guests.consent import KEPT
from events.guests.models import Registration
from followups.contacts.models import Contact
from followups.reminders.hours import hour
from followups.reminders.message import mailto
from followups.reminders.models import KIND, FollowUp, State
from networking.accounts.models import User
from networking.mail.models import Stop
from networking.time import now


@dataclass(frozen=True)
class Row:
    """One person met: the follow-up, her card by consent, and the owner's own words about her."""

    follow_up: FollowUp
    card: Card
    note: str
    # Opens the owner's mail program with a message begun; empty where no address is shared.
    mailto: str

    @property
    def is_asleep(self) -> bool:
        """Whether it is put off just now."""
        until = self.follow_up.snoozed_until
        return self.follow_up.is_open and until is not None and until > now()

    @property
    def again(self) -> str:
        """When it comes back, put off as it is: “Wednesday 09:00”."""
        until = self.follow_up.snoozed_until
        return hour(until) if until else ""


@dataclass(frozen=True)
class Met:
    """The people one person met at one event."""

    event: Event
    rows: tuple[Row, ...]

    @property
    def to_do(self) -> list[Row]:
        """Those one still owes a word, those put off last."""
        waiting = [row for row in self.rows if row.follow_up.is_open]
        return sorted(waiting, key=lambda row: row.is_asleep)

    @property
    def settled(self) -> list[Row]:
        """Those written to, and those one won't write to."""
        return [row for row in self.rows if not row.follow_up.is_open]

    @property
    def count(self) -> int:
        """How many there are to write to: those one won't write to don't count."""
        return sum(row.follow_up.state != State.DISMISSED for row in self.rows)

    @property
    def done(self) -> int:
        return sum(row.follow_up.is_done for row in self.rows)

    @property
    def share(self) -> float:
        """How much of it is done, from 0 to 1."""
        return self.done / self.count if self.count else 1.0

    @property
    def deadline(self) -> dt.datetime:
        return self.rows[0].follow_up.due_at

    @property
    def left(self) -> dt.timedelta:
        """The time left to write in; nothing once the deadline has passed."""
        return max(self.deadline - now(), dt.timedelta())

    @property
    def hours_left(self) -> int:
        return int(self.left / dt.timedelta(hours=1))

    @property
    def minutes_left(self) -> int:
        return int(self.left / dt.timedelta(minutes=1))


def rows_of(owner: User, follow_ups: Iterable[FollowUp], *, notes: bool) -> list[Row]:
    """Return follow-ups with the cards of their people; a fixed number of queries.

    `notes` adds the owner's own words, which no page shows that opens without signing in.
    """
    follow_ups = list(follow_ups)
    people = {follow_up.person_id for follow_up in follow_ups}
    there = Registration.objects.filter(
        event__in={follow_up.event_id for follow_up in follow_ups}, user__in=people
    )
    cards = {
        (registration.event_id, registration.user_id): card_of(registration)
        for registration in with_people(there)
    }
    words = _words_about(owner, people) if notes else {}
    rows = []
    for follow_up in follow_ups:
        card = cards.get((follow_up.event_id, follow_up.person_id)) or _bare(follow_up.person)
        note = words.get(follow_up.person_id, "")
        rows.append(Row(follow_up, card, note, mailto(owner, follow_up, card, note)))
    return rows


def met_by(user: User, event: Event | None = None) -> list[Met]:
    """Return whom `user` met in the last 30 days (or at one event), the latest event first."""
    found = FollowUp.objects.of(user).filter(event__ends_at__gt=now() - KEPT)
    if event is not None:
        found = found.filter(event=event)
    found = found.select_related("event__association", "person")
    by_event: dict[int, list[Row]] = {}
    for row in rows_of(user, found, notes=True):
        by_event.setdefault(row.follow_up.event_id, []).append(row)
    return [Met(rows[0].follow_up.event, tuple(rows)) for rows in by_event.values()]


def stopped_topics(user: User) -> set[str]:
    """Return about what `user` gets no reminders ("event:12"); "" is about anything."""
    stops = Stop.objects.filter(user=user, kind__in=("*", KIND))
    return set(stops.values_list("topic", flat=True))


def _words_about(owner: User, people: Iterable[int]) -> dict[int, str]:
    """Return what the owner noted in her contact list about people of hers, and promised them."""
    contacts = Contact.objects.of(owner).filter(person__in=people).prefetch_related("promises")
    return {
        contact.person_id: "\n".join(
            filter(None, (contact.note, *(each.text for each in contact.promises.all())))
        )
        for contact in contacts
        if contact.person_id is not None
    }


def _bare(person: User) -> Card:
    """Somebody who was there without being on the list, an organiser say: a name, no more."""
    return Card(
        public_id="",
        given_name=person.given_name,
        family_name=person.family_name,
        initials=person.initials,
        fields={},
    )
