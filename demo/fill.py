"""Fills the demo: an association whose breakfast was yesterday, begins now, and comes next month.

Nothing is written past the rooms: every fact is made by the action that makes it in real life, at
the instant at which it would have happened.
"""

import datetime as dt

from demo.cast import Character, guests
from demo.people import newcomer, verify
from demo.roles import SLUG, STAFF
from demo.scene import DICE, PLACE, TALKS, WORDS, ZONE, an_event, at, lay_out, named_after, register
from demo.speakers import note_ideas
from demo.touches import ACCENT, dress, prepare
from demo.wishes import wish
from demo.yesterday import play
from events.agenda import actions as agenda
from events.agenda.templates import WITH_IMPROMPTU
from events.calendar import actions as calendar
from events.calendar.models import Event, Series
from events.calendar.next_time import first_weekday, next_month_like
from events.door import actions as door
from events.door.models import CheckInSource
from events.guests import actions as registrations
from events.guests.fates import Person
from networking.accounts.actions import enrol
from networking.accounts.models import User
from networking.associations import actions as associations
from networking.associations.models import Association
from networking.mail import sending
from networking.profiles import actions as profiles
from networking.time import now

# The month in which nobody meets.
AUGUST = 8
# What the organiser wrote with the invitations.
WORD = "Vous nous avez manqué la dernière fois. Nous vous gardons une chaise."


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
    play(association, owner, people[:26], yesterday)
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
    fields = ("title", "organisation", "city", "headline", "pitch", "starters", "pronouns")
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


def _now(association: Association, owner: User, people: list[User], moment: dt.datetime) -> None:
    """The breakfast that begins: all registered, twenty checked in, the start still to press."""
    starts_at = moment.replace(second=0, microsecond=0)
    starts_at -= dt.timedelta(minutes=starts_at.minute % 5)
    with at(starts_at - dt.timedelta(days=9)):
        event = an_event(association, owner, "Le petit-déjeuner du Cercle", starts_at, TALKS[1])
        registered = register(event, people, owner)
    with at(starts_at - dt.timedelta(days=2)):
        wish(registered)
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
        calendar.change(event=event, title=named_after(day), by=owner)
        lay_out(event, TALKS[2], owner)
        register(event, DICE.sample(people, 11), owner, tell_them=True)
        _invite(event, people[:18], owner)
        prepare(event, owner)
        sending.send_due()


def _invite(event: Event, people: list[User], owner: User) -> None:
    """Ask some others: one has said no, the others have not answered yet."""
    known = [Person(user.given_name, user.family_name, user.email) for user in people]
    outcome = registrations.invite_people(event=event, people=known, word=WORD, by=owner)
    registrations.turn_down(registration=outcome.invited[0], by=None)
