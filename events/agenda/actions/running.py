"""Running an event: the one door through which commands enter its log."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from events.agenda import reading
from events.agenda.clock import Part, State, Status, ms
from events.agenda.formats import FORMATS, Scene
from events.agenda.log import Entry, Refused
from events.agenda.models import Command, Run, new_nonce
from events.agenda.reading import Reading
from events.calendar import actions as calendar
from events.calendar.models import Event
from events.calendar.models import Status as EventStatus
from networking.accounts.models import User
from networking.audit.actions import record
from networking.push.actions import publish, revoke
from networking.time import now

# What a client may say with each of the agenda's own commands; formats see to theirs in `prepare`.
WORDS: dict[str, frozenset[str]] = {
    "start": frozenset(),
    "next": frozenset({"auto"}),
    "back": frozenset(),
    "pause": frozenset(),
    "resume": frozenset(),
    "close": frozenset(),
    "extend": frozenset({"seconds", "policy"}),
    "recover": frozenset({"policy"}),
    "go": frozenset({"segment"}),
    "skip": frozenset({"segment"}),
    "undo": frozenset({"rev"}),
    "say": frozenset({"text"}),
    "seen": frozenset({"rev"}),
}

# An event closes by itself this long after its end.
FORGOTTEN = dt.timedelta(hours=1)
OVERDUE = uuid.UUID("6f1d3e6a-6b3c-4d53-9a0f-0a1f4f6d3c21")
SEEN = uuid.UUID("b3f7f0a2-53f4-4f0e-8d3e-6a1d4c2b9e70")

LIFE = {
    Status.WAITING: EventStatus.PUBLISHED,
    Status.RUNNING: EventStatus.LIVE,
    Status.PAUSED: EventStatus.LIVE,
    Status.OVER: EventStatus.OVER,
}


class Stale(Exception):
    """Somebody else commanded since; look again before you insist."""

    def __init__(self, rev: int) -> None:
        super().__init__(f"the log is at revision {rev}")
        self.rev = rev


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a command: its revision, and where the event is now."""

    rev: int
    reading: Reading
    repeated: bool = False

    @property
    def entry(self) -> Entry:
        """The command as the log has it."""
        return next(entry for entry in self.reading.log if entry.rev == self.rev)


@transaction.atomic
def command(
    *,
    event: Event,
    kind: str,
    payload: dict[str, Any],
    id: uuid.UUID,
    expected_rev: int | None,
    by: User | None,
    system: bool = False,
) -> Outcome:
    """Append a command to the log of an event, if it makes sense there, and tell every device.

    Commands of one event queue behind its run's row. The same ``id`` again changes nothing and
    gets the same revision. ``expected_rev`` is what the sender had on the screen; where somebody
    tapped since (the system's own commands aside) it is `Stale`. None asks for no such check.
    Raises `Refused` when the command makes no sense; then nothing was written.
    """
    run = locked_run(event)
    repeated = Command.objects.filter(pk=id).first()
    if repeated is not None:
        if repeated.run_id != run.pk or repeated.kind != kind:
            raise Refused("unknown_command")
        return Outcome(rev=repeated.rev, reading=reading.of_run(run), repeated=True)

    before = reading.of_run(run)
    if expected_rev is not None and any(e.rev > expected_rev for e in before.log if not e.system):
        raise Stale(run.rev)
    # A server whose clock was set back must not make time run backwards.
    at = max([now(), *(entry.at for entry in before.log[-1:])])
    payload = _prepared(before, kind, payload, at, by)
    entry = Entry(rev=run.rev + 1, kind=kind, at=at, payload=payload, system=system)
    after = write_down(run, before, entry, id=id, by=by)
    publish(channel=event.channel, rev=after.revision, snapshot=after.snapshot(at))
    return Outcome(rev=entry.rev, reading=after)


def write_down(
    run: Run, before: Reading, entry: Entry, *, id: uuid.UUID, by: User | None
) -> Reading:
    """Append an entry to a log whose run's row is held, and let everything agree with it.

    Nobody is told of it yet. Raises `Refused`; then nothing was written.
    """
    state = before.after(entry)
    Command.objects.create(
        id=id,
        run=run,
        rev=entry.rev,
        kind=entry.kind,
        payload=dict(entry.payload),
        at=entry.at,
        system=entry.system,
        by=by,
    )
    run.rev = entry.rev
    run.save(update_fields=["rev"])
    _settle(before.event, before.state, state, entry.at, by)
    return replace(before, rev=entry.rev, log=[*before.log, entry], state=state)


def tell(*, event: Event, kind: str, payload: dict[str, Any], id: uuid.UUID) -> Outcome | None:
    """Append a command that nobody tapped for; where it makes no sense, do nothing.

    Never makes a facilitator's tap stale, and "undo" passes it over. Give it an id made from what
    caused it (``uuid5``), and telling twice is telling once.
    """
    try:
        return command(
            event=event, kind=kind, payload=payload, id=id, expected_rev=None, by=None, system=True
        )
    except Refused:
        return None


