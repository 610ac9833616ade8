"""Who speaks when. Pure: guests are opaque names, times are readings of the segment's own clock.

Once the first turn has begun every turn has the same length, to the last one: the late and the
last are not penalised.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from events.agenda.clock import ZERO
from events.agenda.log import Refused

# Between two turns: a chair moves, somebody thanks.
BETWEEN = dt.timedelta(seconds=5)
SHORTEST = dt.timedelta(seconds=15)
LONGEST = dt.timedelta(seconds=300)
# An equal shorter turn is a number one can announce.
STEP = dt.timedelta(seconds=5)


class Turn(StrEnum):
    WAITING = "waiting"
    SPEAKING = "speaking"
    DONE = "done"
    PASSED = "passed"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Seat:
    """A guest's place in the queue; ``spoke`` is how long the turn really took."""

    guest: str
    turn: Turn = Turn.WAITING
    spoke: dt.timedelta = ZERO


@dataclass(frozen=True, slots=True)
class Queue:
    """The round table. Before it is opened it has no turn, and seats only if they were lined up.

    ``order`` and ``seed`` are what the facilitator asked for before the first turn; empty, it is
    as the organiser set it. ``taps`` are the check-ins that were made from here.
    """

    turn: dt.timedelta = ZERO
    seats: tuple[Seat, ...] = ()
    began: dt.timedelta = ZERO
    order: str = ""
    seed: str = ""
    taps: frozenset[str] = frozenset()

    @property
    def opened(self) -> bool:
        return self.turn > ZERO

    @property
    def speaking(self) -> Seat | None:
        return self._first(Turn.SPEAKING)

    @property
    def following(self) -> Seat | None:
        """Who speaks next."""
        return self._first(Turn.WAITING)

    @property
    def finished(self) -> bool:
        return self.opened and self.speaking is None and self.following is None

    @property
    def spoken(self) -> int:
        """How many have had their turn, or gave it up."""
        return sum(seat.turn in {Turn.DONE, Turn.PASSED} for seat in self.seats)

    @property
    def left(self) -> int:
        """How many are still to speak, the one speaking left out."""
        return sum(seat.turn is Turn.WAITING for seat in self.seats)

    @property
    def number(self) -> int:
        """Which turn this is, counted from 1."""
        return self.spoken + (self.speaking is not None)

    @property
    def total(self) -> int:
        """How many turns there are; whoever is absent has none."""
        return sum(seat.turn is not Turn.ABSENT for seat in self.seats)

    @property
    def saved(self) -> dt.timedelta:
        """What the turns so far took less than a turn and its five seconds; negative when more."""
        over = [seat for seat in self.seats if seat.turn in {Turn.DONE, Turn.PASSED}]
        return needed(len(over), self.turn) - sum((seat.spoke for seat in over), ZERO)

    def rest(self, elapsed: dt.timedelta) -> dt.timedelta:
        """Return what those still to speak, and the one speaking, need from here on."""
        speaking = self.turn + BETWEEN - (elapsed - self.began) if self.speaking else ZERO
        return max(speaking, ZERO) + needed(self.left, self.turn)

    def seat(self, guest: str) -> Seat | None:
        return next((seat for seat in self.seats if seat.guest == guest), None)

    def ahead(self, guest: str) -> int | None:
        """How many are before a waiting guest, the speaker included; None if she isn't waiting."""
        waiting = [seat.guest for seat in self.seats if seat.turn is Turn.WAITING]
        if guest not in waiting:
            return None
        return waiting.index(guest) + (self.speaking is not None)

    def wait(self, guest: str, elapsed: dt.timedelta) -> dt.timedelta | None:
        """Return how long a waiting guest has to wait, at the clock's reading ``elapsed``."""
        ahead = self.ahead(guest)
        if ahead is None:
            return None
        used = min(elapsed - self.began, self.turn) if self.speaking else ZERO
        return ahead * (self.turn + BETWEEN) - used

    def _first(self, turn: Turn) -> Seat | None:
        return next((seat for seat in self.seats if seat.turn is turn), None)


def needed(guests: int, turn: dt.timedelta) -> dt.timedelta:
    """Return the time a whole round takes."""
    return guests * (turn + BETWEEN)


def fitting(guests: int, available: dt.timedelta) -> dt.timedelta | None:
    """Return the longest equal turn with which all fit, or nothing if that would be no turn."""
    if not guests:
        return None
    turn = (available / guests - BETWEEN) // STEP * STEP
    return min(turn, LONGEST) if turn >= SHORTEST else None


