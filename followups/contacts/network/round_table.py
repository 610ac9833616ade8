"""Where people sit at the round table of one's network, seen from above. Pure.

I am in the middle; around me the groups (where I met people, else where they live), each with its
number; at the edge the people. Few sit in one row and bear their names; more in rows of seats;
past `MOST_SEATS` each group is one plate, as wide as it is large. Lengths are those of the drawing,
angles go clockwise from noon. The same people give the same picture.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

MOST_NAMED: Final = 60
MOST_SEATS: Final = 600
MOST_GROUPS: Final = 16
# Names are cut after so many letters.
LONGEST: Final = 24

_ME: Final = 44.0
_NUMBERS: Final = 118.0
_INNER: Final = 160.0
_LINE: Final = 21.0
_LABEL: Final = 205.0
_PLATE: Final = 74.0
# What each group gets of the round whatever its size, as a part of an equal share, so that its
# number has room.
_EQUAL: Final = 0.55
_GAP: Final = 0.05
_TAU: Final = 2 * math.pi


class How(Enum):
    """What ties somebody to me."""

    EVENT = "event"
    INTRODUCED = "introduced"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody at the table: the group she sits with, and what ties her to me."""

    id: int
    name: str
    group: str
    how: How = How.OTHER


class Kind(Enum):
    """What ties two people to each other: I introduced them, or one brought me the other."""

    MINE = "mine"
    BROUGHT = "brought"


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie between two of them."""

    first: int
    second: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Seat:
    """Where somebody sits. With `named` her name stands outside, turned by `turn` degrees."""

    guest: Guest
    x: float
    y: float
    named: bool = False
    turn: float = 0.0
    # On the left the name ends at its seat, so that none stands on its head.
    is_left: bool = False

    @property
    def name(self) -> str:
        """The name as there is room for it."""
        said = self.guest.name
        return said if len(said) <= LONGEST else said[: LONGEST - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Sector:
    """A group's part of the round: its number, where that stands, and its arc as a path."""

    number: int
    group: str
    count: int
    begin: float
    end: float
    x: float
    y: float
    # From my place to the number.
    spoke: tuple[float, float, float, float]
    arc: str
    # Where the count stands on a plate.
    plate: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Chord:
    """A tie as it is drawn; `weight` says how many there are between two plates."""

    path: str
    kind: Kind
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """The whole picture; it reaches from -`half` to `half` both ways."""

    half: float
    me: float
    sectors: tuple[Sector, ...]
    seats: tuple[Seat, ...]
    chords: tuple[Chord, ...]

    @property
    def width(self) -> float:
        """From one edge to the other."""
        return 2 * self.half

    @property
    def is_named(self) -> bool:
        """Whether everybody bears her name."""
        return bool(self.seats) and self.seats[0].named


def gathered(groups: Sequence[str], *, rest: str) -> dict[str, str]:
    """Return under which group each stands once only the largest are kept; `rest` takes the others.

    The order of `groups` (one entry a person) decides between two of one size.
    """
    counts = Counter(groups)
    if len(counts) <= MOST_GROUPS:
        return {group: group for group in counts}
    kept = {group for group, _count in counts.most_common() if group != rest}
    kept = set([group for group, _ in counts.most_common() if group in kept][: MOST_GROUPS - 1])
    return {group: group if group in kept else rest for group in counts}


def lay(guests: Sequence[Guest], ties: Iterable[Tie] = ()) -> Table:
    """Seat people, group by group in the order in which groups first come.

    There are `MOST_GROUPS` at most (`gathered`). Ties to people who aren't there are left out.
    """
    members: dict[str, list[Guest]] = {}
    for guest in guests:
        members.setdefault(guest.group, []).append(guest)
    if len(members) > MOST_GROUPS:
        raise ValueError("Gather the groups first.")
    angles = _angles([len(each) for each in members.values()])
    seats: list[Seat] = []
    outer = _INNER
    if len(guests) <= MOST_NAMED:
        outer = _named(list(members.values()), angles, seats)
    elif len(guests) <= MOST_SEATS:
        outer = _rows(list(members.values()), angles, seats)
    plates = len(guests) > MOST_SEATS
    sectors = tuple(
        _sector(at + 1, group, len(people), angles[at], plates=plates)
        for at, (group, people) in enumerate(members.items())
    )
    room = {True: _PLATE + 40, False: 24.0}[plates] if not (seats and seats[0].named) else _LABEL
    places = (
        {guest.id: (sector.x, sector.y) for sector in sectors for guest in members[sector.group]}
        if plates
        else {seat.guest.id: (seat.x, seat.y) for seat in seats}
    )
    return Table(round(outer + room, 1), _ME, sectors, tuple(seats), _chords(ties, places))


