"""A round of speed tables on the phones of those at one table, and two hundred on the projector."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from events.agenda import reading
from events.encounters.models import Encounter, Source
from events.rounds.round import Round
from tests.cast import Cast, assemble
from tests.events.agenda.conftest import Console
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
from tests.services.site import Site

__all__ = ["opened"]

pytestmark = pytest.mark.slow
TURN = 20


@pytest.fixture
def cast(live_site: Site, breakfast: Any) -> Cast:
    found = assemble(breakfast)
    only_part(breakfast, "speed_tables", size=4, rounds=3, turn=TURN, together=1)
    return found


def last(cast: Cast) -> Round:
    round_ = reading.read(cast.event).state.parts[0].state.last
    assert isinstance(round_, Round)
    return round_


def test_everybody_at_a_table_sees_the_same_table_and_whose_turn_it_is(
    cast: Cast, opened: Opened
) -> None:
    guests = come(cast, 8)
    console = Console(cast.event, cast.facilitator)
    console.tap("start")
    phones = {guest.public_id: opened(guest.user, "now/", viewport=PHONE) for guest in guests}
    desk = opened(cast.facilitator, "console/", viewport=PHONE)
    desk.locator("#tap-primary").click()
    expect(desk.locator("#tap-primary")).to_have_text("Lancer le tour")
    tap_next(desk, cast)
    here = {guest.public_id: guest for guest in guests}
    table = last(cast).tables[0]
    for guest in table.guests:
        phone = phones[guest]
        expect(phone.locator(".pill", has_text="Table 1")).to_be_visible()
        names = phone.locator(".person__name")
        expect(names).to_have_text(
            [here[other].full_name for other in table.guests if other != guest]
        )
        expect(phone.locator(".question")).to_be_visible()
        expect(phone.get_by_text("Prenez place")).to_be_visible()
    # All sit already; then one after the other speaks, and the devices see to it by themselves.
    console.tap("speed_tables.stretch", seconds=-30)
    speaks, second, *others = table.guests
    expect(phones[speaks].get_by_text("À vous la parole")).to_be_visible(timeout=40_000)
    for other in (second, *others):
        expect(phones[other].get_by_text(f"{here[speaks].given_name} parle.")).to_be_visible()
    expect(phones[second].get_by_text("À vous la parole")).to_be_visible(timeout=30_000)
    expect(phones[speaks].get_by_text("À vous la parole")).to_be_hidden()
    # One leaves: her table goes on, and no other phone sees another table.
    gone = others[0]
    console.tap("speed_tables.absent", guest=gone)
    for other in (speaks, second):
        expect(phones[other].locator(".person")).to_have_count(2)
    other_table = last(cast).tables[1]
    expect(phones[other_table.guests[0]].locator(".person")).to_have_count(3)
    desk.reload()
    tap_next(desk, cast)
    expect(phones[speaks].get_by_text("Remerciez-vous")).to_be_visible()
    console.tap("close")
    shared = Encounter.objects.filter(event=cast.event, source=Source.TABLE).count()
    talked = Encounter.objects.filter(event=cast.event, source=Source.IMPROMPTU).count()
    # Three of the first table stayed until the end.
    assert (shared, talked) == (6, 3)


def test_two_hundred_names_turn_pages_and_each_stands_on_one(cast: Cast, opened: Opened) -> None:
    guests = come(cast, 200)
    console = Console(cast.event, cast.facilitator)
    console.tap("start")
    console.tap("speed_tables.draw")
    page = opened(cast.facilitator, "screen/", viewport=PROJECTOR)
    turned = pages_turned(page, 4)
    expected = {f"{guest.given_name} {guest.family_name}" for guest in guests}
    stood = {" ".join(row.split()[1:]) for shown in turned for row in shown}
    assert stood == {" ".join(name.split()) for name in expected}
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert not found.response["violations"], found.generate_report()
