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
from followups.reminders.links import url_of
from followups.reminders.message import mailto
from followups.reminders.models import EVERYTHING, KIND, FollowUp, Letter, State
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
    # Her contact in the owner's list, on pages for which one signs in.
    contact: Contact | None = None

    @property
    def is_asleep(self) -> bool:
        """Whether it is put off just now."""
        until = self.follow_up.snoozed_until
        return self.follow_up.is_open and until is not None and until > now()

    @property
    def letter(self) -> Letter | None:
        """What the owner wrote to her here, if it was done on this site."""
        found: Letter | None = getattr(self.follow_up, "letter", None)
        return found if found and found.is_written else None

    @property
    def write_url(self) -> str:
        """Where one begins a word to her without signing in."""
        return url_of(self.follow_up, "write")

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
    def is_over(self) -> bool:
        """Whether the 48 hours have passed: nothing reminds any more."""
        return not self.left

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
    kept = _kept(owner, people) if notes else {}
    rows = []
    for follow_up in follow_ups:
        card = cards.get((follow_up.event_id, follow_up.person_id)) or _bare(follow_up.person)
        contact = kept.get(follow_up.person_id)
        note = _note(contact) if contact else ""
        rows.append(Row(follow_up, card, note, mailto(owner, follow_up, card, note), contact))
    return rows


def met_by(user: User, event: Event | None = None) -> list[Met]:
    """Return whom `user` met in the last 30 days (or at one event), the latest event first."""
    found = FollowUp.objects.of(user).filter(event__ends_at__gt=now() - KEPT)
    if event is not None:
        found = found.filter(event=event)
    found = found.select_related("event__association", "person", "letter")
    by_event: dict[int, list[Row]] = {}
    for row in rows_of(user, found, notes=True):
        by_event.setdefault(row.follow_up.event_id, []).append(row)
    return [Met(rows[0].follow_up.event, tuple(rows)) for rows in by_event.values()]


def stopped_topics(user: User) -> set[str]:
    """Return about what `user` gets no reminders ("event:12"); "" is about anything."""
    stops = Stop.objects.filter(user=user, kind__in=(EVERYTHING, KIND))
    return set(stops.values_list("topic", flat=True))


def stops_everything(user: User) -> bool:
    """Whether `user` wants no mail at all but what she asks for."""
    return Stop.objects.filter(user=user, kind=EVERYTHING, topic="").exists()


def _kept(owner: User, people: Iterable[int]) -> dict[int, Contact]:
    """Return those of these people whom the owner has in her list, with what she promised them."""
    contacts = Contact.objects.of(owner).filter(person__in=people).prefetch_related("promises")
    return {each.person_id: each for each in contacts if each.person_id is not None}


def _note(contact: Contact) -> str:
    """What the owner noted about somebody, and promised her."""
    return "\n".join(filter(None, (contact.note, *(one.text for one in contact.promises.all()))))


def _bare(person: User) -> Card:
    """Somebody who was there without being on the list, an organiser say: a name, no more."""
    return Card(
        public_id="",
        given_name=person.given_name,
        family_name=person.family_name,
        initials=person.initials,
        fields={},
    )
