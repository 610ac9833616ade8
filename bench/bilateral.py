"""Planning bilateral exchanges: five wishes each, a fifth of them for somebody who wished first.

With gaps everybody is there in two slots of three, by chance. Tables are as many as everybody
present could fill, or scarce: one for five people. Beside each plan stand an upper bound on what
any plan can satisfy, a greedy plan (the dearest wish first, as early as can be), and up to 30
people the full model of pairs and slots, solved by HiGHS for twenty seconds at most.
"""

import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from events.formats.bilateral.scheduling import Aim, Kind, Meeting, Person, Wish, plan, replan

SIZES = (30, 100, 500)
SLOTS = (3, 12)
EACH, BACK, THERE = 5, 0.2, 2 / 3
# What is reported: 500 people, 12 slots, everybody there, tables enough.
REPORTED = (500, 12, False, False)
FULL_UP_TO, FULL_SECONDS = 30, 20.0
REPEATS = 3


@dataclass(frozen=True)
class Room:
    """People, wishes, slots and tables."""

    people: list[Person]
    wishes: list[Wish]
    slots: int
    tables: int

    def worth(self) -> dict[frozenset[str], int]:
        """What each pair is worth, by code that shares nothing with the planner."""
        one_way = {(wish.by, wish.to): wish.priority for wish in self.wishes}
        top = max(one_way.values())
        worth: Counter[frozenset[str]] = Counter()
        for (by, to), priority in one_way.items():
            worth[frozenset((by, to))] += priority + top * ((to, by) in one_way)
        return worth


def run(_: list[str]) -> dict[str, Any]:
    """Print the tables; return the figures of 500 people and 12 slots."""
    # What everybody waits for once, when the first plan of a process is made.
    milp([1.0], bounds=Bounds(0, 1))
    figures: dict[str, Any] = {}
    print(
        f"{'people':>6} {'slots':>5} {'gaps':>5} {'tables':>6} {'weight / bound':>15} {'ratio':>7}"
        f" {'nothing':>8} {'time':>8}   greedy: ratio, nothing   full model"
    )
    for size, slots, gaps, scarce in product(SIZES, SLOTS, (False, True), (False, True)):
        row = _planned(room(size, slots, gaps=gaps, scarce=scarce), gaps=gaps)
        if (size, slots, gaps, scarce) == REPORTED:
            figures = row
    print()
    _nobody_left_out()
    return figures | _replanned()


