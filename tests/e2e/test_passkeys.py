"""A passkey made in a real browser, and the next sign-in with it."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, expect

from tests.e2e.acting import Actor
from tests.factories import UserFactory
from tests.services.site import Site
from tests.services.smtp import SmtpSink

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def url(site: Site) -> str:
    """The site with passkeys, under a name: at a bare address browsers make none."""
    url = f"http://localhost:{site.port}"
    site.environment |= {"PASSKEYS": "1", "SITE_URL": url}
    site.web()
    site.worker()
    site.beat()  # on a busy machine the word to the worker comes too late for half a second's tick
    return url


def device(actor: Actor, **but: Any) -> tuple[CDPSession, str]:
    """Give somebody's browser a device that makes passkeys; a finger lies on it already."""
    tools = actor.context.new_cdp_session(actor.page)
    tools.send("WebAuthn.enable")
    made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, **but}})
    return tools, made["authenticatorId"]


@pytest.mark.usefixtures("transactional_db")
def test_a_passkey_is_added_by_code_and_signs_in_the_next_time(
    smtp_sink: SmtpSink, site: Site, url: str, browser: Browser
) -> None:
    email = "amina@exemple.org"
    UserFactory.create(given_name="Amina", email=email, language="en")
    amina = Actor(browser, url)
    tools, finger = device(amina)
    amina.signs_in(email, smtp_sink)
    amina.goes("/")
    amina.page.locator("summary").filter(has_text="Amina").click()
    amina.follows("My passkeys")

    # The finger isn't known at first: that is said, and nothing is kept.
    known = {"authenticatorId": finger, "isUserVerified": False}
    tools.send("WebAuthn.setUserVerified", known)
    amina.fills("Its name", "Pocket phone")
    amina.presses("Add a passkey")
    amina.sees("No passkey was made.")
    tools.send("WebAuthn.setUserVerified", {**known, "isUserVerified": True})
    amina.presses("Add a passkey")
    amina.sees("Your passkey is ready")
    amina.sees("Pocket phone")

    # One device holds one.
    amina.presses("Add a passkey")
    amina.sees("This device already has a passkey of yours.")

    amina.goes("/sign-out/")
    amina.presses("Sign out")
    amina.goes("/sign-in/?next=/me/passkeys/")
    amina.presses("Sign in with a passkey")
    amina.page.wait_for_url(re.compile(r"/me/passkeys/$"))
    amina.sees("last used on")

    amina.presses("Remove")
    amina.sees("Removed here.")
    expect(amina.page.locator(".list__row")).to_have_count(0)
    amina.goes("/sign-out/")
    amina.presses("Sign out")
    amina.goes("/sign-in/")
    amina.presses("Sign in with a passkey")
    amina.sees("A code always does.")
    assert not amina.troubles


@pytest.mark.usefixtures("transactional_db")
def test_a_browser_that_makes_no_passkeys_shows_none(url: str, browser: Browser) -> None:
    someone = Actor(browser, url)
    someone.context.add_init_script("delete PublicKeyCredential.parseCreationOptionsFromJSON")
    someone.goes("/sign-in/")
    expect(someone.page.get_by_role("button", name="Send me a code")).to_be_visible()
    expect(someone.page.locator("[data-passkey]")).to_be_hidden()
    assert not someone.troubles
