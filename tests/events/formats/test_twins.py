"""What a log means exists in Python and in JavaScript: both are given the same breakfasts.

A few hundred of them, tapped at random but always the same ones; what is refused, too, and why.
"""

import datetime as dt
import random
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route

from events import agenda as agenda_room
from events import formats as formats_room
from events import rounds as rounds_room
from events.agenda import by_itself, clock, log, reading
from events.agenda.clock import Planned, State
from events.agenda.formats import FORMATS
from events.agenda.log import Entry, Policy, Refused

EIGHT = dt.datetime(2026, 12, 1, 7, 0, tzinfo=dt.UTC)
BREAKFASTS = 300
TAPS = 45
ORIGIN = "http://twins.localhost"
STATIC = [
    Path(str(room.__file__)).parent / "static" for room in (agenda_room, formats_room, rounds_room)
]
TWINS = (
    *("bilateral", "debrief", "impromptu", "round_table", "speed_tables", "talk"),
    "walk_and_talk",
)
GUESTS = [f"guest{number}" for number in range(12)]

COMPARE = """async ([origin, twins, breakfasts]) => {
    const log = await import(`${origin}/agenda/log.js`);
    const state = await import(`${origin}/agenda/state.js`);
    const { loaded } = await import(`${origin}/agenda/formats.js`);
    const formats = await loaded(twins);
    return breakfasts.map(({ agenda, start, taps }) => {
        const before = state.waiting(agenda, start);
        const known = [];
        let reached = before;
        return taps.map(({ entry, then }) => {
            let refused = null;
            try {
                reached = log.append(before, known, entry, formats);
                known.push(entry);
            } catch (error) {
                if (!(error instanceof log.Refused)) throw error;
                refused = error.reason;
            }
            return {
                refused,
                snapshot: state.snapshot(
                    entry.rev, reached, then, formats, log.due(reached, known)
                ),
                end: state.projectedEnd(reached, then),
                undoable: log.undoable(known)?.rev ?? null,
                redoable: log.redoable(known)?.rev ?? null,
            };
        });
    });
}"""


def random_agenda(dice: random.Random) -> list[Planned]:
    options: dict[str, list[dict[str, Any]]] = {
        "talk": [{}, {"talk_percent": 45}, {"share": "1/2"}, {"share": "1"}, {"share": "2/3"}],
        "bilateral": [
            {},
            {"bell_minutes": 2},
            *({"way": "planned", "bell_minutes": every} for every in (2, 3, 5, 7)),
        ],
        "speed_tables": [
            {},
            {"rounds": 2, "turn": 30, "together": 0},
            {"size": 4, "hosts": "drawn"},
        ],
        "impromptu": [
            {},
            {"rounds": 2, "minutes": 5},
            {"minutes": 3, "cues": False, "move": 15},
            *({"way": way} for way in ("walk", "circles")),
        ],
    }
    keys = dice.sample([*TWINS, "welcome", "discussion"], dice.randint(2, 6))
    return [
        Planned(
            id=number,
            format=key,
            title=key,
            length=dt.timedelta(minutes=dice.choice([1, 5, 15, 20, 30, 61])),
            options=dice.choice(options.get(key, [{}])),
            not_before=dice.choice(
                [None, None, EIGHT + dt.timedelta(minutes=dice.choice([20, 75, 130]))]
            ),
            by_itself=dice.random() < 0.4,
        )
        for number, key in enumerate(keys, 1)
    ]


def on_its_own(state: State, known: list[Entry]) -> dict[str, Any]:
    """What "next" says if a segment goes on by itself."""
    at = by_itself.due(state, known)
    return {"auto": clock.ms(at)} if at else {}


def random_tap(dice: random.Random, state: State, rev: int) -> tuple[str, dict[str, Any]]:
    """A command and its payload as the server writes it down; often one that makes no sense."""
    if dice.random() < 0.1:
        return "undo", {"rev": dice.randint(max(rev - 4, 0), rev)}
    policy = dice.choice([{}, *({"policy": policy.value} for policy in Policy), {"policy": "?"}])
    current = state.current.plan if state.current else None
    if current and current.format in TWINS and dice.random() < 0.6:
        kind, payload = of_format(dice, current.format)
        return kind, {**payload, "segment": current.id}
    return dice.choice(
        [
            ("next", {}),
            ("back", {}),
            ("pause", {}),
            ("resume", {}),
            ("close", {}) if dice.random() < 0.1 else ("next", {}),
            ("go", {"segment": dice.randint(0, 7)}),
            ("skip", {"segment": dice.randint(1, 7)}),
            ("skip", {}),
            ("extend", {"seconds": dice.choice([60, -60, 300, -300, 0, 5000, "60"]), **policy}),
            ("recover", policy),
            ("say", {"text": dice.choice(["louder", " ", "x" * 81, 5])}),
            ("seen", {"rev": rev}),
            ("nonsense", {}),
        ]
    )


