"""The server's second on every device, whatever the device believes."""

import time

import pytest
from playwright.sync_api import BrowserContext, Page

from networking.push.actions import publish
from tests.networking.push.pages import SKEWED, SLEEPY, Probe
from tests.services.servers import wait_until
from tests.services.site import Site

pytestmark = pytest.mark.slow
QUARTER_MS = 15 * 60 * 1000
TOLERATED_MS = 250


@pytest.mark.parametrize("skew", [-QUARTER_MS, QUARTER_MS])
def test_a_device_a_quarter_of_an_hour_wrong_shows_the_servers_second(
    page: Page, open_site: Site, skew: int, channel: str
) -> None:
    page.add_init_script(SKEWED.format(skew=skew))
    probe = Probe(page, open_site, channel)
    probe.open()

    assert probe.clock_error() < TOLERATED_MS
    assert abs(page.evaluate("Date.now()") - time.time() * 1000 - skew) < 5000
    assert page.evaluate("window.clockDoubt()") < TOLERATED_MS


def test_the_clock_goes_on_without_network_and_through_a_sleep_without_network(
    page: Page, context: BrowserContext, open_site: Site, channel: str
) -> None:
    page.add_init_script(SKEWED.format(skew=QUARTER_MS))
    page.add_init_script(SLEEPY)
    probe = Probe(page, open_site, channel)
    probe.open()
    assert probe.clock_error() < TOLERATED_MS

    context.set_offline(True)
    page.evaluate("window.sleep()")
    time.sleep(3)
    page.evaluate("window.wake()")
    # Noticed at the next look, which comes late on a machine that has no time.
    wait_until(lambda: probe.clock_error() < TOLERATED_MS, "the right second", 5)

    context.set_offline(False)
    time.sleep(1)
    assert probe.clock_error() < TOLERATED_MS


def test_a_moved_clock_runs_at_its_own_pace(page: Page, site: Site, channel: str) -> None:
    site.environment["TABLEE_CLOCK"] = "2026-12-01T07:45:00+00:00,30"
    site.web()
    publish(channel=channel, rev=1, snapshot={})
    probe = Probe(page, site, channel)
    probe.open()
    page.wait_for_selector("html[data-clock]", state="attached")

    first = page.evaluate("window.serverNow()")
    time.sleep(2)
    assert page.evaluate("window.clockRate()") == 30
    assert 55_000 < page.evaluate("window.serverNow()") - first < 80_000
