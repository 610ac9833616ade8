"""Signed links into an event's online rooms: whose they are, and where they lead at the click.

A link names a person and a kind of room, main or her own, and never an address: which room is hers
is settled when she comes, by the round that is on. So it can stand on her page, and be used in
another browser of hers, where she isn't signed in.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from events.agenda import actions
from events.agenda.formats import FORMATS, Place, Scene
from events.agenda.reading import Reading, read
from events.calendar.models import Event, Pass, Status
from events.calendar.passes import lent_in
from events.calendar.rules import facilitates
from events.directory.cards import card_of
from events.guests.models import Registration
from events.guests.rules import attends
from events.rooms import actions as rooms
from events.rooms.models import RoomState
from events.rooms.online import MAIN, online
from events.rooms.video import Visitor
from networking.accounts.models import User
from networking.time import now

SALT: Final = "events.agenda.rooms"
LOST: Final = uuid.UUID("0b7a6f0e-0d0a-4a57-9e55-1f7f4b0f8a11")
GOOD_FOR: Final = dt.timedelta(hours=24)
# The main room opens so long before the event.
OPENS: Final = dt.timedelta(hours=1)


class Which(StrEnum):
    """The rooms a link can lead to."""

    MAIN = "main"
    MINE = "mine"


class BadLink(Exception):
    """A link that is none of ours, too old, or of somebody who takes part no more."""


@dataclass(frozen=True, slots=True)
class Entrance:
    """Somebody at the door of a room: who she is to the others, and the guest she is, if one."""

    which: Which
    visitor: Visitor
    guest: Registration | None = None


@dataclass(frozen=True, slots=True)
class Door:
    """What becomes of her: an address to go to, or how the room stands that isn't open yet."""

    address: str = ""
    number: int = MAIN
    state: str = ""


def ways(
    request: HttpRequest, reading: Reading, viewer: Registration | None, at: dt.datetime
) -> dict[str, object]:
    """Return the links into rooms that this reader's page should show, and which room is hers."""
    event = reading.event
    if not online(event).has_main or reading.state.status == "over":
        return {}
    who = _who(request, viewer)
    found: dict[str, object] = {"main_room_url": _link(event, who, Which.MAIN)}
    place = _place(reading, viewer, at)
    if place is not None and online(event).has_rooms:
        found |= {
            "my_place": place,
            "my_room_url": _link(event, who, Which.MINE),
            "lost_room_url": _link(event, who, Which.MINE, name="agenda:room_lost"),
        }
    return found


def opened(event: Event, token: str) -> Entrance:
    """Return who comes by a link, and where to. Raises `BadLink`."""
    try:
        pk, kind, id, which = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
        wanted = Which(which)
    except (signing.BadSignature, ValueError, TypeError):
        raise BadLink from None
    if pk != event.pk:
        raise BadLink
    match kind:
        case "guest":
            coming = Registration.objects.filter(event=event, public_id=id).confirmed()
            guest = coming.select_related("event", "user__profile").first()
            if guest is None:
                raise BadLink
            leads = facilitates(guest.user, event)
            return Entrance(wanted, Visitor(id, card_of(guest).full_name, leads), guest)
        case "user":
            user = User.objects.filter(pk=id, is_active=True).first()
            if user is None or not attends(user, event):
                raise BadLink
            return Entrance(wanted, Visitor(f"u{id}", user.full_name, facilitates(user, event)))
    held = Pass.objects.valid().filter(pk=id, event=event).first()
    if held is None or not _good(held, event):
        raise BadLink
    return Entrance(wanted, Visitor(f"p{id}", _("Facilitator"), leads=True))


def is_open(event: Event) -> bool:
    """Whether people may go into the rooms of an event now."""
    soon = event.status == Status.PUBLISHED and event.starts_at - OPENS <= now() < event.ends_at
    return event.status == Status.LIVE or soon


def door(event: Event, entrance: Entrance) -> Door:
    """Return where somebody goes in; has a room made that isn't there. Twice is as once."""
    at, meets = now(), online(event)
    number = MAIN
    if entrance.which is Which.MINE and entrance.guest is not None and meets.has_rooms:
        place = _place(read(event), entrance.guest, at)
        number = place.number if place else MAIN
    external = number == MAIN and bool(event.online_url)
    if meets.made_ahead and not external:
        room = event.video_rooms.filter(number=number).first()
        state = room.state if room else RoomState.GONE
        if state == RoomState.GONE:
            rooms.want(event=event, numbers=[number], by=None)
            state = RoomState.WANTED
        if state != RoomState.READY:
            return Door(number=number, state=state)
    return Door(meets.address(number, entrance.visitor, at), number)


def lose(event: Event, guest: Registration, *, number: int, occasion: int) -> bool:
    """Take a guest's word that her room doesn't work; whether she was given something else.

    Both of a pair may say so: the second word, or one about a room she is no longer in, changes
    nothing.
    """
    reading, at = read(event), now()
    place = _place(reading, guest, at)
    if place is None or (place.number, place.occasion) != (number, occasion):
        return place is not None
    scene = reading.scene(at, guest)
    assert scene is not None
    cause = f"{event.pk}:{scene.part.plan.id}:{occasion}:{number}"
    return lost_room(scene, number=number, id=uuid.uuid5(LOST, cause))


def lost_room(scene: Scene, *, number: int, id: uuid.UUID) -> bool:
    """Tell the format that is on that a room doesn't work; whether it knew what to do."""
    format_ = FORMATS[scene.part.plan.format]
    if not format_.lost_room:
        return False
    said = {"segment": scene.part.plan.id, "room": number}
    kind = f"{format_.key}.{format_.lost_room}"
    return actions.tell(event=scene.event, kind=kind, payload=said, id=id) is not None


def _place(reading: Reading, viewer: Registration | None, at: dt.datetime) -> Place | None:
    scene = reading.scene(at, viewer) if viewer and reading.state.live else None
    return FORMATS[scene.part.plan.format].room(scene) if scene else None


def _who(request: HttpRequest, viewer: Registration | None) -> tuple[str, object]:
    if viewer is not None:
        return "guest", viewer.public_id
    held = lent_in(request)
    return ("pass", held.pk) if held else ("user", request.user.pk)


def _link(event: Event, who: tuple[str, object], which: Which, name: str = "agenda:room") -> str:
    token = signing.dumps([event.pk, *who, which.value], salt=SALT)
    return reverse(name, args=[event.association.slug, event.slug, token])


def _good(held: Pass, event: Event) -> bool:
    held.event = event
    return held.opens(now()) and held.hand == "facilitator"