@transaction.atomic
def go_on(*, event: Event, by: User | None) -> Outcome | None:
    """Begin the next segment where that is due by itself, at the instant at which it was.

    Anybody may ask: it is our own clock that decides. Asking twice goes on once, and whoever takes
    it back has taken it back. Where nothing is due nothing happens, and None is returned. To a
    facilitator's tap that came just too late it is somebody else's, so that nobody goes on twice.
    """
    run = locked_run(event)
    before = reading.of_run(run)
    due = before.due
    if due is None or due > now():
        return None
    at = max([due, *(entry.at for entry in before.log[-1:])])
    entry = Entry(rev=run.rev + 1, kind="next", at=at, payload={"auto": ms(due)})
    after = write_down(run, before, entry, id=uuid.uuid4(), by=by)
    publish(channel=event.channel, rev=after.revision, snapshot=after.snapshot(now()))
    return Outcome(rev=entry.rev, reading=after)


def go_on_everywhere(*, by: User | None) -> int:
    """Go on at all events where it is due, should no screen have asked; return at how many.

    Asking twice goes on once.
    """
    live = Event.objects.filter(status=EventStatus.LIVE).select_related("association")
    # Looked at before anything is held: hardly ever is something due.
    due = [event for event in live if (at := reading.read(event).due) and at <= now()]
    return sum(go_on(event=event, by=by) is not None for event in due)


def note_seen(*, event: Event, rev: int) -> None:
    """Note that the speaker has read the word that was said to her in `rev`. Twice is once.

    Nobody acts: whoever holds the view may be anybody. What was taken back since changes nothing.
    """
    tell(event=event, kind="seen", payload={"rev": rev}, id=uuid.uuid5(SEEN, f"{event.pk}:{rev}"))


def close_overdue(*, by: User | None) -> int:
    """Close what nobody closed an hour after its end; return how many. Safe to repeat.

    An event that was never run is over too.
    """
    overdue = Event.objects.filter(
        status__in=(EventStatus.PUBLISHED, EventStatus.LIVE), ends_at__lt=now() - FORGOTTEN
    ).select_related("association")
    for event in overdue:
        cause = uuid.uuid5(OVERDUE, f"{event.pk}:{reading.read(event).rev}")
        if tell(event=event, kind="close", payload={}, id=cause) is None:
            calendar.move_to(event=event, status=EventStatus.OVER, by=by)
    return len(overdue)


@transaction.atomic
def revoke_links(*, event: Event, by: User | None) -> Run:
    """Make every link to this event's screen and speaker's view worthless. Twice does it twice."""
    run = locked_run(event)
    revoke(grant=f"link:{event.pk}:{run.nonce}")
    run.nonce = new_nonce()
    run.save(update_fields=["nonce"])
    record(by=by, verb="run.links_revoked", subject=run, association=event.association)
    return run


def locked_run(event: Event) -> Run:
    run, _ = Run.objects.select_for_update().get_or_create(event=event)
    run.event = event
    return run


def _prepared(
    before: Reading, kind: str, payload: dict[str, Any], at: dt.datetime, by: User | None
) -> dict[str, Any]:
    """Return the payload to write down: what the client may say, and what only we can know."""
    key, _, verb = kind.partition(".")
    if not verb:
        return spoken(before, kind, payload)
    part = addressed(before.state, payload)
    if part is None or part.plan.format != key or key not in FORMATS:
        raise Refused("no_such_segment")
    scene = Scene(before.event, before.state, part, at)
    prepared = FORMATS[key].prepare(scene=scene, verb=verb, payload=payload, by=by)
    return {**prepared, "segment": part.plan.id}


def spoken(before: Reading, kind: str, payload: dict[str, Any]) -> dict[str, Any]:
    """Return what may be said with one of the agenda's own commands, and with a start its plan."""
    if kind == "start":
        return _frozen_agenda(before.state)
    said = {name: payload[name] for name in WORDS.get(kind, frozenset()) & payload.keys()}
    if any(type(value) not in {int, str} for value in said.values()):
        raise Refused("unknown_command")
    return said


def addressed(state: State, payload: dict[str, Any]) -> Part | None:
    if not state.live:
        raise Refused("not_started" if state.status is Status.WAITING else "over")
    if "segment" not in payload:
        return state.current
    index = state.find(payload["segment"])
    return None if index is None else state.parts[index]


def _frozen_agenda(state: State) -> dict[str, Any]:
    return {
        "agenda": [part.plan.to_json() for part in state.parts],
        "planned_start": state.planned_start.isoformat(),
    }


def _settle(event: Event, before: State, after: State, at: dt.datetime, by: User | None) -> None:
    """Let the event itself, and the formats whose segments changed, agree with the new state."""
    if before.status is not after.status:
        _move_event(event, after.status, by)
    known = {part.plan.id: part for part in before.parts}
    for part in after.parts:
        if known.get(part.plan.id) != part:
            scene = Scene(event, after, part, at)
            FORMATS[part.plan.format].settle(scene=scene, by=by)


def _move_event(event: Event, status: Status, by: User | None) -> None:
    try:
        calendar.move_to(event=event, status=LIFE[status], by=by)
    except calendar.NoSuchTransition:
        # A draft nobody was told of, or an event that was cancelled.
        raise Refused("not_published") from None
