"""A wish from its asking to the encounter: asked, accepted, planned, planned again, and lived."""

import datetime as dt
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db.models import F
from playwright.sync_api import Page, expect

from events.agenda import reading
from events.agenda.models import Command, Segment
from events.encounters.models import Encounter, Source
from events.formats.bilateral.exchanges import Exchanges
from events.guests.models import Registration
from events.wishes.models import State, Wish
from tests.cast import Cast, assemble
from tests.events.agenda.conftest import Console
from tests.events.formats.in_browser import (
    PHONE,
    PROJECTOR,
    Opened,
    come,
    only_part,
    opened,
    tap_next,
)
from tests.factories import CheckInFactory, RegistrationFactory, WishFactory
from tests.services.servers import wait_until
from tests.services.site import Site

__all__ = ["opened"]

pytestmark = pytest.mark.slow


@pytest.fixture
def cast(live_site: Site, breakfast: Any) -> Cast:
    return assemble(breakfast)


def exchanges(cast: Cast) -> Exchanges:
    state: Exchanges = reading.read(cast.event).state.parts[0].state
    return state


def well_made(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert not found.response["violations"], found.generate_report()


def shows_meetings_of(phone: Page, cast: Cast, guest: Registration) -> None:
    """A phone lists its owner's meetings, and nobody else's."""
    names = dict(Registration.objects.values_list("public_id", "given_name"))
    mine = exchanges(cast).of(guest.public_id)
    rows = phone.locator("ol.list .list__name")
    expect(rows).to_have_count(len(mine), timeout=20_000)
    for row, meeting in zip(rows.all(), mine, strict=True):
        other = meeting.two if meeting.one == guest.public_id else meeting.one
        expect(row).to_contain_text(names[other])


def asked_and_accepted(opened: Opened, asker: Registration, wanted: Registration) -> None:
    """One asks on her phone, the other says yes on hers."""
    asks = opened(asker.user, f"people/{wanted.public_id}/wish/", live=False, viewport=PHONE)
    well_made(asks)
    asks.locator("form textarea, form input[name$=why]").first.fill("Vous cherchez une salle.")
    asks.locator("main form button[type=submit], main form button.button--primary").first.click()
    asks.wait_for_load_state()
    assert Wish.objects.get(registration=asker, wanted=wanted).state == State.OPEN
    answers = opened(wanted.user, "wishes/", live=False, viewport=PHONE)
    expect(answers.get_by_text("Vous cherchez une salle.")).to_be_visible()
    well_made(answers)
    answers.locator("button[value=accept]").first.click()
    expect(answers.locator("button[value=accept]")).to_have_count(0)
    assert Wish.objects.get(registration=asker, wanted=wanted).state == State.ACCEPTED


def test_a_wish_is_asked_accepted_planned_planned_again_and_lived(
    cast: Cast, opened: Opened
) -> None:
    only_part(cast.event, "bilateral", way="planned", bell_minutes=5)
    Segment.objects.filter(event=cast.event).update(minutes=15)
    amina, benoit, claire, driss = come(cast, 4)
    WishFactory.create(registration=claire, wanted=driss, state=State.ACCEPTED)
    late = RegistrationFactory.create(event=cast.event, user__language="fr")
    WishFactory.create(registration=late, wanted=claire, state=State.ACCEPTED)

    asked_and_accepted(opened, amina, benoit)

    # Planned on the console.
    tapped = Console(cast.event, cast.facilitator)
    tapped.tap("start")
    desk = opened(cast.facilitator, "console/", viewport=PHONE)
    screen = opened(cast.facilitator, "screen/", viewport=PROJECTOR)
    phones = {guest: opened(guest.user, "now/", viewport=PHONE) for guest in (amina, claire)}
    for page in (desk, *phones.values()):
        well_made(page)
    tap_next(desk, cast)
    wait_until(lambda: exchanges(cast).planned > 0, "the plan", 20)
    for guest, phone in phones.items():
        shows_meetings_of(phone, cast, guest)
        well_made(phone)
    names = dict(Registration.objects.values_list("public_id", "family_name"))
    first = exchanges(cast).at(0)
    expect(screen.locator(".seats li:visible")).to_have_count(2 * len(first))
    for name in (names[one] for each in first for one in (each.one, each.two)):
        expect(screen.locator(".seats li:visible", has_text=name)).not_to_have_count(0)
    before = set(exchanges(cast).meetings)
    assert len(before) == 2

    # Somebody is late: the others keep what they were told.
    CheckInFactory.create(registration=late)
    desk.reload()
    desk.get_by_role("button", name="Leur trouver une place").click()
    expect(desk.get_by_text("Ce qui vient de changer")).to_be_visible()
    assert before < set(exchanges(cast).meetings)
    shows_meetings_of(phones[claire], cast, claire)

    # By hand, table by table; the impossible is refused in words.
    plan = desk.context.new_page()
    plan.set_viewport_size({"width": 1280, "height": 900})
    plan.goto(desk.url.replace("console/", "meetings/plan/"))
    well_made(plan)
    last = max(exchanges(cast).meetings)
    cell = plan.locator(f'td[data-spot="{last.slot}-{last.table}"] .matrix__meeting')
    cell.drag_to(plan.locator('td[data-spot="2-1"]'))
    expect(plan.locator('td[data-spot="2-1"] .matrix__meeting--pinned')).to_be_visible()

    # A quarter of an hour later all who sat together have met.
    Command.objects.update(at=F("at") - dt.timedelta(minutes=16))
    tapped.tap("close")
    met = Encounter.objects.filter(event=cast.event, source=Source.BILATERAL)
    users = dict(Registration.objects.values_list("public_id", "user"))
    assert {(one.first_id, one.second_id) for one in met} == {
        tuple(sorted((users[each.one], users[each.two]))) for each in exchanges(cast).meetings
    }
