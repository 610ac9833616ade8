"""The clock's rules exist in Python and in JavaScript; one file of cases keeps them equal."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from events.agenda import clock, reading
from events.agenda.clock import Planned, State
from events.agenda.formats import FORMATS
from events.agenda.log import Entry, replay

EIGHT = dt.datetime(2026, 12, 1, 7, 0, tzinfo=dt.UTC)
AGENDA = [
    Planned(id=1, format="welcome", title="welcome", length=dt.timedelta(minutes=15)),
    Planned(id=2, format="round_table", title="round_table", length=dt.timedelta(minutes=30)),
    Planned(id=3, format="talk", title="talk", length=dt.timedelta(minutes=60)),
    Planned(id=4, format="bilateral", title="bilateral", length=dt.timedelta(minutes=15)),
]
CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases.json").read_text())
MODULE = Path(reading.__file__).parent / "static" / "agenda" / "clock.js"

IN_A_BROWSER = """async ([source, cases]) => {
    const clock = await import(`data:text/javascript,${encodeURIComponent(source)}`);
    return cases.map(({ snapshot, then }) => then.map(({ minute }) => {
        const now = Date.UTC(2026, 11, 1, 7) + minute * 60000;
        const shown = clock.countdown(snapshot, now);
        return {
            minute,
            end: clock.projectedEnd(snapshot, now),
            drift: clock.drift(snapshot, now),
            left: shown && clock.remaining(shown, now),
            phase: shown && (shown.name ?? null),
        };
    }));
}"""


def agenda_of(case: dict[str, Any]) -> list[Planned]:
    """Return the classic breakfast; a case may give a part the minute before which it waits."""
    fixed = case.get("not_before", {})
    return [
        replace(segment, not_before=EIGHT + dt.timedelta(minutes=fixed[segment.title]))
        if segment.title in fixed
        else segment
        for segment in AGENDA
    ]


def replayed(case: dict[str, Any]) -> State:
    """Return the state after a case's commands, given as [minute, kind, payload]."""
    agenda = agenda_of(case)
    started = {
        "agenda": [segment.to_json() for segment in agenda],
        "planned_start": EIGHT.isoformat(),
    }
    log = [
        Entry(
            rev=rev,
            kind=kind,
            at=EIGHT + dt.timedelta(minutes=minute),
            payload=started if kind == "start" else payload,
        )
        for rev, (minute, kind, payload) in enumerate(case["commands"], 1)
    ]
    return replay(clock.waiting(agenda, EIGHT), log, FORMATS)


def told(state: State, now: dt.datetime) -> dict[str, Any]:
    """Say what the clock shows at an instant, by Python's rules."""
    answer: dict[str, Any] = {
        "end": clock.ms(state.projected_end(now)),
        "drift": round(state.drift(now) / clock.MS),
    }
    if state.current is None:
        waiting = state.started_at is None
        left = round((state.planned_start - now) / clock.MS) if waiting else None
        return {**answer, "left": left, "phase": None}
    phases = FORMATS[state.current.plan.format].public(
        state.current.state, state.current.moment(now)
    )
    shown, name = state.current.anchor(now).to_json(), None
    if found := phases.get("phases"):
        lefts = [_left(phase, now) for phase in found]
        index = next((i for i, left in enumerate(lefts) if left > 0), len(lefts) - 1)
        shown, name = found[index], found[index]["name"]
    return {**answer, "left": _left(shown, now), "phase": name}


def _left(anchor: dict[str, Any], now: dt.datetime) -> int:
    return anchor["left"] if anchor["ends_at"] is None else anchor["ends_at"] - clock.ms(now)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_python_says_what_the_cases_say(case):
    state = replayed(case)
    pushed_at = EIGHT + dt.timedelta(minutes=case["pushed"])
    snapshot = reading.snapshot(
        rev=len(case["commands"]), state=state, now=pushed_at, loud=len(case["commands"])
    )
    assert snapshot == case["snapshot"]
    for then in case["then"]:
        now = EIGHT + dt.timedelta(minutes=then["minute"])
        assert {"minute": then["minute"], **told(state, now)} == then


def test_javascript_says_what_the_cases_say(page):
    page.goto("about:blank")
    said = page.evaluate(IN_A_BROWSER, [MODULE.read_text(), CASES])
    for case, thens in zip(CASES, said, strict=True):
        assert thens == case["then"], case["name"]
