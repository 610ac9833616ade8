"""Fills the demo: an association whose breakfast was yesterday, begins now, and comes next month.

Nothing is written past the rooms: every fact is made by the action that makes it in real life, at
the instant at which it would have happened.
"""

import contextlib
import datetime as dt
import random
import uuid
import zoneinfo
from collections.abc import Iterator

from django.test.utils import override_settings
from django.utils.formats import date_format

from demo.cast import Character, guests
from demo.people import newcomer, verify
from demo.roles import SLUG, STAFF
from demo.speakers import announce, note_ideas
from demo.touches import ACCENT, dress, prepare
from events.agenda import actions as agenda
from events.agenda.templates import WITH_IMPROMPTU
from events.calendar import actions as calendar
from events.calendar.models import Event, Policy, Series, Status
from events.calendar.next_time import first_weekday, next_month_like
from events.door import actions as door
from events.door.models import CheckInSource
from events.guests import actions as registrations
from events.guests.fates import Person
from events.guests.models import Registration
from followups.contacts import actions as contacts
from followups.contacts.met import met_lately
from followups.reminders import actions as reminders
from followups.reminders import sweep
from followups.reminders.models import FollowUp
from networking.accounts.actions import enrol
from networking.accounts.models import User
from networking.associations import actions as associations
from networking.associations.models import Association
from networking.mail import sending
from networking.moved_clock import MovedClock
from networking.profiles import actions as profiles
from networking.profiles.models import Kind
from networking.time import now

ZONE = zoneinfo.ZoneInfo("Europe/Paris")
DICE = random.Random(8)
# The month in which nobody meets.
AUGUST = 8
PLACE = {"venue": "Café Le Bosquet", "address": "12 quai Saint-Antoine, Lyon", "capacity": 40}
WORDS = (
    "Un café, des gens que vous ne connaissez pas encore, et deux heures qui finissent à l’heure."
    "\n\n"
    "Accueil et viennoiseries du Fournil, tour de table d’une minute par personne, trois "
    "rencontres à deux, puis la parole à notre intervenant·e du mois. Ne prévoyez rien juste "
    "après : on a toujours envie de prolonger."
)
# What the organiser wrote with the invitations.
WORD = "Vous nous avez manqué la dernière fois. Nous vous gardons une chaise."
# Who speaks in the second half: of yesterday's breakfast, of the one that begins, of the next.
TALKS = (
    "Claire Lefèvre : éclairer les lieux où l’on se parle",
    "Fatou N’Diaye : livrer mieux, rouler moins",
    "Étienne Gauthier : une minute de vous à la radio",
)
# What Amina promised to the first she met, and to the second.
PROMISES = ("Lui envoyer la photo du toit de l’école", "")
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


@contextlib.contextmanager
def at(instant: dt.datetime) -> Iterator[None]:
    """Let the site's clock go on from an instant, while what happened then is written."""
    moved = MovedClock(start=instant, rate=1.0, began=dt.datetime.now(dt.UTC))
    with override_settings(CLOCK=moved):
        yield


def fill() -> Association:
    """Fill an empty database; returns the association. Twice is refused by its address."""
    moment = now()
    with at(moment - dt.timedelta(days=40)):
        association, owner = _association()
        people = [_person(character) for character in guests()]
        for user in people[:22]:
            associations.give_role(association=association, user=user, role="member", by=owner)
    _next_month(association, owner, people, moment)
    yesterday = (moment - dt.timedelta(days=1)).astimezone(ZONE).date()
    _yesterday(association, owner, people[:26], yesterday)
    _now(association, owner, people, moment)
    note_ideas(association, owner)
    newcomer()
    return association


def _association() -> tuple[Association, User]:
    staff = {
        role: enrol(email=email, given_name=given, family_name=family, language="fr", by=None)
        for email, (given, family, role) in STAFF.items()
    }
    for user in staff.values():
        verify(user)
    owner = staff["owner"]
    association = associations.found(
        name="Le Cercle des Petits-Déjeuners",
        accent=ACCENT,
        time_zone="Europe/Paris",
        by=owner,
    )
    association.slug = SLUG
    association.save(update_fields=["slug"])
    dress(association, owner)
    for role in ("facilitator", "host"):
        associations.give_role(association=association, user=staff[role], role=role, by=owner)
    return association, owner


def _series(association: Association, owner: User, first_day: dt.date) -> Series:
    """The breakfasts to come: those of half a year are made at once, each a real event."""
    return calendar.begin(
        association=association,
        title="Le petit-déjeuner du Cercle",
        first_day=first_day,
        rule="FREQ=MONTHLY;BYMONTH=1,2,3,4,5,6,7,9,10,11,12;BYDAY=1TU",
        description=WORDS,
        opens_days_before=45,
        by=owner,
        **PLACE,
    )


def _person(character: Character) -> User:
    user = enrol(
        email=character.email,
        given_name=character.given_name,
        family_name=character.family_name,
        language="fr",
        by=None,
    )
    verify(user)
    fields = ("title", "organisation", "city", "headline", "pitch", "starters")
    profiles.save(
        user=user,
        fields={name: getattr(character, name) for name in fields}
        | {"country": "France", "languages": ["fr", "en"]}
        | {"starters": character.starters.replace(" · ", "\n")},
        offers=character.offers,
        needs=character.needs,
        by=user,
    )
    return user


