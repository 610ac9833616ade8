"""What a facilitator tapped without network enters the log once it can."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from events.agenda import reading
from events.agenda.actions.running import addressed, locked_run, spoken, write_down
from events.agenda.formats import FORMATS, Scene
from events.agenda.kept import Kept
from events.agenda.log import UNDO, Entry, Refused, effective
from events.agenda.models import Command, Run
from events.agenda.reading import Reading
from events.calendar.models import Event
from networking.accounts.models import User
from networking.push.actions import publish
from networking.time import now

# What is made of a kept tap that takes another's command back: the same at every try.
_WITHDRAWN = uuid.UUID("0d3b7f5e-58a1-4f6c-9a56-6f1c7e0c9b52")


class DivergedError(Exception):
    """Another console commanded meanwhile: somebody has to say which history counts."""

    def __init__(self, others: list[Command]) -> None:
        super().__init__(f"{len(others)} commands of others")
        self.others = others


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """Where the event is now, and which taps made no sense any more, with the reason."""

    reading: Reading
    refused: list[tuple[Kept, Refused]]


@transaction.atomic
def catch_up(
    *, event: Event, base: int, taps: Sequence[Kept], insist: bool = False, by: User | None
) -> CaughtUp:
    """Append what was tapped without network, in order, each at the instant it was made.

    `base` is the revision the device knew. Raises `DivergedError` where another console commanded
    since; with `insist`, what it did is taken back first (a command like any other: it can be
    undone). What nobody tapped for stays, but an event closed by itself is open again. A tap that
    makes no sense any more is left out and named. The same taps again change nothing.
    """
    run = locked_run(event)
    known = set(Command.objects.filter(run=run, pk__in=[tap.id for tap in taps]).values_list("pk"))
    new = [tap for tap in taps if (tap.id,) not in known]
    at = reading.of_run(run)
    if not new:
        return CaughtUp(at, [])
    mine = {tap.id for tap in taps}
    since = (
        run.commands.filter(rev__gt=base).exclude(pk__in=mine).select_related("by").order_by("rev")
    )
    # Where a segment went on by itself it did so here and there, and is one and the same.
    went_on = {command.payload.get("auto") for command in since} - {None}
    new = [tap for tap in new if tap.auto not in went_on]
    ours = {tap.auto for tap in taps} - {None}
    others = [c for c in since if not c.system and c.payload.get("auto") not in ours]
    if others and not insist:
        raise DivergedError(others)
    closed = [command for command in since if command.system and command.kind == "close"]
    standing = {entry.rev for entry in effective(at.log)}
    for command in reversed([*others, *closed]):
        if command.rev in standing:
            at = _withdraw(run, at, command, by)
    return _append(run, at, new, by)


def _append(run: Run, at: Reading, taps: Sequence[Kept], by: User | None) -> CaughtUp:
    arrived = now()
    earliest = max((entry.at for entry in effective(at.log) if not entry.system), default=None)
    refused: list[tuple[Kept, Refused]] = []
    for tap in taps:
        instant = min(max(filter(None, [earliest, arrived - tap.ago])), arrived)
        try:
            payload = _checked(run, at, tap, instant)
            entry = Entry(rev=run.rev + 1, kind=tap.kind, at=instant, payload=payload)
            at = write_down(run, at, entry, id=tap.id, by=by)
        except Refused as error:
            refused.append((tap, error))
            continue
        earliest = instant
    publish(channel=run.event.channel, rev=at.revision, snapshot=at.snapshot(now()))
    return CaughtUp(at, refused)


def _withdraw(run: Run, at: Reading, command: Command, by: User | None) -> Reading:
    entry = Entry(run.rev + 1, UNDO, now(), {"rev": command.rev}, system=command.system)
    id = uuid.uuid5(_WITHDRAWN, f"{command.pk}:{run.rev}")
    return write_down(run, at, entry, id=id, by=by)


def _checked(run: Run, at: Reading, tap: Kept, instant: dt.datetime) -> dict[str, Any]:
    """Return the payload to write down: what the device decided by itself, if it may be so."""
    key, _, verb = tap.kind.partition(".")
    if tap.kind == UNDO and tap.undoes is not None:
        undone = Command.objects.filter(run=run, pk=tap.undoes).first()
        if undone is None:
            raise Refused("nothing_to_undo")
        return {"rev": undone.rev}
    if not verb:
        return spoken(at, tap.kind, tap.payload)
    part = addressed(at.state, tap.payload)
    if part is None or part.plan.format != key or key not in FORMATS:
        raise Refused("no_such_segment")
    scene = Scene(event=at.event, state=at.state, part=part, now=instant)
    accepted = FORMATS[key].accept(scene=scene, verb=verb, payload=tap.payload)
    return {**accepted, "segment": part.plan.id}
