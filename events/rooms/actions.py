"""Choosing a service, and the rooms on it: wanted, made by a worker, looked into, closed.

What asks the server runs in a worker, outside any transaction. What is wanted is a row first: the
sweep sees to what nobody was told of.
"""

import logging
import time
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final, TypeVar

from django.db import transaction

from events.calendar.models import Event, Status
from events.rooms.models import EventRooms, MadeRoom, RoomState, VideoServer
from events.rooms.online import MAIN, Online, online
from events.rooms.sealed import seal
from events.rooms.signals import room_failed
from events.rooms.video import RoomsError, VideoRooms
from networking.accounts.models import User
from networking.associations.models import Association
from networking.audit.actions import record
from networking.mail import poke
from networking.time import monotonic, now

log = logging.getLogger("tablee.rooms")

MAKE: Final = "events.rooms.tasks.make_rooms"
LOOK: Final = "events.rooms.tasks.look_into_rooms"
CLOSE: Final = "events.rooms.tasks.close_rooms"
# So many rooms at once: a server makes one in a fraction of a second.
AT_ONCE: Final = 8
# How often a room is tried, and how long is waited before each further try, in seconds.
PAUSES: Final = (0.0, 0.5, 1.5)
# Events whose rooms may be made.
_OPEN: Final = (Status.PUBLISHED, Status.LIVE)
T = TypeVar("T")


@transaction.atomic
def set_server(
    *,
    association: Association,
    kind: str,
    address: str,
    app_id: str,
    secret: str,
    hashing: str,
    by: User | None,
) -> VideoServer:
    """Set the service an association's rounds meet on; an empty `secret` keeps the one there is.

    Rooms of events under way are made anew on it. Twice is as once.
    """
    server, _ = VideoServer.objects.select_for_update().get_or_create(association=association)
    moved = (server.kind, server.address) != (kind, address)
    server.kind, server.address, server.app_id, server.hashing = kind, address, app_id, hashing
    if secret:
        server.sealed_secret = seal(secret)
    elif moved:
        # It was meant for another server, which must not learn it.
        server.sealed_secret = ""
    server.save()
    rooms = MadeRoom.objects.filter(event__association=association, event__status__in=_OPEN)
    rooms.update(state=RoomState.WANTED, due=True, running=None, changed_at=now())
    record(by=by, verb="video.server_set", subject=server, association=association, kind=kind)
    return server


@transaction.atomic
def choose(*, event: Event, where: str, by: User | None) -> EventRooms:
    """Choose where the rounds of an event take place. Twice is as once."""
    chosen, _ = EventRooms.objects.update_or_create(event=event, defaults={"where": where})
    record(by=by, verb="video.chosen", subject=event, association=event.association, where=where)
    return chosen


@transaction.atomic
def want(*, event: Event, numbers: Collection[int], again: bool = False, by: User | None) -> bool:  # noqa: ARG001
    """Have these rooms made, if they must be; a worker is told on commit. Whether there is work.

    Rooms that are ready stay as they are; with `again` a worker makes sure that they are still
    there, while people already go in. Twice changes nothing.
    """
    if not numbers or not online(event).made_ahead:
        return False
    rows = [MadeRoom(event=event, number=number) for number in sorted(numbers)]
    MadeRoom.objects.bulk_create(rows, ignore_conflicts=True)
    there = MadeRoom.objects.filter(event=event, number__in=numbers)
    lost = there.filter(state__in=(RoomState.GONE, RoomState.FAILED))
    lost.update(state=RoomState.WANTED, due=True, running=None, changed_at=now())
    if again:
        there.update(due=True)
    work = there.due().exists()
    if work:
        transaction.on_commit(partial(poke.tell, MAKE, event.pk))
    return work


