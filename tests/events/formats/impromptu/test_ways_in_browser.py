"""Impromptu on real devices: people who walk and choose, two circles, and two hundred drawn."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from events.agenda import reading
from events.encounters.models import Encounter
from events.rounds.models import LONGEST
from networking.text import fold
from tests.cast import Cast, assemble
from tests.events.agenda.conftest import Console
from tests.events.agenda.test_away_in_browser import KEPT, kinds
from tests.events.formats.in_browser import (
    PHONE,
    PROJECTOR,
    Opened,
    come,
    only_part,
    opened,
    pages_turned,
    tap_next,
)
from tests.factories import OwnQuestionFactory
from tests.services.servers import wait_until
from tests.services.site import Site

__all__ = ["opened"]

pytestmark = pytest.mark.slow


@pytest.fixture
def cast(live_site: Site, breakfast: Any) -> Cast:
    return assemble(breakfast)


def well_made(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert not found.response["violations"], found.generate_report()


def stands_free(screen: Page) -> None:
    """Whatever stands on the projector ends above what is at its foot."""
    words, foot = screen.locator(".screen__words"), screen.locator("div.screen__foot")
    bottom = words.evaluate("words => words.getBoundingClientRect().bottom")
    assert bottom <= foot.evaluate("foot => foot.getBoundingClientRect().top")


def test_people_walk_and_choose_by_one_button_and_the_same_words(
    cast: Cast, opened: Opened
) -> None:
    # As long as a question may be, and another one with it.
    words = "Que cherchez-vous ? " + "Et que trouvez-vous " * 7 + "à la fin ici chez nous ?"
    own = OwnQuestionFactory.create(association=cast.association, fr=words[:LONGEST])
    only_part(cast.event, "impromptu", way="walk", rounds=2, question=own.key, second="challenge")
    (guest,) = come(cast, 1)
    tapped = Console(cast.event, cast.facilitator)
    tapped.tap("start")
    desk = opened(cast.facilitator, "console/", viewport=PHONE)
    screen = opened(cast.facilitator, "screen/", viewport=PROJECTOR)
    phone = opened(guest.user, "now/", viewport=PHONE)
    for page in (desk, screen, phone):
        expect(page.get_by_text("Que cherchez-vous ?").first).to_be_visible()
        expect(page.get_by_text("Quel défi apportez").first).to_be_visible()
        well_made(page)
    stands_free(screen)
    for number in (1, 2):
        tap_next(desk, cast)
        for page in (desk, screen, phone):
            expect(page.get_by_text("Marchez, et choisissez quelqu’un")).to_be_visible()
            expect(page.get_by_text(f"our {number} sur 2").first).to_be_visible()
        stands_free(screen)
        tapped.tap("impromptu.stretch", seconds=-30)
        for page in (desk, screen, phone):
            expect(page.get_by_text("L’un·e parle, l’autre écoute.")).to_be_visible()
            expect(page.get_by_text("Marchez, et choisissez quelqu’un")).to_be_hidden()
        tap_next(desk, cast)
        for page in (desk, screen, phone):
            expect(page.get_by_text("Remerciez-vous.").first).to_be_visible()
    expect(phone.get_by_text("photographiez le code de son badge")).to_be_visible()
    tapped.tap("close")
    assert not Encounter.objects.filter(event=cast.event).exists()


def test_two_circles_move_without_network_and_the_log_has_them_later(
    live_site: Site, cast: Cast, opened: Opened
) -> None:
    only_part(cast.event, "impromptu", way="circles", rounds=3)
    come(cast, 3)
    Console(cast.event, cast.facilitator).tap("start")
    desk = opened(cast.facilitator, "console/", viewport=PHONE)
    screen = desk.context.new_page()
    screen.goto(desk.url.replace("console", "screen"))
    for page, view in ((desk, "console"), (screen, "screen")):
        wait_until(lambda page=page, view=view: page.evaluate(KEPT, f"/{view}/"), "on board", 20)
    live_site.stop()
    desk.locator("#tap-primary").click()
    expect(screen.get_by_text("Vous êtes face à face")).to_be_visible(timeout=20_000)
    expect(desk.get_by_text("Vous êtes face à face")).to_be_visible()
    desk.wait_for_timeout(450)
    desk.get_by_role("button", name="Terminer le tour").click()
    for page in (desk, screen):
        expect(page.get_by_text("restez en place")).to_be_visible()
    # Three people: after two rounds the circles are back where they began.
    expect(desk.get_by_text("après le tour 2")).to_be_visible()
    expect(desk.get_by_text("laissez une place libre dans le cercle intérieur")).to_be_visible()
    desk.wait_for_timeout(450)
    desk.get_by_role("button", name="Lancer le tour suivant").click()
    for page in (desk, screen):
        expect(page.get_by_text("une place vers la gauche")).to_be_visible()
    live_site.web()
    expect(desk.locator("#console:not([data-away])")).to_have_count(1, timeout=30_000)
    assert kinds() == ["start", "impromptu.round", "impromptu.stop", "impromptu.round"]
    rounds = reading.read(cast.event).state.parts[0].state.rounds
    assert [(one.question, one.tables) for one in rounds] == [
        ("challenge", ()),
        ("give-and-get", ()),
    ]


def test_two_hundred_people_find_their_table_by_their_first_name(
    cast: Cast, opened: Opened
) -> None:
    only_part(cast.event, "impromptu")
    guests = come(cast, 200)
    tapped = Console(cast.event, cast.facilitator)
    tapped.tap("start")
    tapped.tap("impromptu.draw")
    page = opened(cast.facilitator, "screen/", viewport=PROJECTOR)
    turned = pages_turned(page, 4)
    stood = [" ".join(row.split()[1:]) for shown in turned for row in shown]
    expected = sorted(
        guests, key=lambda guest: (fold(guest.given_name), fold(guest.family_name), guest.pk)
    )
    assert [fold(name) for name in stood] == [
        fold(f"{guest.given_name} {guest.family_name}") for guest in expected
    ]
    well_made(page)
