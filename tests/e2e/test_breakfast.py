"""One breakfast, from an empty database to the follow-up, in real browsers.

An organiser founds an association, imports a real list and prints the badges; a host checks people
in by name and by the code read from the printed badge; a facilitator runs the agenda, with the
screen and two guests' phones in step; pairs are drawn three times; that evening each guest gets one
mail, from a real worker through a real mail server, and marks a follow-up done from it.
"""

import datetime as dt
import re
import time
import zoneinfo
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from events.calendar.models import Event
from events.door.models import CheckIn
from events.encounters.models import Encounter, Source
from events.guests.models import Registration
from followups.contacts.models import Contact
from followups.reminders.models import FollowUp
from networking.accounts.models import User
from networking.associations.models import Membership
from tests.e2e.acting import LAPTOP, PROJECTOR, Actor, links_in
from tests.e2e.reading import codes_on, seconds_on, words_on
from tests.services.site import Site
from tests.services.smtp import SmtpSink

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.journey]

LIST = Path(__file__).parent.parent / "data" / "ticketing-fr-semicolon-bom.csv"
PARIS = zoneinfo.ZoneInfo("Europe/Paris")
DAY = dt.date(2026, 12, 1)
# How fast the breakfast goes by.
RATE = 10
ORGANISER = "elodie@exemple.org"
HOST = "svetlana@exemple.org"
FACILITATOR = "olivier@exemple.org"
# One comes by the list, the other registers herself.
LISTED = "invite2000@exemple.org"
NEW = "camille@exemple.org"


def on_the_day(hour: int, minute: int, days: int = 0, rate: int = 1) -> str:
    """A clock for the site: that day's hour in Paris, running `rate` times as fast as ours."""
    moment = dt.datetime.combine(DAY + dt.timedelta(days=days), dt.time(hour, minute), PARIS)
    return f"{moment.isoformat()},{rate},{dt.datetime.now(dt.UTC).isoformat()}"


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
    invite_the_committee(organiser, event.association.slug, browser, smtp_sink)
    register_oneself(camille, base, smtp_sink)
    write_a_pitch(camille)
    zoe.signs_in(LISTED, smtp_sink)
    badges = print_the_evening_before(organiser, base)

    start(site, on_the_day(7, 50, rate=RATE))
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
    organiser.field("Start from").select_option("impromptu")
    organiser.presses("Use this agenda")
    organiser.sees("Impromptu")


def import_the_list(organiser: Actor, base: str) -> None:
    organiser.goes(f"{base}/guests/import/")
    organiser.page.locator('input[type="file"]').set_input_files(LIST)
    organiser.presses("Look at it")
    organiser.sees("26 people will be added to the guest list.")
    assert not Registration.objects.exists(), "nothing is written before it is confirmed"
    organiser.presses("Import 26 people")
    organiser.sees("The list is imported")
    organiser.follows("To the guest list")
    organiser.sees("Papadopoulos")
    assert Registration.objects.confirmed().count() == 26


def invite_the_committee(
    organiser: Actor, association: str, browser: Browser, sink: SmtpSink
) -> None:
    """Ask a host and a facilitator by mail; each accepts, having shown that it is her address."""
    for given, family, email, role in (
        ("Svetlana", "Petit", HOST, "Host"),
        ("Olivier", "Castaigne", FACILITATOR, "Facilitator"),
    ):
        organiser.goes(f"/a/{association}/members/invite/")
        organiser.fills("First name", given)
        organiser.fills("Family name", family)
        organiser.fills("E-mail", email)
        organiser.page.get_by_label(role).check()
        organiser.presses("Send the invitation")
        invited = Actor(browser, organiser.page.url.partition("/a/")[0])
        [link] = [one for one in links_in(sink.wait_for(1, email)[-1]) if "/join/" in one]
        invited.goes(link)
        invited.presses(re.compile("^Send a code to"))
        invited.enters_code(sink.wait_for(2, email)[-1])
        invited.presses("Accept")
        invited.sees("Le Cercle des Petits-Déjeuners")
        assert not invited.troubles
        invited.leaves()
    assert sorted(Membership.objects.values_list("role", flat=True)) == [
        "facilitator",
        "host",
        "owner",
    ]


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
    # Each part saves itself and says so.
    for part in ("me", "pitch"):
        expect(camille.page.locator(f"#{part}-sign")).to_contain_text("Saved")


