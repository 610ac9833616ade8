"""One round: who sits where, what it asks, when it ran."""

import datetime as dt
from dataclasses import dataclass
from itertools import combinations

from events.agenda.clock import Moment
from events.rounds import steps
from events.rounds.steps import Step
from events.rounds.tables import Table


@dataclass(frozen=True, slots=True)
class Round:
    """One round: who sits where, and when it ran. ``left_over`` are those who found no table."""

    number: int
    question: str
    tables: tuple[Table, ...]
    left_over: tuple[str, ...] = ()
    joker: str | None = None
    # Who stays while the others go round, and why what was broken could not be otherwise.
    hosts: tuple[str, ...] = ()
    proof: str = ""
    steps: tuple[Step, ...] = ()
    began: dt.timedelta | None = None
    stopped: dt.timedelta | None = None
    # Tables whose people meet in another online room than the one of the same number.
    rooms: tuple[tuple[int, int], ...] = ()
    # What is asked together with the question.
    second: str = ""

    @property
    def asked(self) -> tuple[str, ...]:
        """The keys of what it asks, one or two."""
        return tuple(key for key in (self.question, self.second) if key)

    @property
    def largest(self) -> int:
        """How many sit at its largest table."""
        return max((len(table.guests) for table in self.tables), default=0)

    @property
    def guests(self) -> set[str]:
        return {guest for table in self.tables for guest in table.guests}

    @property
    def has_trio(self) -> bool:
        return any(len(table.guests) > 2 for table in self.tables)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Who talks with whom, a trio being three pairs."""
        return [pair for table in self.tables for pair in combinations(table.guests, 2)]

    @property
    def odd(self) -> list[str]:
        """Those who had their turn in a trio, or as the joker's partner."""
        return [
            guest
            for table in self.tables
            if len(table.guests) > 2 or self.joker in table.guests
            for guest in table.guests
            if guest != self.joker
        ]

    def table_of(self, guest: str) -> Table | None:
        return next((table for table in self.tables if guest in table.guests), None)

    def room_of(self, table: Table) -> int:
        """The number of the online room a table meets in."""
        return dict(self.rooms).get(table.number, table.number)

    def table_in(self, room: int) -> Table | None:
        """The table that meets in an online room."""
        return next((table for table in self.tables if self.room_of(table) == room), None)

    def end(self) -> dt.timedelta | None:
        """Return when it ends, or ended; nothing before it began."""
        if self.began is None:
            return None
        whole = self.began + steps.duration(self.steps)
        return whole if self.stopped is None else min(whole, self.stopped)

    def is_on(self, elapsed: dt.timedelta) -> bool:
        end = self.end()
        return end is not None and elapsed < end

    def talked(self, moment: Moment) -> bool:
        """Whether people have met in it: it is over, or was left, after they began to talk."""
        if self.began is None or (moment.current and self.is_on(moment.elapsed)):
            return False
        lasted = min(self.end() or moment.elapsed, moment.elapsed) - self.began
        return lasted > self.steps[0].length
