"""The pages of paper and of passes: legible to all, and never wider than their screen."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, expect

from events.agenda import actions as agenda
from events.agenda.templates import WITH_IMPROMPTU
from events.calendar import actions as calendar
from events.calendar.models import Event, Lent
from events.calendar.passes import link_of
from events.door.packs import actions
from networking.associations.models import Role
from tests.crowd import crowd
from tests.factories import MembershipFactory, RegistrationFactory
from tests.services.site import Site

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (768, "dark"), (1280, "dark")])
def test_axe_finds_nothing_to_say(
    live_site: Site, event: Event, browser: Browser, width: int, scheme: Any
) -> None:
    agenda.lay_out(event=event, template=WITH_IMPROMPTU, by=None)
    crowd(event, 3)
    RegistrationFactory.create(event=event, given_name="ⴰⵎⵉⵏⴰ")
    user = MembershipFactory.create(association=event.association, role=Role.ORGANISER).user
    begun = actions.ask(event=event, names=["sign-in"], kind="pdf", by=user)
    done = actions.ask(event=event, names=["door-list", "run-sheet"], kind="zip", by=user)
    actions.build(job=done)
    passes = [calendar.make_pass(event=event, hand=hand, by=user) for hand in Lent]
    client = Client()
    client.force_login(user)
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_site.url}]
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    own = f"{live_site.url}{event.get_absolute_url()}"
    paths = ("paper/", "paper/pack/", f"paper/pack/{begun.pk}/", f"paper/pack/{done.pk}/", "links/")
    for address in (*(own + path for path in paths), *map(link_of, passes)):
        page.goto(address)
        expect(page.locator(".htmx-request")).to_have_count(0, timeout=30_000)
        found = Axe().run(page)
        assert found.violations_count == 0, (address, width, found.generate_report())
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), (address, width)
    context.close()
    assert complaints == []
