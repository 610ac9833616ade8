"""Leaving after this round, and not with this person again, on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from events.guests.models import Registration
from networking.accounts.models import Block
from tests.cast import Cast
from tests.events.agenda.conftest import Console, breakfast
from tests.events.rounds.phones import (
    Opened,
    cast,
    course_of,
    desk,
    guests,
    opened,
    seated_with,
)

__all__ = ["breakfast", "cast", "desk", "guests", "opened"]

pytestmark = pytest.mark.slow


def test_who_leaves_is_drawn_no_more_and_comes_back_by_a_tap(
    cast: Cast, guests: list[Registration], desk: Console, opened: Opened
) -> None:
    desk.tap("start")
    desk.tap("impromptu.draw")
    desk.tap("impromptu.round")
    phone = opened(guests[0].user)
    other = opened(guests[1].user)
    more = phone.get_by_text("Plus", exact=True)
    more.click()
    phone.get_by_role("button", name="Partir après ce tour").click()
    expect(phone.get_by_text("Après ce tour, le tirage se fera sans vous.")).to_be_visible()
    phone.get_by_role("button", name="Rester, finalement").click()
    phone.get_by_role("button", name="Partir après ce tour").click()
    expect(phone.get_by_role("button", name="Rester, finalement")).to_be_visible()
    assert Axe().run(phone).violations_count == 0
    # On others' phones there is nothing of it.
    expect(other.get_by_text("le tirage se fera sans")).to_have_count(0)
    desk.tap("impromptu.stop")
    desk.tap("impromptu.draw")
    expect(phone.get_by_text("Vous avez quitté les tours.")).to_be_visible(timeout=20_000)
    assert guests[0].public_id not in course_of(cast).drawn.guests
    phone.get_by_role("button", name="Participer de nouveau").click()
    expect(phone.locator(".impromptu__partners .person__name").first).to_be_visible(timeout=20_000)
    assert guests[0].public_id in course_of(cast).drawn.guests


def test_not_with_this_person_again_is_asked_on_her_card_and_holds_at_the_next_draw(
    cast: Cast, guests: list[Registration], desk: Console, opened: Opened
) -> None:
    desk.tap("start")
    desk.tap("impromptu.draw")
    desk.tap("impromptu.round")
    (partner,) = seated_with(cast, guests[0])
    phone = opened(guests[0].user)
    theirs = opened(partner.user)
    again = f"Ne plus être avec {partner.full_name}"
    expect(phone.get_by_text(again)).to_be_hidden()
    phone.get_by_text("Plus", exact=True).click()
    phone.get_by_text(again).click()
    expect(phone.get_by_text("Personne n’en saura rien, pas même l’équipe.")).to_be_visible()
    phone.get_by_role("button", name="Ne pas nous réunir").click()
    back = phone.get_by_role("button", name="Nous réunir de nouveau")
    expect(back).to_be_visible()
    assert Block.objects.get().person == partner.user
    assert Axe().run(phone).violations_count == 0
    back.click()
    expect(phone.get_by_role("button", name="Ne pas nous réunir")).to_be_visible()
    assert not Block.objects.exists()
    phone.get_by_role("button", name="Ne pas nous réunir").click()
    expect(back).to_be_visible()
    # The round goes on, and to the other nothing is said.
    assert seated_with(cast, guests[0]) == [partner]
    theirs.get_by_text("Plus", exact=True).click()
    theirs.get_by_text(f"Ne plus être avec {guests[0].full_name}").click()
    expect(theirs.get_by_role("button", name="Ne pas nous réunir")).to_be_visible()
    desk.tap("impromptu.stop")
    desk.tap("impromptu.draw")
    assert partner not in seated_with(cast, guests[0])
    # In the list of one's own it stands, and is taken back there.
    phone.goto(phone.url.partition("/a/")[0] + "/me/apart/")
    expect(phone.get_by_text(partner.full_name).first).to_be_visible()
    assert Axe().run(phone).violations_count == 0
    phone.get_by_role("button", name="Nous réunir de nouveau").click()
    expect(phone.get_by_text("On pourra de nouveau vous réunir.")).to_be_visible()
    assert not Block.objects.exists()