def room(size: int, slots: int, *, gaps: bool, scarce: bool) -> Room:
    """Make a room; the same each time."""
    rng = random.Random(f"{size} people, {slots} slots, {gaps}")
    ids = [f"guest-{index:04}" for index in range(size)]
    everywhere = frozenset(range(slots))
    people = [
        Person(one, frozenset(s for s in everywhere if not gaps or rng.random() < THERE), cap=slots)
        for one in ids
    ]
    wished: dict[str, list[str]] = {one: [] for one in ids}
    wishes = []
    for by in ids:
        fans = [one for one in ids if by in wished[one]]
        while len(wished[by]) < EACH:
            to = rng.choice(fans) if fans and rng.random() < BACK else rng.choice(ids)
            if to != by and to not in wished[by]:
                wished[by].append(to)
                wishes.append(Wish(by, to, rng.choice((1, 1, 2, 3))))
    return Room(people, wishes, slots, size // 5 if scarce else size // 2)


def _planned(given: Room, *, gaps: bool) -> dict[str, Any]:
    runs = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        made = plan(given.people, given.wishes, slots=given.slots, tables=given.tables, seed=1)
        runs.append(time.perf_counter() - began)
    check(given, made.meetings)
    weight, bound = satisfied(given, made.meetings), made.bound
    simple = greedy(given)
    check(given, simple)
    full = ""
    if len(given.people) <= FULL_UP_TO:
        found, seconds, proven = full_model(given)
        full = f"{found} in {seconds:.2f} s" if proven else f"{found}, unproven in {seconds:.0f} s"
    print(
        f"{len(given.people):>6} {given.slots:>5} {'yes' if gaps else 'no':>5} {given.tables:>6}"
        f" {f'{weight:,} / {bound:,}':>15} {weight / bound:7.2%}"
        f" {nothing(given, made.meetings):>8} {min(runs) * 1000:5.0f} ms"
        f"   {satisfied(given, simple) / bound:13.2%}, {nothing(given, simple):>7}   {full}"
    )
    return {
        "n": len(given.people),
        "slots": given.slots,
        "seconds": min(runs),
        "ratio": weight / bound,
        "greedy_ratio": satisfied(given, simple) / bound,
    }


def _nobody_left_out() -> None:
    """Print who is left with nothing by either aim, where tables are scarce and slots few."""
    print("three slots, a table for five people: left with nothing, and weight, by the aim")
    for size, gaps in product(SIZES, (False, True)):
        given = room(size, 3, gaps=gaps, scarce=True)
        words = []
        for aim in Aim:
            made = plan(
                given.people, given.wishes, slots=3, tables=given.tables, aim=aim, seed=1
            ).meetings
            check(given, made)
            words.append(f"{aim}: {nothing(given, made):>3}, {satisfied(given, made):>5,}")
        print(f"{size:>6} {'with gaps' if gaps else '':9}  {'   '.join(words)}")
    print()


def _replanned() -> dict[str, float]:
    """Print what changes when one of 500 comes two slots late, and how long that takes."""
    given = room(500, 12, gaps=True, scarce=False)
    made = plan(given.people, given.wishes, slots=12, tables=given.tables, seed=1)
    kinds: Counter[Kind] = Counter()
    slowest, late = 0.0, 20
    for index in range(late):
        people = list(given.people)
        people[index] = replace(people[index], slots=people[index].slots - {0, 1})
        began = time.perf_counter()
        anew = replan(
            made.meetings, people, given.wishes, slots=12, tables=given.tables, frozen_slots={0}
        )
        slowest = max(slowest, time.perf_counter() - began)
        check(replace(given, people=people), anew.plan.meetings)
        kinds.update(change.kind for change in anew.changes)
    print(
        f"one of 500 comes two slots late, mean of {late}: "
        + ", ".join(f"{kinds[kind] / late:.1f} {kind}" for kind in Kind)
        + f" of {len(made.meetings):,} meetings; {slowest * 1000:.0f} ms at most"
    )
    print()
    return {"replan_seconds": slowest}


def check(given: Room, meetings: Iterable[Meeting]) -> None:
    """See that a plan breaks no rule."""
    there = {person.id: person for person in given.people}
    busy: set[tuple[str, int]] = set()
    seats: set[tuple[int, int]] = set()
    met: Counter[str] = Counter()
    for meeting in meetings:
        seat = (meeting.slot, meeting.table)
        taken = {(meeting.one, meeting.slot), (meeting.two, meeting.slot)}
        away = any(meeting.slot not in there[one].slots for one, _ in taken)
        if away or seat in seats or busy & taken or meeting.table >= given.tables:
            raise AssertionError(f"an unlawful meeting: {meeting}")
        seats.add(seat)
        busy |= taken
        met.update((meeting.one, meeting.two))
    if any(many > there[one].cap for one, many in met.items()):
        raise AssertionError("somebody has more meetings than she wants")


def satisfied(given: Room, meetings: Iterable[Meeting]) -> int:
    worth = given.worth()
    return sum(worth[pair] for pair in {meeting.pair for meeting in meetings})


def nothing(given: Room, meetings: Sequence[Meeting]) -> int:
    """How many people have no meeting at all."""
    return len(given.people) - len({one for meeting in meetings for one in meeting.pair})


def greedy(given: Room) -> list[Meeting]:
    """Plan the dearest wish first, as early as can be."""
    there = {person.id: person.slots for person in given.people}
    busy: set[tuple[str, int]] = set()
    load = [0] * given.slots
    meetings = []
    worth = given.worth()
    for pair in sorted(worth, key=lambda pair: (-worth[pair], sorted(pair))):
        one, two = sorted(pair)
        for slot in sorted(there[one] & there[two]):
            if load[slot] < given.tables and not {(one, slot), (two, slot)} & busy:
                meetings.append(Meeting(slot, load[slot], one, two))
                load[slot] += 1
                busy |= {(one, slot), (two, slot)}
                break
    return meetings


def full_model(given: Room) -> tuple[int, float, bool]:
    """Return the weight that the full model finds, how long it took, and whether it is proven."""
    began = time.perf_counter()
    there = {person.id: person.slots for person in given.people}
    worth = given.worth()
    pairs = sorted(worth, key=sorted)
    columns = [
        (pair, slot)
        for pair in pairs
        for slot in sorted(frozenset.intersection(*(there[one] for one in pair)))
    ]
    rows: dict[object, list[int]] = {}
    for number, (pair, slot) in enumerate(columns):
        for key in (pair, slot, *((one, slot) for one in pair)):
            rows.setdefault(key, []).append(number)
    most = [float(given.tables if isinstance(key, int) else 1) for key in rows]
    numbers = [number for row in rows.values() for number in row]
    starts = np.cumsum([0, *map(len, rows.values())])
    matrix = csr_array((np.ones(len(numbers)), numbers, starts), shape=(len(rows), len(columns)))
    found = milp(
        [-float(worth[pair]) for pair, _ in columns],
        integrality=np.ones(len(columns)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, -np.inf, most),
        options={"time_limit": FULL_SECONDS},
    )
    seconds = time.perf_counter() - began
    return round(-found.fun) if found.x is not None else 0, seconds, found.status == 0
