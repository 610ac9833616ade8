"""A page of the site that follows a channel, and devices that are wrong about the time."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, Route

from networking.push import tokens
from tests.services.site import Site

HTML = """<!doctype html><html lang="fr"><title>Essai</title>
<main data-live-token="{token}" {renew} data-live-rev="{rev}" {more}>
  <section id="part" data-live-refresh="/probe/part" data-live-jitter="300"></section>
  <section id="round" data-live-refresh="/probe/round" data-live-jitter="10"
           data-live-when="round.id"></section>
  {whole}
  <form data-live-refresh="/probe/form" data-live-jitter="10" id="form"><input id="note"></form>
</main>
<script type="module">
  import {{ onSnapshot }} from "/static/push/live.js";
  import {{ serverNow, clockReady, clockDoubt, clockRate }} from "/static/push/clock.js";
  Object.assign(window, {{ serverNow, clockDoubt, clockRate, seen: [], states: [] }});
  onSnapshot((detail) => window.seen.push(detail));
  document.addEventListener("live:state", (event) => window.states.push(event.detail.state));
  clockReady.then(() => document.documentElement.setAttribute("data-clock", "set"));
</script></html>"""

# A part that is replaced as a whole, itself included.
WHOLE = """<section id="whole" data-live-refresh="/probe/whole" data-live-jitter="10"
  data-live-when="card" data-live-is="[null]" data-live-swap="outerHTML">{said}</section>"""

# Everything that asks the device for the time gets a wrong answer.
SKEWED = """(() => {{
  const Real = Date;
  window.Date = class extends Real {{
    constructor(...given) {{ given.length ? super(...given) : super(Real.now() + {skew}); }}
    static now() {{ return Real.now() + {skew}; }}
  }};
}})();"""

# As on many phones: between `sleep` and `wake` no timer runs and `performance.now()` stands still.
SLEEPY = """(() => {
  const real = performance.now.bind(performance);
  const every = window.setInterval.bind(window);
  window.setInterval = (work, ...rest) => every(() => { since ?? work(); }, ...rest);
  let lost = 0, since = null;
  performance.now = () => (since ?? real()) - lost;
  window.sleep = () => { since = real(); };
  window.wake = () => { lost += real() - since; since = null; };
})();"""

# Keeps every stream that the page opens, to look at afterwards.
STREAMS = """(() => {
  const Real = EventSource;
  window.streams = [];
  window.EventSource = class extends Real {
    constructor(url) { super(url); window.streams.push(this); }
  };
})();"""

# Lets a test say whether the page is looked at.
HIDEABLE = """(() => {
  let state = "visible";
  Object.defineProperty(document, "visibilityState", { get: () => state });
  Object.defineProperty(document, "hidden", { get: () => state === "hidden" });
  window.show = (shown) => {
    state = shown ? "visible" : "hidden";
    document.dispatchEvent(new Event("visibilitychange"));
  };
})();"""


@dataclass
class Probe:
    """The page, and the little that the test answers in the site's stead."""

    page: Page
    site: Site
    channel: str
    renewals: int = 0
    renewal_status: int = 200
    parts: dict[str, int] = field(default_factory=dict)

    def open(
        self, rev: int = -1, more: str = "", token: str = "", *, renewable: bool = True
    ) -> None:
        html = HTML.format(
            token=token or tokens.issue(self.channel, self.channel),
            renew='data-live-renew="/probe/renew"' if renewable else "",
            rev=rev,
            more=more,
            whole=WHOLE.format(said=""),
        )
        self.page.route(
            f"{self.site.url}/probe",
            lambda route: route.fulfill(body=html, content_type="text/html"),
        )
        self.page.route(f"{self.site.url}/probe/renew", self._renew)
        for part in ("part", "round", "whole", "form"):
            self.page.route(f"{self.site.url}/probe/{part}", self._answer(part))
        self.page.goto(f"{self.site.url}/probe")

    def wait_for_rev(self, rev: int, seconds: float = 10) -> dict[str, Any]:
        self.page.wait_for_function(
            "rev => window.seen?.some((detail) => detail.rev === rev)",
            arg=rev,
            timeout=seconds * 1000,
        )
        snapshot: dict[str, Any] = self.page.evaluate("window.seen.at(-1).snapshot")
        return snapshot

    def wait_for_state(self, state: str, seconds: float = 10) -> None:
        self.page.wait_for_selector(
            f'html[data-live-state="{state}"]', state="attached", timeout=seconds * 1000
        )

    def clock_error(self) -> float:
        """Return by how many ms the page is wrong about the server's time."""
        self.page.wait_for_selector("html[data-clock]", state="attached")
        before = time.time() * 1000
        shown = float(self.page.evaluate("window.serverNow()"))
        after = time.time() * 1000
        return max(before - shown, shown - after, 0.0)

    def _renew(self, route: Route) -> None:
        self.renewals += 1
        body = {"token": tokens.issue(self.channel, self.channel), "seconds": tokens.LIFETIME}
        if self.renewal_status == 200:
            route.fulfill(json=body)
        else:
            route.fulfill(status=self.renewal_status, body="no")

    def _answer(self, part: str) -> Callable[[Route], None]:
        def answer(route: Route) -> None:
            self.parts[part] = self.parts.get(part, 0) + 1
            said = f"<b>{part} {self.parts[part]}</b>"
            body = WHOLE.format(said=said) if part == "whole" else said
            route.fulfill(body=body, content_type="text/html")

        return answer


def stream_url(site: Site) -> str:
    """Return the pattern of the stream's URL, but not of the snapshot's."""
    return f"{site.url}/live?token=*"
