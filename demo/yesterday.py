"""Yesterday's breakfast: played whole, by its own commands, with what follows from it."""

import datetime as dt
import uuid

from demo import contacts as known
from demo.scene import TALKS, ZONE, an_event, at, named_after, register
from events.agenda import actions as agenda
from events.agenda import reading
from events.agenda.remarks import actions as remarks
from events.calendar.models import Event
from events.door import actions as door
from events.door.models import CheckInSource
from events.guests.models import Registration
from followups.contacts import actions as contacts
from followups.contacts.introductions import actions as openness
from followups.contacts.journal import actions as journal
from followups.contacts.met import met_lately
from followups.reminders import actions as reminders
from followups.reminders import sweep
from followups.reminders.models import FollowUp
from networking.accounts.models import User
from networking.associations.models import Association
from networking.mail import sending
from networking.profiles.models import Kind

# What Amina promised to the first she met, and to the second.
PROMISES = ("Lui envoyer la photo du toit de l’école", "")
# What guests asked during the talk: the minute, who, in her name or not, and the words.
ASKED = (
    (70.0, 3, True, "Par quoi commencer quand on n’a ni budget ni lumière du jour\u202f?"),
    (74.5, 8, False, "Avez-vous déjà regretté un chantier\u202f?"),
    (81.0, 14, True, "La lumière change-t-elle aussi la façon dont on s’écoute\u202f?"),
    (88.0, 5, True, "Qui vous a aidée à trouver vos trois premiers clients\u202f?"),
    (96.0, 19, False, "Combien coûte un premier rendez-vous\u202f?"),
)
# What the facilitator did with them, by their number.
CHOSEN = (
    (80.5, "talk.take", 1),
    (80.8, "talk.take", 2),
    (83.0, "talk.show", 1),
    (86.0, "talk.show", 3),
    (91.0, "talk.take", 4),
    (92.0, "talk.show", 4),
    (99.0, "talk.show", 2),
    (104.0, "talk.done", 2),
)
# What the facilitator tapped yesterday, and at which minute: a little late, caught up at the end.
PLAYED = (
    (0.5, "start"),
    (16.0, "next"),
    (16.5, "round_table.open"),
    *((17.0 + turn, "round_table.next") for turn in range(24)),
    (46.0, "next"),
    (46.5, "impromptu.draw"),
    (47.0, "impromptu.round"),
    (52.6, "impromptu.draw"),
    (53.0, "impromptu.round"),
    (57.7, "impromptu.draw"),
    (58.0, "impromptu.round"),
    (66.0, "next"),
    (106.0, "next"),
    (119.0, "close"),
)


def play(association: Association, owner: User, people: list[User], day: dt.date) -> None:
    """A whole breakfast, played by its own commands, with what follows from it."""
    starts_at = dt.datetime.combine(day, dt.time(8), ZONE).astimezone(dt.UTC)

    def minute(minutes: float) -> dt.datetime:
        return starts_at + dt.timedelta(minutes=minutes)

    with at(starts_at - dt.timedelta(days=12)):
        event = an_event(association, owner, named_after(day), starts_at, TALKS[0])
        registered = register(event, people, owner)
    for number, registration in enumerate(registered[:24]):
        with at(minute(-10 + number)):
            door.check_in(registration=registration, source=CheckInSource.SEARCH, by=owner)

    def command(minutes: float, kind: str, **payload: object) -> None:
        with at(minute(minutes)):
            agenda.command(
                event=event,
                kind=kind,
                payload=payload,
                id=uuid.uuid4(),
                expected_rev=None,
                by=owner,
            )

    asked = [(minutes, "ask", number) for number, (minutes, *_) in enumerate(ASKED)]
    played = [(minutes, kind, 0) for minutes, kind in PLAYED]
    for minutes, what, number in sorted([*played, *asked, *CHOSEN]):
        if what == "ask":
            with at(minute(minutes)):
                _ask(event, registered, *ASKED[number][1:])
        else:
            command(minutes, what, **({"remark": number} if number else {}))
    event.refresh_from_db()
    with at(minute(125)):
        reminders.derive(event=event, by=None)
    _amina_remembers(event, people[0], minute(400))
    # At six in the evening the first reminders left; the mailbox has them whatever the hour now.
    with at(dt.datetime.combine(day, dt.time(18, 0, 30), ZONE).astimezone(dt.UTC)):
        sweep.remind()
        sending.send_due()


def _ask(event: Event, guests: list[Registration], who: int, named: bool, text: str) -> None:
    """Send a question to the part that is on, as a guest does from her phone."""
    part = reading.read(event).state.current
    assert part is not None
    remarks.send(
        event=event,
        segment=part.plan.id,
        author=guests[who],
        text=text,
        named=named,
        id=uuid.uuid4(),
        by=guests[who].user,
    )


def _amina_remembers(event: Event, amina: User, instant: dt.datetime) -> None:
    """She kept two of those she met, wrote a word on each, and has written to one of them."""
    with at(instant):
        known.fill(amina, instant.date())
        wrote: list[User] = []
        for met, promise in zip(met_lately(amina), PROMISES, strict=False):
            kept = contacts.keep(owner=amina, registration=met.registration, by=amina)
            contacts.write(contact=kept, note=_remembered(met.registration.user), by=amina)
            journal.promise(contact=kept, text=promise, by=amina)
            wrote.append(met.registration.user)
        # They accept a word through Tablée, and so does she.
        for person in (amina, *wrote):
            openness.open_up(user=person, words=True, by=person)
        for follow_up in FollowUp.objects.filter(owner=amina, event=event, person__in=wrote[-1:]):
            reminders.done(follow_up=follow_up, by=amina)


def _remembered(person: User) -> str:
    """Return what one notes after a conversation: an easy subject, and what she is looking for."""
    subject = person.profile.starters.partition("\n")[0].strip()
    need = person.profile.wanted.filter(kind=Kind.NEED).first()
    if need is None or not need.sentence:
        return f"{subject}."
    return f"{subject}. Je garde l’œil ouvert\N{NO-BREAK SPACE}: {need.sentence}."
