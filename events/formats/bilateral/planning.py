"""Planning exchanges from the database: who is here, who wishes to meet whom, what the log gets."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from events.agenda.formats import Scene
from events.agenda.log import Refused
from events.formats.bilateral import scheduling
from events.formats.bilateral.exchanges import Exchanges, pair_of
from events.formats.bilateral.scheduling import (
    Answer,
    Change,
    LeftOut,
    Meeting,
    Person,
    Refusal,
    Wish,
)
from events.formats.bilateral.settings import Settings
from events.guests.models import Registration
from events.rounds.people import checked_in
from events.wishes.wanted import wishes_of

# For these reasons a wish was left out though both were there and willing.
SETTLED = frozenset({"no_common_slot", "your_cap", "their_cap", "tables_full", "crowded"})


@dataclass(frozen=True, slots=True)
class Ready:
    """How many wishes there are among those who are here; ``open``: how many have no meeting."""

    wishes: int
    open: int


def here(scene: Scene, gone: Iterable[str]) -> list[Registration]:
    """Return who can be met: checked in, not only observing, and not gone."""
    left = {*gone}
    return [
        guest
        for guest in checked_in(scene.event)
        if not guest.observer and guest.public_id not in left
    ]


def ready(scene: Scene) -> Ready:
    """Return what there is to plan now."""
    state: Exchanges = scene.part.state
    present = {guest.public_id for guest in here(scene, state.gone)}
    known = {pair_of(each) for each in state.meetings}
    # Whose place was looked for in vain is open again only when something else changes.
    settled = {tuple(sorted((by, to))) for by, to, why in state.left_out if why in SETTLED}
    pairs = {
        tuple(sorted((wish.by, wish.to)))
        for wish in wishes_of(scene.event)
        if (wish.state == Answer.ACCEPTED or wish.mutual) and {wish.by, wish.to} <= present
    }
    return Ready(len(pairs), len(pairs - known - settled))


def prepared(scene: Scene, verb: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a command says once it is decided; raises `Refused` where it makes no sense."""
    state: Exchanges = scene.part.state
    guest = payload.get("guest")
    match verb:
        case "plan" | "replan":
            if not ready(scene).wishes:
                raise Refused("no_wishes")
            return _planned(scene, state.gone)
        case "absent":
            if guest not in [each.public_id for each in here(scene, state.gone)]:
                raise Refused("no_such_guest")
            return {"guest": guest, **_again(scene, [*state.gone, str(guest)])}
        case "here":
            if guest not in state.gone:
                raise Refused("no_such_guest")
            return {"guest": guest, **_again(scene, [each for each in state.gone if each != guest])}
        case "move":
            return _moved(scene, payload)
        case "held":
            pair = payload.get("pair")
            if pair not in [list(pair_of(each)) for each in state.meetings]:
                raise Refused("no_such_meeting")
            return {"pair": pair, "held": payload.get("held") is True}
    raise Refused("unknown_command")


def _again(scene: Scene, gone: Sequence[str]) -> dict[str, Any]:
    """Plan anew because somebody left or came back; nothing where nothing was planned yet."""
    return _planned(scene, gone) if scene.part.state.planned else {}


def _planned(scene: Scene, gone: Sequence[str]) -> dict[str, Any]:
    """Plan, or plan anew only what must change: what has begun or was announced stays."""
    state: Exchanges = scene.part.state
    settings, moment = Settings.of(scene.part.plan.options), scene.moment
    slots = settings.slots(moment.length)
    begun = range(min(_first_open(scene), slots))
    if len(begun) == slots:
        raise Refused("all_begun")
    present = {guest.public_id for guest in here(scene, gone)}
    result = scheduling.replan(
        state.meetings,
        _people(scene, present),
        _wishes(scene),
        slots=slots,
        tables=settings.seats(len(present)),
        # What has begun, and what people are on their way to.
        frozen_slots=range(len(begun) + 1) if state.planned else begun,
        closed_slots=begun,
        pinned=state.fixed(),
        aim=settings.aim,
        seed=secrets.token_hex(8),
    )
    changes = result.changes if state.planned else ()
    return _to_json(result.plan.meetings, result.plan.left_out, changes)


def _moved(scene: Scene, payload: Mapping[str, Any]) -> dict[str, Any]:
    """Put a meeting elsewhere, or exchange it with the one that is there; both stay there then."""
    state: Exchanges = scene.part.state
    settings = Settings.of(scene.part.plan.options)
    slot, table, to_slot, to_table = _numbers(payload)
    if min(slot, to_slot) < _first_open(scene):
        raise Refused("has_begun")
    at = {(each.slot, each.table): each for each in state.meetings}
    if (slot, table) not in at:
        raise Refused("no_such_meeting")
    moving, there = at[slot, table], at.get((to_slot, to_table))
    present = {guest.public_id for guest in here(scene, state.gone)}
    used = max((each.table + 1 for each in state.meetings), default=0)
    hall: dict[str, Any] = {
        "people": _people(scene, present),
        "slots": settings.slots(scene.moment.length),
        "tables": max(settings.seats(len(present)), used),
    }
    if there is None:
        dragged = scheduling.move(state.meetings, moving, slot=to_slot, table=to_table, **hall)
    else:
        dragged = scheduling.swap(state.meetings, moving, there, **hall)
    if isinstance(dragged, Refusal):
        raise Refused(f"breaks_{dragged.rule}")
    changes = scheduling.differences(state.meetings, dragged)
    pinned = [list(pair_of(change.after)) for change in changes if change.after]
    left_out = [list(each) for each in state.left_out]
    return {**_to_json(dragged, (), changes), "left_out": left_out, "pinned": pinned}


def _numbers(payload: Mapping[str, Any]) -> list[int]:
    """Return which slot and table, and to which; what comes from a client is not to be trusted."""
    numbers = [payload.get(name) for name in ("slot", "table", "to_slot", "to_table")]
    good = [number for number in numbers if type(number) is int]
    if len(good) < len(numbers):
        raise Refused("unknown_command")
    return good


def _first_open(scene: Scene) -> int:
    """Return the first slot that can still be filled."""
    moment = scene.moment
    if not moment.elapsed:
        return 0
    return Settings.of(scene.part.plan.options).first_open(moment.elapsed)


def _people(scene: Scene, present: Iterable[str]) -> list[Person]:
    """Return everybody: who is here from now on, and all in the slots that have begun."""
    settings = Settings.of(scene.part.plan.options)
    slots = settings.slots(scene.moment.length)
    begun = range(min(_first_open(scene), slots))
    names = scene.event.registrations.confirmed().values_list("public_id", flat=True)
    now = {*present}
    return [
        Person(name, frozenset(range(slots) if name in now else begun), settings.cap or slots)
        for name in names
    ]


def _wishes(scene: Scene) -> list[Wish]:
    return [Wish(each.by, each.to, answer=Answer(each.state)) for each in wishes_of(scene.event)]


def _to_json(
    meetings: Iterable[Meeting], left_out: Iterable[LeftOut], changes: Iterable[Change]
) -> dict[str, Any]:
    return {
        "meetings": [[each.slot, each.table, each.one, each.two] for each in meetings],
        "left_out": [[each.wish.by, each.wish.to, each.why.value] for each in left_out],
        "changes": [_change(change) for change in changes],
    }


def _change(change: Change) -> list[Any]:
    """Return what became of whom: from which slot and table to which."""
    whose = change.after or change.before
    assert whose is not None
    old, new = change.before, change.after
    return [
        change.kind.value,
        whose.one,
        whose.two,
        [old.slot, old.table] if old else None,
        [new.slot, new.table] if new else None,
    ]
