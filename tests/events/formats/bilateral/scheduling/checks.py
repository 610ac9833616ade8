"""What must hold of any plan, checked by code that shares nothing but words with the planner."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_array

from events.formats.bilateral.scheduling import Aim, Answer, Meeting, Person, Plan, Why, Wish

Pair = frozenset[str]


def worth_of(wishes: Iterable[Wish]) -> dict[Pair, int]:
    """What each pair is worth, going by the rules as they are told."""
    wishes = list(wishes)
    top = max([wish.priority for wish in wishes], default=0)
    one_way: dict[tuple[str, str], list[Wish]] = {}
    for wish in wishes:
        if wish.answer is not Answer.DECLINED:
            one_way.setdefault((wish.by, wish.to), []).append(wish)
    worth = {}
    for (by, to), said in one_way.items():
        accepted = [wish for wish in said if wish.answer is Answer.ACCEPTED]
        here = max(wish.priority for wish in accepted or said)
        back = one_way.get((to, by))
        if back:
            accepted_back = [wish for wish in back if wish.answer is Answer.ACCEPTED]
            there = max(wish.priority for wish in accepted_back or back)
            worth[frozenset((by, to))] = here + there + 2 * top
        elif accepted:
            worth[frozenset((by, to))] = here
    return worth


def lawful(meetings: Iterable[Meeting], people: Iterable[Person], slots: int, tables: int) -> None:
    """Nobody is double-booked or away, caps and tables hold, nobody meets the same twice."""
    by_id = {person.id: person for person in people}
    meetings = list(meetings)
    seats = Counter((meeting.slot, meeting.table) for meeting in meetings)
    assert not seats or max(seats.values()) == 1
    assert all(0 <= slot < slots and 0 <= table < tables for slot, table in seats)
    pairs = Counter(frozenset((meeting.one, meeting.two)) for meeting in meetings)
    assert not pairs or max(pairs.values()) == 1
    busy = Counter((one, m.slot) for m in meetings for one in (m.one, m.two))
    assert not busy or max(busy.values()) == 1
    assert all(slot in by_id[one].slots for one, slot in busy)
    for one, many in Counter(one for one, _ in busy).items():
        assert many <= by_id[one].cap


def satisfied(meetings: Iterable[Meeting], wishes: Iterable[Wish]) -> int:
    worth = worth_of(wishes)
    return sum(worth.get(frozenset((meeting.one, meeting.two)), 0) for meeting in meetings)


def reached(meetings: Iterable[Meeting]) -> int:
    """How many people have a meeting."""
    return len({one for meeting in meetings for one in (meeting.one, meeting.two)})


def greedy(
    people: Iterable[Person],
    wishes: Iterable[Wish],
    slots: int,
    tables: int,
    pinned: Sequence[Meeting] = (),
) -> list[Meeting]:
    """Plan as anybody would: the dearest first, each as early as it can be."""
    by_id = {person.id: person for person in people}
    plan = list(pinned)
    met = Counter(one for meeting in plan for one in (meeting.one, meeting.two))
    busy = {(one, meeting.slot) for meeting in plan for one in (meeting.one, meeting.two)}
    load = Counter(meeting.slot for meeting in plan)
    worth = worth_of(wishes)
    for pair in sorted(worth, key=lambda pair: (-worth[pair], sorted(pair))):
        if not pair <= by_id.keys() or any(pair == meeting.pair for meeting in plan):
            continue
        if any(met[one] >= by_id[one].cap for one in pair):
            continue
        for slot in range(slots):
            fits = all(slot in by_id[one].slots and (one, slot) not in busy for one in pair)
            if fits and load[slot] < tables:
                one, two = sorted(pair)
                plan.append(Meeting(slot, load[slot], one, two))
                load[slot] += 1
                busy |= {(one, slot), (two, slot)}
                met.update(pair)
                break
    return plan


def told_truly(
    plan: Plan, people: Iterable[Person], wishes: Iterable[Wish], slots: int, tables: int
) -> None:
    """Each wish has its meeting or a reason, one of them; and each reason is true."""
    by_id = {person.id: person for person in people}
    pairs = {meeting.pair for meeting in plan.meetings}
    busy = {(one, m.slot) for m in plan.meetings for one in (m.one, m.two)}
    met = Counter(one for one, _ in busy)
    load = Counter(meeting.slot for meeting in plan.meetings)
    wishes = set(wishes)
    worth = worth_of(wishes)
    left = {each.wish: each.why for each in plan.left_out}
    assert len(left) == len(plan.left_out)
    assert left.keys() == {wish for wish in wishes if frozenset((wish.by, wish.to)) not in pairs}
    for wish, why in left.items():
        two = [by_id.get(wish.by), by_id.get(wish.to)]
        there = [one.slots & frozenset(range(slots)) if one else frozenset[int]() for one in two]
        common = there[0] & there[1]
        free = {s for s in common if not {(wish.by, s), (wish.to, s)} & busy}
        capped = [
            bool(one) and met[one.id] >= one.cap and one.cap < len(slots_)
            for one, slots_ in zip(two, there, strict=True)
        ]
        stands = frozenset((wish.by, wish.to)) in worth
        truth: Mapping[Why, bool] = {
            Why.DECLINED: wish.answer is Answer.DECLINED,
            Why.UNANSWERED: wish.answer is Answer.OPEN and not stands,
            Why.AWAY: not there[0] or not there[1],
            Why.NO_COMMON_SLOT: bool(there[0]) and bool(there[1]) and not common,
            Why.YOUR_CAP: capped[0],
            Why.THEIR_CAP: capped[1],
            Why.TABLES_FULL: bool(free) and all(load[slot] >= tables for slot in free),
            Why.CROWDED: bool(common) and not free,
        }
        assert truth[why], (wish, why)
        # Nothing stands before it in the list that is true as well.
        assert why is next(each for each in Why if truth[each])


def most(
    people: Sequence[Person],
    wishes: Iterable[Wish],
    slots: int,
    tables: int,
    *,
    whole: bool,
    aim: Aim = Aim.MOST,
    pinned: Sequence[Meeting] = (),
) -> float:
    """The greatest weight there is, by the full model of pairs, slots and tables; HiGHS proves it.

    Without ``whole`` it is that of meetings in parts, which no plan can exceed. With the other aim
    it is how many people can have a meeting.
    """
    by_id = {person.id: person for person in people}
    worth = worth_of(wishes)
    pins = {meeting.pair: meeting.slot for meeting in pinned}
    columns = [
        (pair, slot)
        for pair, slot in product(sorted(worth.keys() | pins.keys(), key=sorted), range(slots))
        if pair <= by_id.keys() and all(slot in by_id[one].slots for one in pair)
    ]
    rows: dict[object, tuple[list[int], int]] = {}
    for number, (pair, slot) in enumerate(columns):
        keys = [(pair, 1), (slot, tables), *(((one, slot), 1) for one in pair)]
        keys += [(one, by_id[one].cap) for one in pair]
        for key, limit in keys:
            rows.setdefault(key, ([], limit))[0].append(number)
    marks = [person.id for person in people] if aim is Aim.NOBODY_LEFT_OUT else []
    size = len(columns) + len(marks)
    if not columns:
        return 0.0
    matrix = lil_array((len(rows) + len(marks), size))
    limits = []
    for row, (numbers, limit) in enumerate(rows.values()):
        matrix[row, numbers] = 1
        limits.append(limit)
    for index, one in enumerate(marks):
        matrix[len(rows) + index, [n for n, (pair, _) in enumerate(columns) if one in pair]] = -1
        matrix[len(rows) + index, len(columns) + index] = 1
        limits.append(0)
    low = [float(pins.get(pair) == slot) for pair, slot in columns] + [0.0] * len(marks)
    gain = [0.0 if marks else float(worth.get(pair, 0)) for pair, _ in columns] + [1.0] * len(marks)
    found = milp(
        -np.array(gain),
        integrality=np.full(size, int(whole)),
        bounds=Bounds(np.array(low), 1),
        constraints=LinearConstraint(matrix.tocsr(), -np.inf, np.array(limits, dtype=float)),
        options={"mip_rel_gap": 0.0},
    )
    assert found.success, found.message
    return -float(found.fun)
