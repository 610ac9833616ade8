"""Lengths and delays as pages say them: once in Python, once on the device."""

import datetime as dt
from pathlib import Path

import pytest
from django.utils import translation
from playwright.sync_api import Page

from events.agenda.templatetags.agenda_words import late, length
from networking import web

MINUTE = dt.timedelta(minutes=1)
HOURS = Path(str(web.__file__)).parent / "static" / "web" / "js" / "hours.js"
SAID = {
    0: "0 min",
    0.2: "1 min",
    15: "15 min",
    59.6: "1 h",
    60: "1 h",
    113: "1 h 53",
    125: "2 h 05",
}

IN_A_BROWSER = """async ([source, spans]) => {
    const { length } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
    return spans.map(length);
}"""


@pytest.mark.parametrize(("minutes", "said"), SAID.items())
def test_a_length_is_said_in_minutes_and_from_an_hour_on_in_hours(
    minutes: float, said: str
) -> None:
    assert length(minutes * MINUTE).replace("\N{NARROW NO-BREAK SPACE}", " ") == said


def test_a_delay_of_hours_is_said_in_hours() -> None:
    with translation.override("fr"):
        assert late(-113 * MINUTE).split() == ["1", "h", "53", "d’avance"]
        assert late(3 * MINUTE).split() == ["3", "min", "de", "retard"]
    with translation.override("en"):
        assert late(0.4 * MINUTE) == "on time"


def test_a_device_says_lengths_as_the_server_does(page: Page) -> None:
    said = page.evaluate(IN_A_BROWSER, [HOURS.read_text(), [60_000 * span for span in SAID]])
    assert said == [length(span * MINUTE) for span in SAID]