def _event(
    association: Association, owner: User, title: str, starts_at: dt.datetime, talk: str
) -> Event:
    event = calendar.create(
        association=association,
        title=title,
        description=WORDS,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=2),
        series=association.series.first(),
        policy=Policy.OPEN,
        by=owner,
        **PLACE,
    )
    _lay_out(event, talk, owner)
    calendar.move_to(event=event, status=Status.PUBLISHED, by=owner)
    return event


def _lay_out(event: Event, talk: str, owner: User) -> None:
    for segment in agenda.lay_out(event=event, template=WITH_IMPROMPTU, by=owner):
        if segment.format == "talk":
            agenda.change_segment(segment=segment, title=talk, by=owner)
    announce(event, talk, owner)


def _register(
    event: Event, people: list[User], owner: User, *, tell_them: bool = False
) -> list[Registration]:
    registered = []
    for user in people:
        profile = user.profile
        registration = registrations.add(
            event=event,
            given_name=user.given_name,
            family_name=user.family_name,
            email=user.email,
            title=profile.title,
            organisation=profile.organisation,
            tell_her=tell_them,
            by=owner,
        )
        shared = ["title", "organisation"] + (["email"] if DICE.random() < 0.6 else [])
        registrations.set_consent(registration=registration, shared=shared, by=user)
        registered.append(registration)
    return registered


def _yesterday(association: Association, owner: User, people: list[User], day: dt.date) -> None:
    """A whole breakfast, played by its own commands, with what follows from it."""
    starts_at = dt.datetime.combine(day, dt.time(8), ZONE).astimezone(dt.UTC)

    def minute(minutes: float) -> dt.datetime:
        return starts_at + dt.timedelta(minutes=minutes)

    with at(starts_at - dt.timedelta(days=12)):
        event = _event(association, owner, _named_after(day), starts_at, TALKS[0])
        registered = _register(event, people, owner)
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

    for minutes, kind in PLAYED:
        command(minutes, kind)
    event.refresh_from_db()
    with at(minute(125)):
        reminders.derive(event=event, by=None)
    _amina_remembers(event, people[0], minute(400))
    # At six in the evening the first reminders left; the mailbox has them whatever the hour now.
    with at(dt.datetime.combine(day, dt.time(18, 0, 30), ZONE).astimezone(dt.UTC)):
        sweep.remind()
        sending.send_due()


def _amina_remembers(event: Event, amina: User, instant: dt.datetime) -> None:
    """She kept two of those she met, wrote a word on each, and has written to one of them."""
    with at(instant):
        wrote: list[User] = []
        for met, promise in zip(met_lately(amina), PROMISES, strict=False):
            kept = contacts.keep(owner=amina, registration=met.registration, by=amina)
            contacts.write(
                contact=kept, note=_remembered(met.registration.user), promise=promise, by=amina
            )
            wrote.append(met.registration.user)
        for follow_up in FollowUp.objects.filter(owner=amina, event=event, person__in=wrote[-1:]):
            reminders.done(follow_up=follow_up, by=amina)


def _remembered(person: User) -> str:
    """Return what one notes after a conversation: an easy subject, and what she is looking for."""
    subject = person.profile.starters.partition("\n")[0].strip()
    need = person.profile.wanted.filter(kind=Kind.NEED).first()
    if need is None or not need.sentence:
        return f"{subject}."
    return f"{subject}. Je garde l’œil ouvert\N{NO-BREAK SPACE}: {need.sentence}."


def _now(association: Association, owner: User, people: list[User], moment: dt.datetime) -> None:
    """The breakfast that begins: all registered, twenty checked in, the start still to press."""
    starts_at = moment.replace(second=0, microsecond=0)
    starts_at -= dt.timedelta(minutes=starts_at.minute % 5)
    with at(starts_at - dt.timedelta(days=9)):
        event = _event(association, owner, "Le petit-déjeuner du Cercle", starts_at, TALKS[1])
        registered = _register(event, people, owner)
    arriving = DICE.sample(registered[1:], 19) + registered[:1]
    for number, registration in enumerate(arriving):
        with at(starts_at - dt.timedelta(minutes=12) + dt.timedelta(seconds=35 * number)):
            door.check_in(registration=registration, source=CheckInSource.SEARCH, by=owner)


def _next_month(
    association: Association, owner: User, people: list[User], moment: dt.datetime
) -> None:
    """The breakfast after that: the first to register have their confirmation."""
    today = moment.astimezone(ZONE).date()
    day = first_weekday(today.year, today.month, 1)
    while day <= today + dt.timedelta(days=5) or day.month == AUGUST:
        day = next_month_like(day)
    with at(moment - dt.timedelta(days=3)):
        series = _series(association, owner, day)
        for later in series.events.all():
            agenda.lay_out(event=later, template=WITH_IMPROMPTU, by=owner)
        event = series.events.get(occurrence=day)
        calendar.change(event=event, title=_named_after(day), by=owner)
        _lay_out(event, TALKS[2], owner)
        _register(event, DICE.sample(people, 11), owner, tell_them=True)
        _invite(event, people[:18], owner)
        prepare(event, owner)
        sending.send_due()


def _invite(event: Event, people: list[User], owner: User) -> None:
    """Ask some others: one has said no, the others have not answered yet."""
    known = [Person(user.given_name, user.family_name, user.email) for user in people]
    outcome = registrations.invite_people(event=event, people=known, word=WORD, by=owner)
    registrations.turn_down(registration=outcome.invited[0], by=None)


def _named_after(day: dt.date) -> str:
    """Return the title of a breakfast: “Le petit-déjeuner de décembre”, “… d’avril”."""
    month = date_format(day, "F").lower()
    return f"Le petit-déjeuner {'d’' if month[0] in 'ao' else 'de '}{month}"