def open_round(queue: Queue, turn: dt.timedelta, at: dt.timedelta) -> Queue:
    """Begin: the first of those lined up speaks."""
    if queue.opened:
        raise Refused("already_open")
    if not SHORTEST <= turn <= LONGEST:
        raise Refused("no_such_turn")
    if not queue.seats:
        raise Refused("nobody_here")
    return _call(replace(queue, turn=turn), at)


def choose(queue: Queue, order: str, seed: str) -> Queue:
    """Ask for an order, before the first turn; whatever was moved by hand is forgotten."""
    if queue.opened:
        raise Refused("already_open")
    return replace(queue, order=order, seed=seed, seats=())


def line_up(queue: Queue, guests: Iterable[str]) -> Queue:
    """Seat these before the first turn, nobody speaking yet. Each is in the queue once."""
    return replace(queue, seats=tuple(Seat(guest) for guest in dict.fromkeys(guests)))


def move(queue: Queue, guest: str, before: str) -> Queue:
    """Let a waiting guest speak before another one; before nobody (empty) is at the end."""
    waiting = {seat.guest: seat for seat in queue.seats if seat.turn is Turn.WAITING}
    if guest not in waiting or guest == before or (before and before not in waiting):
        raise Refused("no_such_guest")
    seats = [seat for seat in queue.seats if seat.guest != guest]
    place = seats.index(waiting[before]) if before else len(seats)
    return replace(queue, seats=(*seats[:place], waiting[guest], *seats[place:]))


def call(queue: Queue, guest: str) -> Queue:
    """Who passed would like to speak after all: at the end."""
    seat = queue.seat(guest)
    if seat is None or seat.turn is not Turn.PASSED:
        raise Refused("no_such_guest")
    others = tuple(other for other in queue.seats if other.guest != guest)
    return replace(queue, seats=(*others, Seat(guest)))


def welcomed(queue: Queue, tap: str) -> Queue:
    """Remember a check-in that was made from here, so that it can be taken back with its tap."""
    return replace(queue, taps=queue.taps | {tap})


def following(queue: Queue, at: dt.timedelta) -> Queue:
    """The turn is over; the next one speaks, if there is one."""
    if queue.speaking is None and queue.following is None:
        raise Refused("round_is_over")
    return _call(_end(queue, Turn.DONE, at), at)


def give_up(queue: Queue, turn: Turn, at: dt.timedelta, guest: str | None = None) -> Queue:
    """The speaker, or a guest still waiting, passes or turns out to be absent."""
    seat = queue.speaking if guest is None else queue.seat(guest)
    if seat is None or seat.turn not in {Turn.SPEAKING, Turn.WAITING}:
        raise Refused("no_such_guest")
    if seat.turn is Turn.SPEAKING:
        return _call(_end(queue, turn, at), at)
    return _with(queue, replace(seat, turn=turn))


def back(queue: Queue, at: dt.timedelta) -> Queue:
    """The one before speaks again, with a whole turn; the speaker waits, first in line."""
    speaker = queue.speaking
    earlier = queue.seats[: queue.seats.index(speaker)] if speaker else queue.seats
    before = [seat for seat in earlier if seat.turn in {Turn.DONE, Turn.PASSED}]
    if not before:
        raise Refused("first_turn")
    if speaker is not None:
        queue = _with(queue, replace(speaker, turn=Turn.WAITING))
    return replace(_with(queue, replace(before[-1], turn=Turn.SPEAKING, spoke=ZERO)), began=at)


def arrive(queue: Queue, guest: str) -> Queue:
    """Somebody takes the train in motion and speaks at the end. Arriving twice is arriving once."""
    seat = queue.seat(guest)
    if seat is not None and seat.turn is not Turn.ABSENT:
        return queue
    others = tuple(other for other in queue.seats if other.guest != guest)
    return replace(queue, seats=(*others, Seat(guest)))


def _end(queue: Queue, turn: Turn, at: dt.timedelta) -> Queue:
    seat = queue.speaking
    if seat is None:
        return queue
    return _with(queue, replace(seat, turn=turn, spoke=at - queue.began))


def _call(queue: Queue, at: dt.timedelta) -> Queue:
    seat = queue.following
    if seat is None:
        return queue
    return replace(_with(queue, replace(seat, turn=Turn.SPEAKING)), began=at)


def _with(queue: Queue, changed: Seat) -> Queue:
    seats = tuple(changed if seat.guest == changed.guest else seat for seat in queue.seats)
    return replace(queue, seats=seats)