def print_the_evening_before(organiser: Actor, base: str) -> bytes:
    """Print badges and the list; return the badges."""
    organiser.goes(f"{base}/paper/")
    organiser.sees("27 guests have a seat.")
    expect(organiser.page.locator(".preview img").first).to_be_visible(timeout=20_000)
    # What the button sends; the browser would show the sheets in a tab of its own.
    token = organiser.page.locator("#print [name=csrfmiddlewaretoken]").input_value()
    address = f"{base}/paper/badges.pdf"
    pdf = organiser.context.request.post(
        address,
        form={"csrfmiddlewaretoken": token},
        headers={"Referer": organiser.page.url},
    ).body()
    words = words_on(pdf)
    assert "Camille" in words
    assert "Ørsted" in words
    assert len(set(codes_on(pdf))) == 27
    listed = words_on(organiser.context.request.get(f"{base}/paper/attendees.pdf").body())
    assert "Papadopoulos" in listed
    assert NEW in listed, "she agreed to show her address"
    assert LISTED not in listed, "nobody asked her yet"
    return pdf


def check_people_in(host: Actor, base: str, sink: SmtpSink, badges: bytes) -> None:
    """Two by name, in two keystrokes; five in a row; one by the code read from her badge."""
    host.signs_in(HOST, sink)
    host.goes(f"{base}/door/")
    expect(host.page.locator("#door[data-ready]")).to_be_visible()
    for letters, name in (("cam", "Camille"), ("zo", "Zoë")):
        host.page.get_by_role("searchbox").fill(letters)
        row = host.page.locator(".door__row", has_text=name).first
        row.get_by_role("button", name=re.compile("Check in")).click()
        expect(row).to_have_class(re.compile("door__row--here"))
    host.page.get_by_role("searchbox").fill("")
    for _ in range(5):
        waiting = host.page.locator(".door__row:not(.door__row--here)").first
        expect(waiting).to_be_visible()
        name = (waiting.get_attribute("id") or "").removeprefix("guest-")
        waiting.get_by_role("button").first.click()
        expect(host.page.locator(f"#guest-{name}.door__row--here")).to_be_visible()
    expect(host.page.locator('#door[data-waiting="0"]')).to_be_visible()
    assert CheckIn.objects.count() == 7

    expected = Registration.objects.confirmed().filter(check_in=None).first()
    assert expected is not None
    path = expected.badges.get().get_absolute_url()
    link = next(code for code in codes_on(badges) if code.endswith(path))
    host.goes(link)
    host.sees(expected.full_name)
    host.presses("Check in")
    host.sees(re.compile("Checked in at"))
    assert CheckIn.objects.count() == 8


def run_the_agenda(
    facilitator: Actor, screen: Actor, phones: list[Actor], base: str, sink: SmtpSink
) -> None:
    facilitator.signs_in(FACILITATOR, sink)
    facilitator.goes(f"{base}/links/")
    address = facilitator.page.locator('a[href*="/l/"]').first.get_attribute("href")
    assert address is not None
    # The projector's laptop has no account: a link is enough.
    screen.goes(address)
    for phone in phones:
        phone.goes(f"{base}/now/")
    facilitator.goes(f"{base}/console/")
    views = [facilitator, screen, *phones]

    facilitator.taps("start")
    all_see(views, "Welcome")
    facilitator.taps("extend")
    facilitator.taps("pause")
    all_see(views, "paused")
    facilitator.taps("resume")
    all_show_the_same_second(views)

    take_turns(facilitator, screen, phones)
    facilitator.taps("next")
    all_see(views, "Impromptu")
    draw_three_rounds(facilitator, phones)

    for title in ("Guest speaker", "Bilateral exchanges"):
        facilitator.taps("next")
        all_see(views, title)
    facilitator.taps("undo")
    all_see(views, "Guest speaker")
    facilitator.taps("next")
    facilitator.taps("close")
    all_see(phones, "Thank you")
    assert Event.objects.get().status == "over"


