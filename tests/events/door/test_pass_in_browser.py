"""A pass on a phone that knows nobody: scanned from the run sheet, it does a host's work."""

import re

import pytest
from playwright.sync_api import Page, expect

from events.agenda import actions as agenda
from events.agenda.models import Command
from events.agenda.templates import CLASSIC
from events.calendar import actions as calendar
from events.calendar.models import Event, Lent
from events.calendar.passes import link_of
from events.door.models import CheckIn
from tests.factories import RegistrationFactory
from tests.services.site import Site


@pytest.fixture
def phone(live_site: Site, page: Page) -> Page:
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": live_site.url}])
    page.set_viewport_size({"width": 390, "height": 844})
    return page


def test_whoever_scans_the_run_sheet_checks_in_and_starts_the_morning(
    live_site: Site, event: Event, phone: Page
) -> None:
    Event.objects.filter(pk=event.pk).update(status="published")
    agenda.lay_out(event=event, template=CLASSIC, by=None)
    lea = RegistrationFactory.create(event=event, given_name="Léa", family_name="Ørsted")
    held = calendar.make_pass(event=event, hand=Lent.FACILITATOR, by=None)
    phone.goto(link_of(held))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("the door and the console")
    phone.get_by_role("button", name="Use it on this device").click()
    phone.get_by_role("link", name="Door").click()
    phone.get_by_role("searchbox").press_sequentially("le")
    phone.get_by_role("button", name="Check in").click()
    expect(phone.locator(f"#guest-{lea.pk}")).to_contain_class("door__row--here")
    expect(phone.locator("#count")).to_contain_text("1 / 1")
    expect(phone.get_by_role("link", name="Badges and lists")).to_have_count(0)
    # What is tapped counts on the device at once; the server knows of it a moment later.
    expect(phone.locator('#door[data-waiting="0"]')).to_have_count(1)
    assert CheckIn.objects.get().by is None
    phone.goto(link_of(held))
    phone.get_by_role("link", name="Console").click()
    phone.wait_for_load_state("load")
    with phone.expect_response("**/console/command/") as answered:
        phone.get_by_role("button", name="Start").first.click()
    assert answered.value.ok
    expect(phone.locator(".console__now-title")).to_have_text("Accueil")
    assert Command.objects.get().by is None
    calendar.revoke_passes(event=event, by=None)
    phone.goto(f"{live_site.url}{event.get_absolute_url()}door/")
    expect(phone).to_have_url(re.compile("/sign-in/"))
