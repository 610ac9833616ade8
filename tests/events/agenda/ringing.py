"""What a page struck on its audio clock, so that a test hears it."""

from typing import Any

from playwright.sync_api import Page

BOWL_HZ = 528

# Every tone with its pitch and the real instant, in ms since 1970, whatever `Date` says; those
# taken back before they sounded are forgotten.
RECORDER = """(() => {
  const create = BaseAudioContext.prototype.createOscillator;
  const now = () => performance.timeOrigin + performance.now();
  const struck = (window.struck = []);
  BaseAudioContext.prototype.createOscillator = function () {
    const tone = create.call(this);
    const start = tone.start.bind(tone), stop = tone.stop.bind(tone);
    const entry = {};
    tone.start = (at = 0) => {
      entry.hz = tone.frequency.value;
      entry.at = now() + (at - this.currentTime) * 1000;
      struck.push(entry);
      start(at);
    };
    tone.stop = (at) => {
      if (at === undefined && entry.at > now()) struck.splice(struck.indexOf(entry), 1);
      stop(at);
    };
    return tone;
  };
})();"""
SOUNDED = "struck.filter(({ at }) => at <= performance.timeOrigin + performance.now())"


def bowls(page: Page) -> list[float]:
    """Return when the bowl sounded on this page, in ms since 1970; none that is still to come."""
    struck: Any = page.evaluate(SOUNDED)
    return [tone["at"] for tone in struck if round(tone["hz"]) == BOWL_HZ]
