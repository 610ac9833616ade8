"""A word to remember on a phone: the network goes, and nothing that was typed is lost."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from events.guests.models import Registration
from followups.contacts.models import Contact
from tests.cast import Cast
from tests.events.agenda.conftest import Console, breakfast
from tests.events.rounds.phones import Opened, cast, desk, guests, opened, seated_with
from tests.services.servers import wait_until

__all__ = ["breakfast", "cast", "desk", "guests", "opened"]

pytestmark = pytest.mark.slow


def test_a_word_about_each_is_kept_through_a_lost_network(
    cast: Cast, guests: list[Registration], desk: Console, opened: Opened
) -> None:
    guest = guests[0]
    desk.tap("start")
    desk.tap("impromptu.draw")
    desk.tap("impromptu.round")
    (first,) = seated_with(cast, guest)
    desk.tap("impromptu.stop")
    desk.tap("impromptu.draw")
    desk.tap("impromptu.round")
    (second,) = seated_with(cast, guest)
    phone = opened(guest.user)
    head = phone.get_by_role("heading", name="Un mot pour s’en souvenir")
    expect(phone.locator(".remember")).to_be_hidden()
    # Nobody taps: when the round is over by the clock it is there.
    desk.tap("impromptu.stretch", seconds=-5)
    desk.tap("impromptu.stretch", seconds=-50)
    expect(head).to_be_visible(timeout=40_000)
    assert Axe().run(phone).violations_count == 0

    fields = [
        phone.get_by_label(f"Un mot pour se souvenir de {other.full_name}")
        for other in (first, second)
    ]
    fields[1].fill("Cherche un local à Lyon")
    fields[0].fill("Citrons de Menton")
    fields[0].press("Enter")
    expect(phone.locator(".remember__lines", has_text="Citrons de Menton")).to_be_visible()
    # What stands in the other field stays there, also through another part and a reload.
    expect(fields[1]).to_have_value("Cherche un local à Lyon")
    fields[1].blur()
    desk.tap("next")
    expect(phone.get_by_label("Votre note")).to_be_visible(timeout=20_000)
    expect(fields[1]).to_have_value("Cherche un local à Lyon")
    phone.reload()
    expect(fields[1]).to_have_value("Cherche un local à Lyon")

    phone.context.set_offline(True)
    fields[1].press("Enter")
    expect(phone.get_by_text("Votre texte reste ici").first).to_be_visible(timeout=20_000)
    assert Contact.objects.count() == 1
    phone.context.set_offline(False)
    there = Contact.objects.filter(note="Cherche un local à Lyon")
    wait_until(there.exists, "the word that was kept", 30)
    expect(phone.locator(".remember__lines", has_text="Cherche un local")).to_be_visible()
    expect(fields[1]).to_have_value("")
    noted = dict(Contact.objects.of(guest.user).values_list("person", "note"))
    assert noted == {
        first.user_id: "Citrons de Menton",
        second.user_id: "Cherche un local à Lyon",
    }
