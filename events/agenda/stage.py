"""What each of the four faces of a live event shows: everything a template needs, and no more."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from events.agenda import log
from events.agenda.clock import ZERO, Part, State, Status, ms
from events.agenda.formats import FORMATS, Button, Scene, View
from events.agenda.log import Entry, Policy, Refused
from events.agenda.reading import Reading
from events.agenda.remarks.listening import fetched_when
from events.guests.models import Registration

# What the console offers to add when one minute is not enough.
LONGER_MINUTES = 5
# What was whispered to the speaker is the facilitator's business for so long.
REMEMBERED = dt.timedelta(minutes=10)
SECOND = dt.timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Line:
    """A segment on the list: planned or real hours, and where it stands."""

    part: Part
    starts_at: dt.datetime
    ends_at: dt.datetime
    stands: str
    # Nothing is planned for this long before it: it waits for its fixed start.
    free: dt.timedelta = ZERO

    @property
    def pushed(self) -> dt.timedelta:
        """How long after its fixed start it will begin; nothing once it has begun."""
        fixed = self.part.plan.not_before
        if fixed is None or self.stands != "coming":
            return ZERO
        return max(self.starts_at - fixed, ZERO)

    @property
    def length(self) -> dt.timedelta:
        """What it really took, once it is over; before, what it has."""
        return self.ends_at - self.starts_at if self.stands == "done" else self.part.length


@dataclass(frozen=True, slots=True)
class Effect:
    """What a command would do, found by doing it to a copy."""

    policy: Policy
    ends_at: dt.datetime
    late: dt.timedelta
    shortened: list[tuple[Part, Part]]


def stage(
    view: View, reading: Reading, now: dt.datetime, viewer: Registration | None = None
) -> dict[str, Any]:
    """Return the context of a view: where the event is, and what the format that is on adds."""
    state, event = reading.state, reading.event
    snapshot = reading.snapshot(now)
    context: dict[str, Any] = {
        "event": event,
        "association": event.association,
        "view": view,
        "rev": reading.rev,
        "revision": reading.revision,
        "state": state,
        "part": state.current,
        "next": state.next,
        "lines": lines(state, now),
        "snapshot": snapshot,
        "listed_as": fetched_when(view, snapshot),
        "projected_end": state.projected_end(now).astimezone(event.zone),
        "planned_end": state.planned_end.astimezone(event.zone),
        "late_minutes": round(state.drift(now) / dt.timedelta(minutes=1)),
    }
    whisper = state.whisper
    waits = state.live and whisper and not whisper.seen_at and now < whisper.ends_at()
    if view is View.SPEAKER and whisper and waits:
        context["whisper"] = whisper
        context["whisper_until"] = ms(whisper.ends_at())
    scene = reading.scene(now, viewer)
    if scene is None:
        return context
    format_ = FORMATS[scene.part.plan.format]
    ends_at = now + scene.part.anchor(now).remaining(now)
    return {
        **context,
        "scene": scene,
        "format": format_,
        "ends_at": ends_at.astimezone(event.zone),
        "templates": [f"formats/{format_.key}/_{view}.html", f"agenda/_{view}_format.html"],
        "now_templates": [f"formats/{format_.key}/_console_now.html", "agenda/_console_now.html"],
        **format_.context(view, scene),
    }


def console(reading: Reading, now: dt.datetime) -> dict[str, Any]:
    """Return the console's context: all of that, and what can be tapped."""
    state = reading.state
    whisper = state.whisper
    return {
        **stage(View.CONSOLE, reading, now),
        "due": reading.due,
        "whispered": whisper if whisper and now < whisper.at + REMEMBERED else None,
        "primary": primary(reading, now),
        "undoable": log.undoable(reading.log),
        "redoable": log.redoable(reading.log),
        "asides": asides(reading, now),
        "longer": effects(reading, "extend", now, seconds=60 * LONGER_MINUTES),
        "longer_minutes": LONGER_MINUTES,
        "recoveries": effects(reading, "recover", now) if state.live else [],
    }


def primary(reading: Reading, now: dt.datetime) -> Button | None:
    """Return what the big button does: the format's own next step, else the agenda's."""
    state = reading.state
    if state.status is Status.WAITING:
        return Button("start", "", "play")
    scene = reading.scene(now)
    if scene is None:
        return None
    own = FORMATS[scene.part.plan.format].primary(scene)
    return own or Button("next" if state.next else "close", "", "forward" if state.next else "flag")


def asides(reading: Reading, now: dt.datetime) -> list[tuple[Part, str]]:
    """Return the segments that are not on and yet have something to say, and what."""
    state = reading.state
    if not state.live:
        return []
    scenes = [Scene(reading.event, state, part, now) for part in state.parts]
    told = [(s.part, FORMATS[s.part.plan.format].aside(s)) for s in scenes if not s.moment.current]
    return [(part, words) for part, words in told if words]


def lines(state: State, now: dt.datetime) -> list[Line]:
    """Return the agenda with its hours: real ones behind us, as they look now ahead of us."""
    found: list[Line] = []
    at = state.planned_start
    for index, part in enumerate(state.parts):
        stands = standing(state, index)
        if stands in {"now", "done"}:
            at = part.began_at or at
        length, free = part.length, ZERO
        if stands == "coming" and part.plan.not_before:
            free = max(part.plan.not_before - at, ZERO)
        elif stands == "now":
            length = (now - at) + max(part.anchor(now).remaining(now), ZERO)
        elif stands == "done":
            length = part.watch.read(now) + part.pause.read(now)
        elif stands == "skipped":
            length = ZERO
        at += free
        found.append(Line(part, at, at + length, stands, free))
        at += length
    return found


def standing(state: State, index: int) -> str:
    """Where a segment stands: done, now, coming or skipped."""
    part = state.parts[index]
    if part.skipped:
        return "skipped"
    if state.live and index == state.index:
        return "now"
    if state.status is Status.OVER or (state.live and index < state.index):
        return "done" if part.began_at else "skipped"
    return "coming"


def effects(reading: Reading, kind: str, now: dt.datetime, **payload: Any) -> list[Effect]:
    """Return what a command would do under each policy, the same result said only once."""
    found: list[Effect] = []
    for policy in Policy:
        entry = Entry(reading.rev + 1, kind, now, {**payload, "policy": policy.value})
        try:
            after = reading.after(entry)
        except Refused:
            continue
        shortened = [
            (before, part)
            for before, part in zip(reading.state.parts, after.parts, strict=True)
            if before.length - part.length >= SECOND
        ]
        if kind == "recover" and not shortened:
            continue
        effect = Effect(policy, after.projected_end(now), after.drift(now), shortened)
        if shortened not in [known.shortened for known in found]:
            found.append(effect)
    return found