def of_format(dice: random.Random, key: str) -> tuple[str, dict[str, Any]]:
    guest = {"guest": dice.choice(GUESTS)}
    if key in {"talk", "debrief"}:
        own = ("talk.questions", "talk.show", "talk.done") if key == "talk" else ()
        kind = dice.choice([*own, f"{key}.take", f"{key}.aside", f"{key}.nonsense"])
        return kind, dice.choice([{}, {"remark": "1"}, *({"remark": n} for n in range(6))])
    if key == "walk_and_talk":
        return "walk_and_talk.begin", {"step": dice.choice(["way_out", "way_back", "back", "?"])}
    if key == "bilateral":
        return meeting(dice, guest)
    if key == "round_table":
        arrived = dice.choice([{}, {"arrived": dice.sample(GUESTS, 2)}])
        return dice.choice(
            [
                (
                    "round_table.open",
                    {"turn_seconds": dice.choice([60, 20, 5]), "guests": GUESTS[:9]},
                ),
                ("round_table.next", arrived),
                ("round_table.next", {}),
                ("round_table.pass", dice.choice([{}, guest])),
                ("round_table.absent", dice.choice([{}, guest])),
                ("round_table.back", {}),
                ("round_table.arrive", {"arrived": [dice.choice(GUESTS)]}),
                ("round_table.order", {"order": "random", "seed": "a"}),
                ("round_table.move", {**guest, "before": dice.choice(["", *GUESTS])}),
                ("round_table.move", {**guest, "before": "", "guests": GUESTS[:5]}),
                ("round_table.call", guest),
                ("round_table.welcome", {"tap": "a", "arrived": [guest["guest"]]}),
            ]
        )
    size = 2 if key == "impromptu" else dice.choice([3, 6])
    verb, payload = dice.choice(
        [
            ("draw", drawn(dice, size)),
            ("redraw", drawn(dice, size)),
            ("round", {}),
            ("round", {}),
            ("round", dice.choice([{"question": "?"}, {"question": "?", "second": "??"}])),
            ("stretch", {"seconds": dice.choice([30, -30, 120])}),
            ("stop", {}),
            ("join", drawn(dice, size)),
            ("absent", dice.choice([guest, {**guest, **drawn(dice, size)}])),
            ("here", guest),
            ("leave", {**guest, "after": dice.randint(0, 3), "ahead": [[GUESTS[:3], GUESTS[3:6]]]}),
            ("stay", {**guest, "after": dice.randint(0, 3)}),
            ("replan", {"after": dice.randint(0, 3), "ahead": [[GUESTS[2:5]]]}),
            ("host", guest),
            ("unroomed", dice.choice([{"table": 1, "to": 9}, {**drawn(dice, size), "table": 2}])),
        ]
    )
    return f"{key}.{verb}", payload