def make(*, event: Event, seconds: float) -> bool:
    """Make the rooms of an event that are due; return whether none is left to be made.

    The first one alone: where a server doesn't answer, the others aren't tried. Stops once
    `seconds` are over. Two workers at once make the same rooms, which is as once.
    """
    until = monotonic() + seconds
    meets = online(event)
    due = list(event.video_rooms.due().values_list("number", flat=True))
    if not due or meets.service is None or event.status not in _OPEN:
        return True
    first, rest = due[0], due[1:]
    why = _try_hard(meets, first)
    if why is not None and _lost(why):
        log.warning("no room of event #%s could be made: %s", event.pk, why.reason)
        _note(event, dict.fromkeys(due, RoomState.FAILED))
        return True
    found = {first: _state(why)}
    while rest and monotonic() < until:
        batch, rest = rest[:AT_ONCE], rest[AT_ONCE:]
        errors = _at_once(batch, partial(_try_hard, meets))
        found |= {number: _state(error) for number, error in errors.items()}
    _note(event, found)
    if RoomState.READY in found.values():
        for number, state in found.items():
            if state == RoomState.FAILED and number != MAIN:
                room_failed.send(sender=MadeRoom, event=event, number=number)
    return not rest


def look(*, event: Event) -> None:
    """Note in which rooms somebody is, where the server tells. Safe to repeat."""
    meets = online(event)
    ready = list(event.video_rooms.ready().values_list("number", flat=True))
    if meets.service is None or not ready:
        return
    service = meets.service

    def ask(number: int) -> bool | None:
        try:
            return service.is_running(meets.room(number))
        except RoomsError:
            return None

    answers = _at_once(ready, ask)
    for running in (True, False, None):
        told = [number for number, answer in answers.items() if answer is running]
        event.video_rooms.filter(number__in=told).update(running=running)


def close(*, event: Event) -> None:
    """Close all rooms of an event that is over, and forget them. Safe to repeat."""
    meets = online(event)
    numbers = list(event.video_rooms.values_list("number", flat=True))
    if event.status in _OPEN or not numbers:
        return
    if meets.service is not None:
        service = meets.service

        def end(number: int) -> None:
            try:
                service.close(meets.room(number))
            except RoomsError as error:
                # It closes by itself once everybody has left.
                log.warning("a room of event #%s was not closed: %s", event.pk, error.reason)

        _at_once(numbers, end)
    event.video_rooms.filter(number__in=numbers).delete()


def note_ended(*, event: Event, number: int) -> None:
    """Note that a room has ended, says its server: who wants in has it made again.

    Twice is once.
    """
    event.video_rooms.filter(number=number, state=RoomState.READY).update(
        state=RoomState.GONE, running=None, changed_at=now()
    )


def sweep() -> list[int]:
    """Return the events with rooms that nobody makes, or that failed while people are there.

    What failed is due again: a server that is back needs nobody to say so. Safe to repeat.
    """
    rooms = MadeRoom.objects.filter(event__status__in=_OPEN)
    rooms.filter(event__status=Status.LIVE, state=RoomState.FAILED).update(due=True)
    return sorted(set(rooms.filter(due=True).values_list("event", flat=True)))


def _try_hard(meets: Online, number: int) -> RoomsError | None:
    """Make a room, in a few tries; return why it couldn't be."""
    assert meets.service is not None
    service: VideoRooms = meets.service
    error: RoomsError | None = None
    for pause in PAUSES:
        time.sleep(pause)
        try:
            service.make(meets.room(number))
        except RoomsError as failed:
            error = failed
            if error.reason in {"private", "refused"}:
                break
        else:
            return None
    return error


def _lost(error: RoomsError) -> bool:
    """Whether what went wrong with one room will go wrong with all."""
    return error.reason in {"unreachable", "private", "refused", "missing"}


def _state(error: RoomsError | None) -> str:
    return RoomState.READY if error is None else RoomState.FAILED


def _note(event: Event, found: dict[int, str]) -> None:
    for state in (RoomState.READY, RoomState.FAILED):
        numbers = [number for number, became in found.items() if became == state]
        event.video_rooms.filter(number__in=numbers).update(
            state=state, due=False, changed_at=now()
        )


def _at_once(numbers: Iterable[int], do: Callable[[int], T]) -> dict[int, T]:
    """Do it for all of them, several at a time; the database is not for these threads."""
    wanted = list(numbers)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(wanted, pool.map(do, wanted), strict=True))
