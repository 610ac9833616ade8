"""Choosing a service: the page asks for what its kind needs, by eye, by keyboard and by ear."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from networking.associations.models import Role
from tests.factories import EventFactory, MembershipFactory
from tests.services.site import Site

pytestmark = pytest.mark.slow

FIELDS = ("Address", "Application’s name (app_id)", "Secret", "Signed with")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_only_what_a_service_needs_is_asked(live_site: Site, page: Page, scheme: str) -> None:
    event = EventFactory.create()
    user = MembershipFactory.create(association=event.association, role=Role.ORGANISER).user
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    for name, value in ((settings.SESSION_COOKIE_NAME, session), ("django_language", "en")):
        page.context.add_cookies([{"name": name, "value": value, "url": live_site.url}])
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{live_site.url}/a/{event.association.slug}/settings/video/")
    for kind, asked in (
        ("No service", ()),
        ("Jitsi Meet, open", FIELDS[:1]),
        ("Jitsi Meet, with signed", FIELDS[:3]),
        ("BigBlueButton", (FIELDS[0], FIELDS[2], FIELDS[3])),
        ("Another service", FIELDS[:1]),
    ):
        page.get_by_role("radio", name=kind).check()
        for label in FIELDS:
            expect(page.get_by_label(label)).to_be_visible(visible=label in asked)
    assert Axe().run(page).violations_count == 0
    page.get_by_label("Address").fill("https://meet.example/{event}-{table}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Put {key} into the address")).to_be_visible()
    page.get_by_label("Address").fill("https://meet.example/{event}-{table}-{key}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Ask the server")).to_be_visible()
    page.goto(f"{live_site.url}{event.get_absolute_url()}rooms/")
    page.get_by_role("radio", name="Online").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="The main room")).to_be_visible()
    assert Axe().run(page).violations_count == 0
