"""A page that follows a channel, through everything that happens to pages."""

import time

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from networking.push.actions import publish, revoke
from tests.networking.push.pages import HIDEABLE, STREAMS, Probe, stream_url
from tests.services.site import Site

pytestmark = pytest.mark.slow


@pytest.fixture
def probe(page: Page, open_site: Site, channel: str) -> Probe:
    publish(channel=channel, rev=1, snapshot={"round": {"id": 1}})
    return Probe(page, open_site, channel)


def test_a_page_gets_the_snapshot_and_every_new_revision(probe: Probe, channel: str) -> None:
    probe.open()
    probe.wait_for_state("connected")
    assert probe.wait_for_rev(1) == {"round": {"id": 1}}

    publish(channel=channel, rev=2, snapshot={"segment": "Café"})
    assert probe.wait_for_rev(2, seconds=2) == {"segment": "Café"}
    assert probe.page.evaluate("window.seen.map((detail) => detail.rev)") == [1, 2]


def test_a_page_that_lost_the_network_says_so_and_catches_up(
    probe: Probe, channel: str, context: BrowserContext
) -> None:
    probe.open()
    probe.wait_for_rev(1)
    context.set_offline(True)
    probe.wait_for_state("reconnecting")
    publish(channel=channel, rev=2, snapshot={})
    publish(channel=channel, rev=3, snapshot={})
    context.set_offline(False)

    probe.wait_for_rev(3)
    probe.wait_for_state("connected")
    assert probe.clock_error() < 250


def test_a_page_outlives_its_server(page: Page, site: Site, channel: str) -> None:
    server = site.web()
    publish(channel=channel, rev=1, snapshot={})
    probe = Probe(page, site, channel)
    probe.open()
    probe.wait_for_rev(1)

    server.kill()
    probe.wait_for_state("reconnecting")
    publish(channel=channel, rev=2, snapshot={})
    site.web()

    probe.wait_for_rev(2)
    probe.wait_for_state("connected")
    assert probe.renewals == 0  # the token was good all the time: nobody asked Django


def test_where_streams_are_blocked_a_page_polls(probe: Probe, channel: str) -> None:
    probe.page.route(stream_url(probe.site), lambda route: route.abort())
    probe.open()
    probe.wait_for_rev(1)
    probe.wait_for_state("connected")

    publish(channel=channel, rev=2, snapshot={})
    probe.wait_for_rev(2, seconds=12)


def test_a_page_whose_grant_was_revoked_asks_once_more_and_ends(probe: Probe, channel: str) -> None:
    probe.open()
    probe.wait_for_rev(1)
    probe.renewal_status = 403
    revoke(grant=channel)

    probe.wait_for_state("ended")
    publish(channel=channel, rev=2, snapshot={})
    time.sleep(1)
    assert probe.page.evaluate("window.seen.length") == 1
    assert probe.renewals == 1


def test_a_page_that_may_still_see_it_goes_on_with_the_next_token(
    probe: Probe, channel: str
) -> None:
    probe.open(token="expired")
    probe.wait_for_rev(1)
    probe.wait_for_state("connected")

    publish(channel=channel, rev=2, snapshot={})
    probe.wait_for_rev(2)
    assert probe.renewals == 1


def test_a_page_that_cannot_ask_for_another_token_ends_with_the_one_it_has(probe: Probe) -> None:
    probe.open(token="expired", renewable=False)

    probe.wait_for_state("ended")
    assert probe.renewals == 0


def test_a_token_is_renewed_before_it_ends_and_the_old_stream_closed_after(probe: Probe) -> None:
    probe.page.clock.install()
    probe.page.add_init_script(STREAMS)
    probe.open()
    probe.wait_for_rev(1)
    probe.page.clock.fast_forward("13:00")

    probe.page.wait_for_function(
        "window.streams.length > 1 && window.streams.at(-1).readyState === 1"
        " && window.streams.slice(0, -1).every((stream) => stream.readyState === 2)"
    )
    assert probe.renewals == 1
    assert "reconnecting" not in probe.page.evaluate("window.states")


def test_a_page_nobody_looks_at_lets_go_of_its_stream_and_catches_up_when_shown(
    probe: Probe,
    channel: str,
) -> None:
    probe.page.clock.install()
    for script in (STREAMS, HIDEABLE):
        probe.page.add_init_script(script)
    probe.open()
    probe.wait_for_rev(1)
    probe.page.evaluate("window.show(false)")
    probe.page.clock.fast_forward("01:10")
    assert probe.page.evaluate("window.streams.every((stream) => stream.readyState === 2)")

    publish(channel=channel, rev=2, snapshot={})
    probe.page.evaluate("window.show(true)")
    probe.wait_for_rev(2)


def test_a_projectors_window_keeps_its_stream_though_hidden(probe: Probe) -> None:
    probe.page.clock.install()
    for script in (STREAMS, HIDEABLE):
        probe.page.add_init_script(script)
    probe.open(more="data-live-always")
    probe.wait_for_rev(1)
    probe.page.evaluate("window.show(false)")
    probe.page.clock.fast_forward("01:10")

    # The watchdog saw a minute without a byte and opened another one, as it should.
    probe.page.wait_for_function("window.streams.at(-1).readyState === 1")


def test_a_stream_that_fell_silent_is_opened_again(probe: Probe) -> None:
    probe.page.clock.install()
    probe.page.add_init_script(STREAMS)
    probe.open()
    probe.wait_for_rev(1)
    probe.page.clock.fast_forward("00:50")
    probe.page.clock.fast_forward("00:10")

    probe.page.wait_for_function(
        "window.streams.length > 1 && window.streams.at(-1).readyState === 1"
    )


def test_parts_are_fetched_again_once_for_several_revisions_and_only_when_concerned(
    probe: Probe,
    channel: str,
) -> None:
    probe.open(rev=1)
    probe.wait_for_rev(1)
    time.sleep(0.5)
    assert probe.parts == {}  # the page showed this revision already

    for rev in range(2, 5):
        publish(channel=channel, rev=rev, snapshot={"round": {"id": 1}})
    probe.wait_for_rev(4)
    probe.page.wait_for_selector("#part b")
    time.sleep(0.5)
    assert 1 <= probe.parts["part"] <= 2
    assert "round" not in probe.parts

    publish(channel=channel, rev=5, snapshot={"round": {"id": 2}})
    probe.page.wait_for_selector("#round b")
    assert probe.parts["round"] == 1


def test_what_changes_while_a_part_is_fetched_is_fetched_by_the_one_that_takes_its_place(
    probe: Probe, channel: str
) -> None:
    probe.open(rev=1)
    probe.wait_for_rev(1)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    probe.page.route(f"{probe.site.url}/probe/whole", hold, times=1)
    publish(channel=channel, rev=2, snapshot={"card": 1})
    probe.wait_for_rev(2)
    while not held:
        probe.page.wait_for_timeout(20)

    publish(channel=channel, rev=3, snapshot={"card": 2})
    probe.wait_for_rev(3)
    held[0].fallback()
    expect(probe.page.locator("#whole")).to_have_text("whole 2")


def test_a_part_in_which_somebody_writes_waits_until_they_are_done(
    probe: Probe, channel: str
) -> None:
    probe.open(rev=1)
    probe.wait_for_rev(1)
    probe.page.fill("#note", "La cantine solidaire")
    publish(channel=channel, rev=2, snapshot={})
    probe.wait_for_rev(2)
    probe.page.wait_for_selector("#part b")
    assert probe.page.input_value("#note") == "La cantine solidaire"

    probe.page.evaluate("document.activeElement.blur()")
    probe.page.wait_for_selector("#form b")