def _angles(counts: Sequence[int]) -> list[tuple[float, float]]:
    """Where each group begins and ends."""
    if not counts:
        return []
    equal = _EQUAL * len(counts) / MOST_GROUPS if len(counts) > 1 else 0.0
    total, at, found = sum(counts), 0.0, []
    for count in counts:
        wide = _TAU * (equal / len(counts) + (1 - equal) * count / total)
        found.append((at, at + wide))
        at += wide
    return found


def _named(
    groups: Sequence[Sequence[Guest]], angles: Sequence[tuple[float, float]], seats: list[Seat]
) -> float:
    """Seat all in one row, far enough out that no name touches the next; return how far."""
    far = _INNER
    for people, (begin, end) in zip(groups, angles, strict=True):
        far = max(far, (len(people) * _LINE) / (end - begin - _gap(angles)))
    for people, (begin, end) in zip(groups, angles, strict=True):
        wide = end - begin - _gap(angles)
        for at, guest in enumerate(people):
            angle = begin + _gap(angles) / 2 + wide * (at + 0.5) / len(people)
            x, y = _point(angle, far)
            left = math.pi < angle % _TAU < _TAU
            turn = math.degrees(angle) - 90 + (180 if left else 0)
            seats.append(Seat(guest, x, y, named=True, turn=round(turn, 2), is_left=left))
    return far


def _rows(
    groups: Sequence[Sequence[Guest]], angles: Sequence[tuple[float, float]], seats: list[Seat]
) -> float:
    """Seat each group in as many rows as it needs; return how far out the last one is."""
    step = 19.0 if sum(map(len, groups)) <= 250 else 15.0
    far = _INNER
    for people, (begin, end) in zip(groups, angles, strict=True):
        wide, radius, left = end - begin - _gap(angles), _INNER, list(people)
        while left:
            fit = max(1, int(wide * radius / step))
            row, left = left[:fit], left[fit:]
            for at, guest in enumerate(row):
                angle = begin + _gap(angles) / 2 + wide * (at + 0.5) / len(row)
                seats.append(Seat(guest, *_point(angle, radius)))
            far = max(far, radius)
            radius += step
    return far


def _sector(
    number: int, group: str, count: int, angles: tuple[float, float], *, plates: bool
) -> Sector:
    begin, end = angles
    whole = end - begin > _TAU - 0.001
    middle = 0.0 if whole else (begin + end) / 2
    x, y = _point(middle, _NUMBERS)
    spoke = (*_point(middle, _ME), *_point(middle, _NUMBERS - 13))
    pad = 0.0005 if whole else _GAP / 2
    radius = _INNER + _PLATE / 2 if plates else _INNER - 18
    return Sector(
        number,
        group,
        count,
        round(begin, 4),
        round(end, 4),
        x,
        y,
        spoke,
        _arc(begin + pad, end - pad, radius),
        _point(middle, _INNER + _PLATE + 26) if plates else None,
    )


def _chords(ties: Iterable[Tie], places: Mapping[int, tuple[float, float]]) -> tuple[Chord, ...]:
    """Ties bend towards the middle, and pass beside me; those between the same places are one."""
    drawn: Counter[tuple[str, Kind]] = Counter()
    for tie in ties:
        one, other = places.get(tie.first), places.get(tie.second)
        if one is None or other is None or one == other:
            continue
        (x, y), (u, v) = sorted((one, other))
        bend = (round((x + u) * 0.22, 1), round((y + v) * 0.22, 1))
        drawn[f"M{x} {y}Q{bend[0]} {bend[1]} {u} {v}", tie.kind] += 1
    return tuple(Chord(path, kind, weight) for (path, kind), weight in drawn.items())


def _gap(angles: Sequence[tuple[float, float]]) -> float:
    return _GAP if len(angles) > 1 else 0.0


def _point(angle: float, radius: float) -> tuple[float, float]:
    return round(math.sin(angle) * radius, 1), round(-math.cos(angle) * radius, 1)


def _arc(begin: float, end: float, radius: float) -> str:
    (x, y), (u, v) = _point(begin, radius), _point(end, radius)
    large = int(end - begin > math.pi)
    return f"M{x} {y}A{radius} {radius} 0 {large} 1 {u} {v}"
