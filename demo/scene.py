"""What the demo's breakfasts have in common: the clock set back, place, talks, guests."""

import contextlib
import datetime as dt
import random
import zoneinfo
from collections.abc import Iterator

from django.test.utils import override_settings
from django.utils.formats import date_format

from demo.speakers import announce
from events.agenda import actions as agenda
from events.agenda.templates import WITH_IMPROMPTU
from events.calendar import actions as calendar
from events.calendar.models import Event, Policy, Status
from events.guests import actions as registrations
from events.guests.models import Registration
from networking.accounts.models import User
from networking.associations.models import Association
from networking.moved_clock import MovedClock

ZONE = zoneinfo.ZoneInfo("Europe/Paris")
DICE = random.Random(8)
PLACE = {"venue": "Café Le Bosquet", "address": "12 quai Saint-Antoine, Lyon", "capacity": 40}
WORDS = (
    "Un café, des gens que vous ne connaissez pas encore, et deux heures qui finissent à l’heure."
    "\n\n"
    "Accueil et viennoiseries du Fournil, tour de table d’une minute par personne, trois "
    "rencontres à deux, puis la parole à notre intervenant·e du mois. Ne prévoyez rien juste "
    "après : on a toujours envie de prolonger."
)
# Who speaks in the second half: of yesterday's breakfast, of the one that begins, of the next.
TALKS = (
    "Claire Lefèvre : éclairer les lieux où l’on se parle",
    "Fatou N’Diaye : livrer mieux, rouler moins",
    "Étienne Gauthier : une minute de vous à la radio",
)


@contextlib.contextmanager
def at(instant: dt.datetime) -> Iterator[None]:
    """Let the site's clock go on from an instant, while what happened then is written."""
    moved = MovedClock(start=instant, rate=1.0, began=dt.datetime.now(dt.UTC))
    with override_settings(CLOCK=moved):
        yield


def an_event(
    association: Association, owner: User, title: str, starts_at: dt.datetime, talk: str
) -> Event:
    """Publish a breakfast of two hours with Impromptu."""
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
    lay_out(event, talk, owner)
    calendar.move_to(event=event, status=Status.PUBLISHED, by=owner)
    return event


def lay_out(event: Event, talk: str, owner: User) -> None:
    """Lay out its agenda, name the talk in it and who gives it."""
    for segment in agenda.lay_out(event=event, template=WITH_IMPROMPTU, by=owner):
        if segment.format == "talk":
            agenda.change_segment(segment=segment, title=talk, by=owner)
    announce(event, talk, owner)


def register(
    event: Event, people: list[User], owner: User, *, tell_them: bool = False
) -> list[Registration]:
    """Register these people, each with what she shows of herself."""
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


def named_after(day: dt.date) -> str:
    """Return the title of a breakfast: “Le petit-déjeuner de décembre”, “… d’avril”."""
    month = date_format(day, "F").lower()
    return f"Le petit-déjeuner {'d’' if month[0] in 'ao' else 'de '}{month}"
