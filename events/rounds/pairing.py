"""Who talks with whom: drawing the groups of Impromptu rounds. Pure.

What counts, the first word first: a block is never crossed; nobody meets the same person twice in
an event; the turns in a trio, or with the joker, go to those who had fewest; people who met at
earlier events or work together are kept apart, the more recent the stronger; visitors meet members
rather than one another, and who comes for the first time meets those who have come before. Each
yields only to those before it, and then as little as can be: a draw says what it broke, and why
nothing better exists, where that is proven.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from events.rounds.joining import join, part
from events.rounds.matching import EXACT_UP_TO, FIRST_TIMER, VISITOR, Costs, match
from events.rounds.odd import Found, match_odd
from events.rounds.ties import THIS_EVENT, Pair, Ties

# How often a plan of several rounds is begun anew when its last rounds ran into a wall.
_ATTEMPTS = 20
_SMALL = 16


class OddPolicy(StrEnum):
    """What to do with an odd number: one group of three, or an organiser who joins in."""

    TRIO = "trio"
    JOKER = "joker"


class Reason(StrEnum):
    """Why these people are together, the best reason first. It never betrays a block."""

    NEW = "new"
    FIRST_TIMERS = "first_timers"
    VISITORS = "visitors"
    COLLEAGUES = "colleagues"
    EARLIER = "earlier"
    AGAIN = "again"


class Proof(StrEnum):
    """Why what was broken could not be otherwise; the empty one where we don't know."""

    NONE = ""
    # All pairs that there could be were compared.
    EXACT = "exact"
    # Somebody has met so many that there aren't enough others for her table.
    PARTNERS = "partners"
    # There are fewer tables than people at one: two of them meet again wherever they go.
    TABLES = "tables"
    # More people of one organisation, or of a kind, than there are tables.
    HOUSES = "houses"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone to be drawn. ``odd_turns``: how often she was in a trio, with the joker, or at a
    table smaller than others so far; ``host_turns``: how often she kept a table.
    """

    id: str
    organisation: str = ""
    odd_turns: int = 0
    visitor: bool = False
    first_time: bool = False
    host_turns: int = 0

    @property
    def kind(self) -> int:
        return VISITOR * self.visitor | FIRST_TIMER * self.first_time


@dataclass(frozen=True, slots=True)
class Group:
    """A pair or a trio, and why; ``events_ago`` where the reason is that they met earlier."""

    members: tuple[str, ...]
    reason: Reason = Reason.NEW
    events_ago: int | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """Two people who should have been kept apart and are not."""

    rule: Reason
    pair: Pair
    events_ago: int | None = None


@dataclass(frozen=True, slots=True)
class Draw:
    """The groups of one round.

    ``sitting_out`` has those whom blocks or numbers left without a group. ``odd`` are those whose
    turn it was in a trio or with the joker. ``proven``: no draw breaks less.
    """

    groups: tuple[Group, ...]
    broken: tuple[Broken, ...] = ()
    sitting_out: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    joker: str | None = None
    proven: bool = True
    # Who stays where she is while the others go round, table by table.
    hosts: tuple[str, ...] = ()
    # Why what is broken could not be otherwise.
    proof: Proof = Proof.NONE

    @property
    def repeats(self) -> int:
        """How many pairs meet a second time in this event."""
        return sum(broken.rule is Reason.AGAIN for broken in self.broken)


def draw(
    people: Iterable[Person],
    ties: Ties,
    *,
    seed: int | str,
    policy: OddPolicy = OddPolicy.TRIO,
    joker: Person | None = None,
    keep: Iterable[Sequence[str]] = (),
    split: bool = False,
) -> Draw:
    """Draw the groups of one round; the same input and seed give the same draw.

    The joker need not be among ``people``: she plays where the policy says so and the number is
    odd, and rests otherwise. Groups in ``keep`` stay as they are, without those no longer among
    ``people``; only whoever is in none of them is drawn, and one alone, or two who met today, join
    a pair each, or with ``split`` rather make two pairs of a trio.
    """
    by_id = {person.id: person for person in people}
    if policy is not OddPolicy.JOKER:
        joker = None
    if joker is not None:
        by_id[joker.id] = joker
    kept = [tuple(one for one in group if one in by_id) for group in keep]
    kept = [group for group in kept if len(group) > 1]
    settled = {one for group in kept for one in group}
    wild = joker.id if joker is not None and joker.id not in settled else None
    free = sorted(by_id.keys() - settled - {wild})

    costs = costs_of(by_id.values(), ties)
    turns = {one: person.odd_turns for one, person in by_id.items()}
    # A draw must be repeatable, not secret.
    rng = random.Random(seed)  # noqa: S311
    proven = not kept and len(free) <= EXACT_UP_TO
    found: Found | None = None
    if len(free) % 2 and (wild or len(free) > 1):
        found, exhausted = match_odd(free, turns, costs, rng, joker=wild)
        proven = proven and exhausted
    if found is not None:
        made, left = [found.odd, *found.pairs], list(found.left)
    else:
        pairs, left, cost = match(free, costs, rng)
        made = list(pairs)
        proven = proven or cost == 0
    groups = [*kept, *made]
    if kept:
        groups = part(groups, made, turns, costs, bound=kept, split=split)
    # A pair that sits together already is parted only so that nobody stays alone.
    sitting_out = tuple(
        one
        for one in left
        if join(groups, one, turns, costs, bound=kept, split=split) is None
        and join(groups, one, turns, costs, split=split) is None
    )
    played = joker.id if joker and any(joker.id in group for group in groups) else None
    odd = tuple(
        one
        for group in groups
        if group not in kept and (len(group) > 2 or played in group)
        for one in group
        if one != played
    )
    described, broken = describe(groups, by_id, ties, costs)
    return Draw(
        groups=described,
        broken=broken,
        sitting_out=sitting_out,
        odd=odd,
        joker=played,
        proven=proven,
        proof=Proof.EXACT if broken and proven else Proof.NONE,
    )


def costs_of(people: Iterable[Person], ties: Ties) -> Costs:
    """Return what each pair of these people costs together."""
    organisations, kinds = {}, {}
    for person in people:
        organisations[person.id] = person.organisation
        if person.kind:
            kinds[person.id] = person.kind
    return Costs(organisations, ties, kinds)


def describe(
    groups: Iterable[tuple[str, ...]], by_id: Mapping[str, Person], ties: Ties, costs: Costs
) -> tuple[tuple[Group, ...], tuple[Broken, ...]]:
    """Return groups with their reasons, and all the rules they break."""
    described = [
        _describe(group, by_id, ties) if costs.within(group) else (Group(group), [])
        for group in groups
    ]
    return (
        tuple(group for group, _ in described),
        tuple(broken for _, all_broken in described for broken in all_broken),
    )


def plan(
    people: Iterable[Person],
    ties: Ties,
    *,
    rounds: int,
    seed: int | str,
    policy: OddPolicy = OddPolicy.TRIO,
    joker: Person | None = None,
) -> list[Draw]:
    """Draw several rounds ahead, so that the first don't spoil the last; ``ties`` stay as is."""
    everybody = list(people)
    best: list[Draw] = []
    lowest: tuple[int, int, int] | None = None
    for attempt in range(_ATTEMPTS if len(everybody) <= _SMALL else 1):
        known = ties.copy()
        present = everybody
        draws = []
        for number in range(rounds):
            drawn = draw(
                present, known, seed=f"{seed}/{attempt}/{number}", policy=policy, joker=joker
            )
            known.remember(group.members for group in drawn.groups)
            present = [
                replace(person, odd_turns=person.odd_turns + (person.id in drawn.odd))
                for person in present
            ]
            draws.append(drawn)
        turns = [person.odd_turns for person in present]
        score = (
            sum(len(drawn.sitting_out) for drawn in draws),
            sum(drawn.repeats for drawn in draws),
            max(turns, default=0) - min(turns, default=0),
        )
        if lowest is None or score < lowest:
            best, lowest = draws, score
        if lowest <= (0, 0, 1):
            break
    return best


def _describe(
    members: tuple[str, ...], by_id: Mapping[str, Person], ties: Ties
) -> tuple[Group, list[Broken]]:
    """Return a group with its reason, and the rules it breaks."""
    broken = []
    for one, two in combinations(members, 2):
        age = ties.age(one, two)
        if age == THIS_EVENT:
            broken.append(Broken(Reason.AGAIN, (one, two)))
        elif age is not None:
            broken.append(Broken(Reason.EARLIER, (one, two), age))
        elif by_id[one].organisation and by_id[one].organisation == by_id[two].organisation:
            broken.append(Broken(Reason.COLLEAGUES, (one, two)))
        elif by_id[one].visitor and by_id[two].visitor:
            broken.append(Broken(Reason.VISITORS, (one, two)))
        elif by_id[one].first_time and by_id[two].first_time:
            broken.append(Broken(Reason.FIRST_TIMERS, (one, two)))
    if not broken:
        return Group(members), broken
    ranks = list(Reason)
    worst = max(broken, key=lambda b: (ranks.index(b.rule), -(b.events_ago or 0)))
    return Group(members, worst.rule, worst.events_ago), broken
