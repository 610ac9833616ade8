"""One breakfast, from an empty database to the follow-up, in real browsers.

An organiser founds an association, imports a real list and prints the badges; a host checks people
in by name and by the code read from the printed badge; a facilitator runs the agenda, with the
screen and two guests' phones in step; pairs are drawn three times; that evening each guest gets one
mail, from a real worker through a real mail server, and marks a follow-up done from it.
"""

import datetime as dt
import re
import zoneinfo
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from events.calendar.models import Event
from events.door.models import CheckIn
from events.encounters.models import Encounter, Source
from events.guests.models import Registration
from followups.contacts.models import Contact
from followups.reminders.models import FollowUp
from networking.accounts.models import User
from tests.e2e.acting import LAPTOP, PROJECTOR, Actor, links_in
from tests.e2e.reading import codes_on, words_on
from tests.services.site import Site
from tests.services.smtp import SmtpSink

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LIST = Path(__file__).parent.parent / "data" / "ticketing-fr-semicolon-bom.csv"
PARIS = zoneinfo.ZoneInfo("Europe/Paris")
DAY = dt.date(2026, 12, 1)
ORGANISER = "elodie@exemple.org"
HOST = "svetlana@exemple.org"
FACILITATOR = "olivier@exemple.org"
# One comes by the list, the other registers herself.
LISTED = "invite2000@exemple.org"
NEW = "camille@exemple.org"


def on_the_day(hour: int, minute: int, days: int = 0) -> str:
    """A clock for the site: that day's hour in Paris, running as fast as ours."""
    moment = dt.datetime.combine(DAY + dt.timedelta(days=days), dt.time(hour, minute), PARIS)
    return f"{moment.isoformat()},1,{dt.datetime.now(dt.UTC).isoformat()}"


def start(site: Site, clock: str) -> None:
    """Let the site's processes live at that hour."""
    site.stop()
    site.environment["TABLEE_CLOCK"] = clock
    site.web()
    site.worker()
    site.beat()


@pytest.mark.usefixtures("transactional_db")
def test_one_breakfast_from_registration_to_follow_up(
    site: Site, smtp_sink: SmtpSink, browser: Browser
) -> None:
    start(site, on_the_day(10, 0, days=-8))
    organiser = Actor(browser, site.url, LAPTOP)
    camille = Actor(browser, site.url)
    zoe = Actor(browser, site.url)

    found_an_association_and_plan_a_breakfast(organiser, smtp_sink)
    event = Event.objects.get()
    base = f"/a/{event.association.slug}/e/{event.slug}"
    import_the_list(organiser, base)
    lend_hands(organiser, event.association.slug)
    register_oneself(camille, base, smtp_sink)
    write_a_pitch(camille)
    zoe.signs_in(LISTED, smtp_sink)
    badges = print_the_evening_before(organiser, base)

    start(site, on_the_day(7, 58))
    host = Actor(browser, site.url)
    check_people_in(host, base, smtp_sink, badges)
    facilitator = Actor(browser, site.url)
    screen = Actor(browser, site.url, PROJECTOR)
    run_the_agenda(facilitator, screen, [camille, zoe], base, smtp_sink)
    keep_a_contact_with_a_note(camille)
    for actor in (organiser, host, facilitator, screen):
        assert not actor.troubles
        actor.leaves()

    start(site, on_the_day(17, 59))
    write_within_48_hours(camille, zoe, smtp_sink)
    assert not camille.troubles + zoe.troubles


def found_an_association_and_plan_a_breakfast(organiser: Actor, sink: SmtpSink) -> None:
    organiser.signs_in(ORGANISER, sink, name=("Élodie", "Garnier"))
    organiser.goes("/associations/new/")
    organiser.fills("Name", "Le Cercle des Petits-Déjeuners")
    organiser.presses("Create the association")
    organiser.fills("Title", "Petit-déjeuner de décembre")
    organiser.fills("Day", DAY.isoformat())
    organiser.fills("From", "08:00")
    organiser.fills("Until", "10:00")
    organiser.fills("Venue", "Café Le Bosquet")
    organiser.presses("Create the draft")
    organiser.presses("Publish")
    organiser.sees("Published. You can share its address now.")
    organiser.follows(re.compile("^Agenda"))
    organiser.field("Begin with").select_option(label="Breakfast with Impromptu")
    organiser.presses("Lay out anew")
    organiser.sees("Impromptu")


def import_the_list(organiser: Actor, base: str) -> None:
    organiser.goes(f"{base}/guests/import/")
    organiser.page.locator('input[type="file"]').set_input_files(LIST)
    organiser.presses("Look at it")
    organiser.sees("26 people will be added to the guest list.")
    assert not Registration.objects.exists(), "nothing is written before it is confirmed"
    organiser.presses("Import 26 people")
    organiser.sees("Papadopoulos")
    assert Registration.objects.confirmed().count() == 26


def lend_hands(organiser: Actor, association: str) -> None:
    for given, family, email, role in (
        ("Svetlana", "Petit", HOST, "Host"),
        ("Olivier", "Castaigne", FACILITATOR, "Facilitator"),
    ):
        organiser.goes(f"/a/{association}/members/")
        organiser.page.locator("summary", has_text="Add somebody").click()
        organiser.fills("First name", given)
        organiser.fills("Family name", family)
        organiser.fills("E-mail", email)
        organiser.page.get_by_label(role, exact=True).check()
        organiser.presses("Add")
        organiser.sees("Added.")


def register_oneself(camille: Actor, base: str, sink: SmtpSink) -> None:
    camille.goes(f"{base}/")
    camille.follows("Register")
    camille.fills("First name", "Camille")
    camille.fills("Family name", "Moreau")
    camille.fills("E-mail", NEW)
    camille.page.locator("summary", has_text="Choose field by field").click()
    camille.page.locator("details").get_by_label("E-mail").check()
    camille.presses("Register")
    camille.enters_code(sink.wait_for(1, NEW)[-1])
    camille.sees("You are registered")
    registration = Registration.objects.get(user__email=NEW)
    assert registration.is_confirmed
    assert "email" in registration.shared
    confirmation = sink.wait_for(2, NEW)[-1]
    assert "Petit-déjeuner de décembre" in str(confirmation["Subject"])
    assert any(part.get_content_type() == "text/calendar" for part in confirmation.walk())


def write_a_pitch(camille: Actor) -> None:
    camille.goes("/me/profile/")
    pitch = camille.page.locator("[data-pitch]")
    pitch.fill("mot " * 151)
    expect(camille.page.locator("[data-pitch-over]")).to_be_visible()
    pitch.fill("Je suis menuisière. Je sais faire de grandes tables.")
    expect(camille.page.locator("[data-pitch-over]")).to_be_hidden()
    expect(camille.page.locator("[data-pitch-words]")).to_have_text("9")
    camille.fills("In one line", "Des tables où l’on tient à douze")
    camille.presses("Save")
    camille.sees("Saved.")