def meeting(dice: random.Random, guest: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    people = dice.sample(GUESTS, 6)
    met = [[slot, 0, *sorted(people[2 * slot : 2 * slot + 2])] for slot in range(3)]
    plan = {"meetings": met, "left_out": [], "changes": []}
    pair = dice.choice([sorted(dice.sample(GUESTS, 2)), dice.choice(met)[2:]])
    verb, payload = dice.choice(
        [
            ("plan", plan),
            ("replan", plan),
            ("absent", dice.choice([guest, {**guest, **plan}])),
            ("here", dice.choice([guest, {**guest, **plan}])),
            ("move", {**plan, "pinned": [pair]}),
            ("held", {"pair": pair, "held": dice.random() < 0.3}),
            ("anything", {}),
        ]
    )
    return f"bilateral.{verb}", payload


def drawn(dice: random.Random, size: int) -> dict[str, Any]:
    people = dice.sample(GUESTS, dice.choice([0, 6, 7]))
    groups = [people[at : at + size] for at in range(0, len(people) - len(people) % size, size)]
    if len(people) % size:
        groups[-1].append(people[-1])
    tables = [
        {"table": number, "guests": group, "why": "new", "ago": None}
        for number, group in enumerate(groups, 1)
    ]
    second = dice.choice([{}, {"second": "??"}])
    return {"question": "?", **second, "tables": tables, "left_over": [], "joker": None}


def breakfast(seed: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Play one in Python: what the browser is given, and what it must say."""
    dice = random.Random(seed)
    agenda = random_agenda(dice)
    before = clock.waiting(agenda, EIGHT)
    at, rev, known, state = EIGHT - dt.timedelta(minutes=2), 0, [], before
    taps, expected = [], []
    for _ in range(TAPS):
        at += dt.timedelta(seconds=dice.choice([0, 1, 7, 40, 95, 400]))
        kind, payload = random_tap(dice, state, rev) if known else ("start", {})
        if kind == "next" and dice.random() < 0.5:
            payload = on_its_own(state, known)
        if kind == "start":
            payload = {
                "agenda": [plan.to_json() for plan in agenda],
                "planned_start": EIGHT.isoformat(),
            }
        entry = Entry(rev + 1, kind, at, payload, system=dice.random() < 0.1)
        refused = None
        try:
            state = log.append(before, known, entry, FORMATS, state)
            known.append(entry)
            rev += 1
        except Refused as error:
            refused = error.reason
        then = at + dt.timedelta(seconds=dice.choice([0, 13, 250]))
        said = {"rev": entry.rev, "kind": kind, "at": clock.ms(at), "payload": payload}
        taps.append({"entry": {**said, "system": entry.system}, "then": clock.ms(then)})
        snapshot = reading.snapshot(
            rev=entry.rev, state=state, now=then, loud=entry.rev, due=by_itself.due(state, known)
        )
        del snapshot["scene"]  # only phones ask for it, and they ask the server
        undoable, redoable = log.undoable(known), log.redoable(known)
        expected.append(
            {
                "refused": refused,
                "snapshot": snapshot,
                "end": clock.ms(state.projected_end(then)),
                "undoable": undoable and undoable.rev,
                "redoable": redoable and redoable.rev,
            }
        )
    planned = [plan.to_json() for plan in agenda]
    return {"agenda": planned, "start": clock.ms(EIGHT), "taps": taps}, expected


@pytest.fixture
def twins(page: Page) -> Page:
    """A page that finds the modules, and nothing else."""

    def give(route: Route) -> None:
        path = urlsplit(route.request.url).path.removeprefix("/")
        found = next((root / path for root in STATIC if (root / path).is_file()), None)
        if found:
            route.fulfill(body=found.read_text(), content_type="text/javascript")
        else:
            route.fulfill(body="<title>Twins</title>", content_type="text/html")

    page.route(f"{ORIGIN}/**", give)
    page.goto(f"{ORIGIN}/")
    return page


@pytest.mark.slow
def test_javascript_says_of_every_breakfast_what_python_says(twins: Page) -> None:
    played = [breakfast(seed) for seed in range(BREAKFASTS)]
    given_twins = {
        key: {"url": f"{ORIGIN}/{FORMATS[key].twin}", "data": FORMATS[key].twin_data()}
        for key in TWINS
    }
    said = twins.evaluate(COMPARE, [ORIGIN, given_twins, [given for given, _ in played]])
    for seed, ((given, expected), answers) in enumerate(zip(played, said, strict=True)):
        for tap, must, does in zip(given["taps"], expected, answers, strict=True):
            assert does == must, (seed, tap["entry"])


def test_the_breakfasts_reach_all_that_can_be_tapped() -> None:
    """Otherwise the comparison above would prove little."""
    taken: set[str] = set()
    for seed in range(BREAKFASTS):
        given, expected = breakfast(seed)
        taken |= {
            tap["entry"]["kind"]
            for tap, answer in zip(given["taps"], expected, strict=True)
            if answer["refused"] is None
        }
    in_rounds = (
        *("draw", "redraw", "round", "stretch", "stop", "join", "absent", "here", "host"),
        *("unroomed", "leave", "stay", "replan"),
    )
    every = {f"{key}.{verb}" for key in ("impromptu", "speed_tables") for verb in in_rounds} | {
        "start", "next", "back", "pause", "resume", "close", "go", "skip", "extend", "recover",
        "undo", "talk.questions", "round_table.open", "round_table.next", "round_table.pass",
        "round_table.absent", "round_table.back", "round_table.arrive", "round_table.order",
        "round_table.move", "round_table.call", "round_table.welcome", "say", "walk_and_talk.begin",
        "talk.take", "talk.show", "talk.aside", "talk.done", "debrief.take", "debrief.aside",
        "bilateral.plan", "bilateral.replan", "bilateral.absent", "bilateral.here",
        "bilateral.move", "bilateral.held",
    }  # fmt: skip
    assert taken >= every
