"""What each face of a live event shows of the round table."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from events.agenda.clock import ZERO, Planned
from events.agenda.formats import Button, Scene
from events.directory.cards import Card
from events.formats.round_table import presence, queue
from events.formats.round_table.order import Order
from events.formats.round_table.queue import Queue, Seat, Turn
from events.formats.round_table.words import ORDERS

DEFAULT_TURN_SECONDS: Final = 60
_MINUTE: Final = dt.timedelta(minutes=1)
# What was saved or lost is said in steps that one can take in at a glance.
_STEP: Final = dt.timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Row:
    """A place in the queue. ``up`` and ``down`` name before whom she stands if she is moved."""

    seat: Seat
    card: Card | None
    up: str | None = None
    down: str | None = None


def turn_seconds(segment: Planned) -> int:
    """Return how long the organiser wants each to speak."""
    return int(segment.options.get("turn_seconds", DEFAULT_TURN_SECONDS))


def console(scene: Scene) -> dict[str, Any]:
    """Return who speaks, who waits and in which order, and what can be done about it."""
    state: Queue = scene.part.state
    shared = {"expected": presence.expected(scene.event)}
    if not state.opened:
        return {**shared, **_before_the_first_turn(scene)}
    cards = presence.cards(scene.event, [seat.guest for seat in state.seats])
    over = [seat for seat in state.seats if seat.turn is not Turn.WAITING]
    waiting = [seat for seat in state.seats if seat.turn is Turn.WAITING]
    rest = state.rest(scene.moment.elapsed)
    beyond = rest - scene.part.anchor(scene.now).remaining(scene.now)
    saved = round(state.saved / _STEP) * _STEP
    return {
        **shared,
        **_named(scene, cards),
        "waiting": _rows(waiting, cards),
        "over": [Row(seat, cards.get(seat.guest)) for seat in over],
        "saved": max(saved, ZERO),
        "lost": max(-saved, ZERO),
        "everybody_at": scene.now + rest if rest and scene.moment.running else None,
        "beyond": -(-beyond // _MINUTE) if rest else 0,
    }


def screen(scene: Scene) -> dict[str, Any]:
    """Return who speaks and who is next, as they agreed to be seen."""
    state: Queue = scene.part.state
    shown = [seat.guest for seat in (state.speaking, state.following) if seat]
    return _named(scene, presence.cards(scene.event, shown))


def phone(scene: Scene) -> dict[str, Any]:
    """Return where the viewer stands in the queue."""
    state: Queue = scene.part.state
    seat = scene.viewer and state.seat(scene.viewer.public_id)
    if not seat:
        return {}
    wait = state.wait(seat.guest, scene.moment.elapsed)
    ahead = state.ahead(seat.guest)
    mine = state.spoken + 1 if seat.turn is Turn.SPEAKING else None
    return {
        "mine": seat,
        "number": mine if ahead is None else state.spoken + ahead + 1,
        "ahead": ahead,
        "minutes": None if wait is None else max(1, round(wait / _MINUTE)),
    }


def way_back(scene: Scene) -> Button | None:
    """Return the way on when everybody has spoken: to where we were, if we came back for somebody.

    Where that part has had its time, it is the one after it.
    """
    parts = scene.state.parts
    furthest = max(i for i, part in enumerate(parts) if part.began_at is not None)
    if furthest <= scene.state.index:
        return None
    left = parts[furthest].anchor(scene.now).remaining(scene.now)
    after = [part for part in parts[furthest + 1 :] if not part.skipped]
    to = parts[furthest] if left > ZERO or not after else after[0]
    words = _("On to “%(title)s”") % {"title": to.plan.title}
    return Button("go", words, "forward", {"segment": to.plan.id})


def _before_the_first_turn(scene: Scene) -> dict[str, Any]:
    """Count: do those present fit? If not, what could be done about it, before anybody spoke?"""
    line = presence.line_up(scene.event, scene.part.state, scene.part.plan)
    count = len(line)
    turn = dt.timedelta(seconds=turn_seconds(scene.part.plan))
    available = scene.part.anchor(scene.now).remaining(scene.now)
    missing = queue.needed(count, turn) - available
    fits = missing <= ZERO
    missing_minutes = -(-missing // _MINUTE)
    shorter = None if fits else queue.fitting(count, available)
    state: Queue = scene.part.state
    return {
        "present": count,
        "turn": turn.seconds,
        "needed": queue.needed(count, turn),
        "fits": fits,
        "shorter": shorter and shorter.seconds,
        "missing_minutes": missing_minutes,
        "missing_seconds": 60 * missing_minutes,
        "lender": scene.state.next,
        "orders": _orders(scene, state),
        "order": presence.order_of(state, scene.part.plan).value,
        "by_hand": bool(state.seats),
        "waiting": _rows([Seat(guest) for guest in line], presence.cards(scene.event, line)),
    }


def _orders(scene: Scene, state: Queue) -> dict[str, Any]:
    """By table only where there are tables, or where it is so already."""
    there_are = presence.has_tables(scene.event)
    if there_are or presence.order_of(state, scene.part.plan) is Order.TABLE:
        return dict(ORDERS)
    return {key: label for key, label in ORDERS.items() if key != Order.TABLE}


def _named(scene: Scene, cards: dict[str, Card]) -> dict[str, Any]:
    """Return who speaks and who follows, and whether they do so as members or as visitors."""
    state: Queue = scene.part.state
    called = [seat.guest if seat else "" for seat in (state.speaking, state.following)]
    named: dict[str, Any] = {
        "speaker": cards.get(called[0]),
        "following": cards.get(called[1]),
    }
    if scene.part.plan.options.get("members_first"):
        members = presence.members(scene.event, called)
        named["round"] = "members" if (called[0] or called[1]) in members else "visitors"
        named["visitors_next"] = called[0] in members and called[1] not in {"", *members}
    return named


def _rows(waiting: Sequence[Seat], cards: dict[str, Card]) -> list[Row]:
    # One down is before the one after the next; before nobody is at the end.
    guests = [None, *(seat.guest for seat in waiting), "", None]
    return [
        Row(
            seat,
            cards.get(seat.guest),
            up=guests[place - 1],
            down=guests[place + 2] if place < len(waiting) else None,
        )
        for place, seat in enumerate(waiting, start=1)
    ]
