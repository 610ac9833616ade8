"""What there is to count about guests: how they came in over time, and what they eat. Pure."""

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from events.guests.names import is_nothing
from networking.text import fold, squeeze

DAY: Final = dt.timedelta(days=1)
# What a picture of a course is drawn on; its frame scales it.
WIDTH: Final = 320
HEIGHT: Final = 120
# The steps a scale may count in, times a power of ten.
_STEPS: Final = (1, 2, 5)
_MOST_LINES: Final = 4


@dataclass(frozen=True)
class Line:
    """How many there were of one kind, at the end of each day of a course."""

    name: str
    counts: tuple[int, ...]

    @property
    def last(self) -> int:
        return self.counts[-1]

    def path(self, top: int) -> str:
        """Return its steps as an SVG path over `WIDTH` × `HEIGHT`, where `top` is the full height.

        The numbers rise at the day itself and stay between: a guest comes whole.
        """
        apart = WIDTH / max(1, len(self.counts) - 1)
        steps = [f"M0 {_height(self.counts[0], top)}"]
        for day, (before, count) in enumerate(zip(self.counts, self.counts[1:], strict=False), 1):
            if count != before:
                steps.append(f"H{day * apart:.4g}V{_height(count, top)}")
        return "".join([*steps, f"H{WIDTH}"])


@dataclass(frozen=True)
class Course:
    """How the numbers rose, day by day."""

    days: tuple[dt.date, ...]
    lines: tuple[Line, ...]

    @property
    def marks(self) -> tuple[int, ...]:
        """The heights worth a line behind the picture, the highest at its top."""
        most = max((line.last for line in self.lines), default=0)
        step = next(
            step * 10**power
            for power in range(9)
            for step in _STEPS
            if most <= step * 10**power * _MOST_LINES
        )
        return tuple(range(0, max(step, -(-most // step) * step) + 1, step))

    @property
    def top(self) -> int:
        return self.marks[-1]

    def rows(self) -> list[tuple[dt.date, tuple[int, ...]]]:
        """The days on which a number changed, with all the numbers: the picture as a table."""
        table = list(zip(*(line.counts for line in self.lines), strict=True))
        return [
            (day, numbers)
            for at, (day, numbers) in enumerate(zip(self.days, table, strict=True))
            if at == 0 or numbers != table[at - 1]
        ]


def course(dated: Mapping[str, Iterable[dt.date]], *, until: dt.date) -> Course | None:
    """Return how many of each kind there were by the end of each day, from the first to `until`.

    `dated` holds for each kind the day on which each one became so. Kinds without anybody are left
    out; what is dated after `until` counts on the last day. None where nobody is.
    """
    known = {name: sorted(days) for name, days in dated.items()}
    known = {name: days for name, days in known.items() if days}
    if not known:
        return None
    first = min(days[0] for days in known.values())
    last = max(until, *(days[-1] for days in known.values()))
    days = tuple(first + DAY * n for n in range((last - first).days + 1))
    lines = (
        Line(name, tuple(bisect_right(begun, day) for day in days)) for name, begun in known.items()
    )
    return Course(days, tuple(lines))


@dataclass(frozen=True)
class Diet:
    """What some guests eat, in the words most of them used."""

    words: str
    count: int
    people: tuple[str, ...]


def diets(said: Sequence[tuple[str, str]]) -> list[Diet]:
    """Group what guests (a name and a diet each) wrote, accents, case and dots aside.

    The most frequent first. Who wrote nothing, a dash or "none" eats what there is and is left out.
    """
    spelled: dict[str, Counter[str]] = {}
    people: dict[str, list[str]] = {}
    for name, diet in said:
        if is_nothing(diet):
            continue
        key = fold(diet)
        spelled.setdefault(key, Counter())[squeeze(diet)] += 1
        people.setdefault(key, []).append(name)
    groups = [
        Diet(words.most_common(1)[0][0], words.total(), tuple(people[key]))
        for key, words in spelled.items()
    ]
    return sorted(groups, key=lambda group: (-group.count, fold(group.words)))


def _height(count: int, top: int) -> str:
    return f"{HEIGHT - HEIGHT * count / top:.4g}"
