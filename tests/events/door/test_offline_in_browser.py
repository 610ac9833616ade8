"""The network is gone: the door goes on, a reload loses nothing, and nobody is counted twice."""

import pytest
from playwright.sync_api import expect

from events.door import actions
from events.door.models import CheckIn
from tests.factories import MembershipFactory, RegistrationFactory

NAMES = [f"Léa {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]


@pytest.fixture
def guests(live_site, event):
    made = []
    for name in NAMES:
        given, family = name.split()
        made.append(RegistrationFactory.create(event=event, given_name=given, family_name=family))
    return made


@pytest.fixture
def other_host(event):
    return MembershipFactory.create(
        association=event.association,
        role="host",
        user__given_name="Paul",
        user__family_name="Roux",
    ).user


def test_twenty_taps_on_two_devices_without_network_check_each_guest_in_once(
    phones, event, guests, other_host
):
    one, other = phones().opens(), phones(other_host).opens()
    for each in (one, other):
        each.keeps_the_page()
        each.goes_offline()
    # Twelve at one door, eight at the other; four of them at both.
    for name in NAMES[:12]:
        one.types(name)
        one.checks_in(name)
    for name in NAMES[8:16]:
        other.types(name)
        other.checks_in(name)
    one.counts(12, 26)
    other.counts(8, 26)
    expect(one.page.locator("#offline")).to_have_text("Offline · 12 to send")
    assert not CheckIn.objects.exists()

    # Reloaded without network, the page is there with all that was tapped.
    for each in (one, other):
        each.page.reload()
        each.has_the_list()
    one.counts(12, 26)
    other.counts(8, 26)
    # It goes on: one more, and one taken back.
    one.types("Léa Z")
    one.checks_in("Léa Z")
    one.types("Léa A")
    one.undoes("Léa A")
    one.counts(12, 26)

    one.comes_back()
    one.has_sent_all()
    other.comes_back()
    other.has_sent_all()
    for each in (one, other):
        each.counts(16, 26)
    came = [
        check.registration.full_name for check in CheckIn.objects.select_related("registration")
    ]
    assert sorted(came) == sorted([*NAMES[1:16], "Léa Z"])
    # What both did is said at the door that came second, until somebody has read it.
    news = other.page.locator("#news")
    expect(news.locator(".door__told")).to_have_count(4)
    expect(news).to_contain_text("Léa L had been checked in at another door too.")
    expect(news).to_contain_text("by Svetlana Petit.")
    for _ in range(4):
        news.get_by_role("button", name="Understood").first.click()
    expect(news).to_be_hidden()
    expect(one.page.locator("#news")).to_be_hidden()


def test_the_answer_got_lost_and_the_tap_sent_again_counts_once(phones, event, guests):
    phone = phones().opens()
    lost = []

    def lose(route):
        # It arrives; the answer doesn't.
        lost.append(route.fetch())
        route.abort()

    phone.page.route("**/door/taps/", lose, times=1)
    phone.types("Léa B")
    phone.checks_in("Léa B")
    phone.has_sent_all()
    assert len(lost) == 1
    assert CheckIn.objects.count() == 1
    expect(phone.page.locator("#news")).to_be_hidden()
    expect(phone.page.locator(".door__note:visible")).to_have_count(0)


def test_a_check_in_undone_meanwhile_at_another_door_does_not_come_back(
    phones, event, guests, other_host
):
    phone = phones().opens()

    def lose(route):
        route.fetch()
        guest = CheckIn.objects.get().registration
        actions.undo_check_in(registration=guest, by=other_host)
        route.abort()

    phone.page.route("**/door/taps/", lose, times=1)
    phone.types("Léa C")
    phone.checks_in("Léa C")
    phone.has_sent_all()
    expect(phone.page.locator("#news")).to_contain_text("Léa C was undone at another door.")
    assert not CheckIn.objects.exists()


def test_an_undo_sent_late_leaves_what_another_door_did_meanwhile(
    phones, event, guests, other_host
):
    phone = phones().opens()
    phone.types("Léa D")
    phone.checks_in("Léa D")
    phone.has_sent_all()
    phone.goes_offline()
    phone.undoes("Léa D")
    guest = CheckIn.objects.get().registration
    actions.undo_check_in(registration=guest, by=other_host)
    actions.check_in(registration=guest, source="search", by=other_host)
    phone.comes_back()
    phone.has_sent_all()
    expect(phone.page.locator("#news")).to_contain_text("Léa D")
    assert CheckIn.objects.get().by == other_host
    phone.counts(1, 26)


def test_whoever_walks_in_without_network_is_registered_once_it_is_back(phones, event, guests):
    phone = phones().opens()
    phone.keeps_the_page()
    phone.goes_offline()
    phone.page.get_by_role("link", name="Not on the list").click()
    dialog = phone.page.get_by_role("dialog")
    dialog.get_by_label("First name").fill("Inès")
    dialog.get_by_role("button", name="Welcome them").click()
    phone.counts(1, 27)
    phone.page.reload()
    phone.has_the_list()
    phone.counts(1, 27)
    phone.comes_back()
    phone.has_sent_all()
    phone.counts(1, 27)
    assert event.registrations.filter(given_name="Inès").count() == 1
    phone.types("ines")
    expect(phone.rows).to_have_count(1)


def test_who_was_signed_out_meanwhile_signs_in_and_what_was_tapped_is_sent(
    phones, event, guests, host, live_site
):
    phone = phones().opens()
    phone.keeps_the_page()
    phone.goes_offline()
    phone.types("Léa E")
    phone.checks_in("Léa E")
    cookies = phone.context.cookies()
    phone.context.clear_cookies(name="sessionid")
    phone.comes_back()
    expect(phone.page.locator("#news")).to_contain_text("You are signed out.", timeout=20_000)
    assert not CheckIn.objects.exists()
    phone.context.add_cookies([each for each in cookies if each["name"] == "sessionid"])
    phone.page.reload()
    phone.has_sent_all()
    assert CheckIn.objects.get().registration.full_name == "Léa E"
    expect(phone.page.locator("#news")).to_be_hidden()


def test_who_signs_out_leaves_no_names_on_the_device(phones, event, guests, live_site):
    phone = phones().opens()
    phone.keeps_the_page()
    phone.page.goto(f"{live_site.url}/")
    phone.page.locator("summary[aria-label='My menu']").first.click()
    phone.page.get_by_role("button", name="Sign out").first.click()
    phone.page.wait_for_url("**/")
    expect(phone.page.get_by_role("link", name="Sign in").first).to_be_visible()
    left = phone.page.evaluate(
        """async () => {
          const done = (asked) => new Promise((resolve) => {
            asked.onsuccess = () => resolve(asked.result);
          });
          const database = await done(indexedDB.open("tablee"));
          const rows = await done(database.transaction("given").objectStore("given").getAll());
          return [rows.length, (await caches.keys()).length];
        }"""
    )
    assert left == [0, 0]
    phone.goes_offline()
    with pytest.raises(Exception, match=r"ERR_INTERNET_DISCONNECTED|ERR_FAILED"):
        phone.page.goto(phone.url)