def all_see(views: list[Actor], words: str) -> None:
    for view in views:
        expect(view.page.locator("#live, main").first).to_contain_text(words)


def all_show_the_same_second(views: list[Actor]) -> None:
    """The rings of all views agree within a quarter of a second of ours, and the reading's time."""
    began = time.monotonic()
    shown = [seconds_on(view.page) for view in views]
    read = time.monotonic() - began
    assert max(shown) - min(shown) <= (0.25 + read) * RATE + 1, shown


def take_turns(facilitator: Actor, screen: Actor, phones: list[Actor]) -> None:
    """The round table: eight people, a minute each; the screen names whoever speaks."""
    facilitator.taps("next")
    facilitator.taps("round_table.open")
    spoke = []
    for number in range(1, 9):
        expect(screen.page.locator(".screen__over")).to_contain_text(f"{number} of 8")
        spoke.append(screen.page.locator(".screen__name").inner_text())
        facilitator.taps("round_table.next")
    assert len(set(spoke)) == 8
    all_see(phones, "You have had your turn.")


def draw_three_rounds(facilitator: Actor, phones: list[Actor]) -> None:
    """Three rounds: each phone shows a partner, never the same one twice."""
    partners: dict[int, list[str]] = {0: [], 1: []}
    for number in (1, 2, 3):
        facilitator.taps("impromptu.draw")
        facilitator.taps("impromptu.round")
        for each, phone in enumerate(phones):
            expect(phone.page.locator("main")).to_contain_text(f"Round {number} of 3")
            partners[each].append(phone.page.locator(".person__name").first.inner_text())
        for phone in phones:
            # Half a minute to find each other, then one of the two speaks first.
            phone.sees(re.compile("It is your turn to speak|Listen"))
        facilitator.taps("impromptu.stop")
    assert all(len(set(names)) == 3 for names in partners.values()), partners
    met = Encounter.objects.filter(source=Source.IMPROMPTU)
    assert met.count() == 12, "four pairs, three times, nobody twice"
    camille = User.objects.get(email=NEW)
    names = {met.other(camille).full_name for met in met.of(camille)}
    assert names == set(partners[0])


def keep_a_contact_with_a_note(camille: Actor) -> None:
    camille.goes("/me/contacts/")
    assert camille.page.get_by_role("button", name=re.compile("^Keep")).count() == 3
    camille.presses(re.compile("^Keep"))
    camille.fills("What we talked about", "La chorale, les fjords.")
    camille.presses("Note it")
    camille.sees("Noted.")
    assert Contact.objects.get().note == "La chorale, les fjords."


def write_within_48_hours(camille: Actor, zoe: Actor, sink: SmtpSink) -> None:
    """At six in the evening each gets one mail; one tap in it, and it is done."""
    before = {email: len(sink.to(email)) for email in (NEW, LISTED)}
    mails = {email: sink.wait_for(before[email] + 1, email, 120)[-1] for email in (NEW, LISTED)}
    assert FollowUp.objects.filter(owner__email=NEW).count() == 3
    done = next(link for link in links_in(mails[NEW]) if "/f/" in link)
    camille.context.clear_cookies()
    camille.goes(done)
    assert not FollowUp.objects.filter(state="done").exists(), "a link scanner clicks nothing"
    camille.presses(re.compile("Yes, it is done"))
    camille.sees("Noted: you have written")
    follow_up = FollowUp.objects.get(state="done")
    assert follow_up.owner.email == NEW
    # Beat has ticked many times since: still one mail each.
    camille.page.wait_for_timeout(3000)
    assert {email: len(sink.to(email)) - before[email] for email in before} == {NEW: 1, LISTED: 1}
    zoe.leaves()
    camille.leaves()
