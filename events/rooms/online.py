"""How an event meets online: on which service, in which rooms. One query, then remembered."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.conf import settings
from django.core import signing
from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.calendar.models import Event
from events.rooms.models import Kind, MadeRoom, VideoServer, Where
from events.rooms.video import Room, VideoRooms, Visitor
from events.rooms.video.bigbluebutton import BigBlueButton
from events.rooms.video.fetching import Fetcher
from events.rooms.video.jitsi import Jitsi
from events.rooms.video.pattern import LinkPattern
from networking.mail.links import absolute

MAIN: Final = 0
ENDED_SALT: Final = "events.rooms.ended"
_KEY_SALT: Final = "events.rooms.key"


def service_of(server: VideoServer) -> VideoRooms | None:
    """Return the service itself, ready to be asked; none where there is none."""
    fetcher = Fetcher(private=settings.VIDEO_PRIVATE_ADDRESSES)
    match server.kind:
        case Kind.JITSI:
            return Jitsi(server.address, fetcher)
        case Kind.JITSI_JWT:
            return Jitsi(server.address, fetcher, server.app_id, server.secret)
        case Kind.BIGBLUEBUTTON:
            return BigBlueButton(server.address, server.secret, fetcher, server.hashing)
        case Kind.PATTERN:
            return LinkPattern(server.address, fetcher)
    return None


@dataclass(frozen=True)
class Online:
    """Where the people of an event meet, and the service behind it."""

    event: Event
    where: str
    server: VideoServer | None

    @cached_property
    def service(self) -> VideoRooms | None:
        """The service of its rooms; none where people meet in the room, or there is no server."""
        if self.server is None or self.where == Where.IN_THE_ROOM:
            return None
        return service_of(self.server)

    @property
    def has_rooms(self) -> bool:
        """Whether each table has a video room."""
        return self.service is not None

    @property
    def only(self) -> bool:
        """Whether nobody is in a room with the others."""
        return self.where == Where.ONLINE and self.has_rooms

    @property
    def has_main(self) -> bool:
        """Whether there is a room for all: the event's own address, or one on the server."""
        return self.where != Where.IN_THE_ROOM and bool(self.event.online_url or self.service)

    @property
    def made_ahead(self) -> bool:
        return self.service is not None and self.service.made_ahead

    def room(self, number: int) -> Room:
        """Return a room as the service knows it. Its key is the same whenever it is asked for."""
        event = self.event
        key = salted_hmac(_KEY_SALT, f"{event.pk}:{number}", algorithm="sha256").hexdigest()[:32]
        slugs = [event.association.slug, event.slug]
        token = signing.dumps([event.pk, number], salt=ENDED_SALT)
        with override(event.association.language):
            title = event.title if number == MAIN else _("Table %(number)s") % {"number": number}
        return Room(
            key=key,
            number=number,
            event=event.slug,
            title=title,
            language=event.association.language,
            back_url=absolute(reverse("calendar:event", args=slugs)),
            ended_url=absolute(reverse("rooms:ended", args=[*slugs, token])),
        )

    def address(self, number: int, visitor: Visitor, at: dt.datetime) -> str:
        """Return where a visitor goes in; nothing where there is no such room.

        To be sent to her browser, and to be shown or noted nowhere.
        """
        if number == MAIN and self.event.online_url and self.where != Where.IN_THE_ROOM:
            return self.event.online_url
        return self.service.address(self.room(number), visitor, at) if self.service else ""

    def spare(self, above: int, taken: Collection[int]) -> int | None:
        """Return a room that nobody uses, beyond those of the tables; none if none is ready."""
        if self.service is None:
            return None
        if not self.made_ahead:
            return next(number for number in range(above + 1, 2**15) if number not in taken)
        ready = self.event.video_rooms.ready().filter(number__gt=above)
        numbers = ready.order_by("number").values_list("number", flat=True)
        return next((number for number in numbers if number not in taken), None)

    def standing(self) -> dict[int, MadeRoom]:
        """Return the rooms that were made, or are being made, by number. One query at most."""
        if not self.made_ahead:
            return {}
        return {room.number: room for room in self.event.video_rooms.all()}


def online(event: Event) -> Online:
    """Return how an event meets online; where nobody chose, its place says it."""
    known: Online | None = getattr(event, "_online", None)
    if known is None:
        known = _read(event)
        event._online = known  # type: ignore[attr-defined]
    return known


def usual(event: Event) -> str:
    """Return where an event's rounds take place by its venue and its online address."""
    if not event.online_url:
        return Where.IN_THE_ROOM
    return Where.BOTH if event.venue or event.address else Where.ONLINE


def _read(event: Event) -> Online:
    joined = Event.objects.select_related("online_rounds", "association__video_server")
    row = joined.get(pk=event.pk)
    try:
        where = row.online_rounds.where
    except ObjectDoesNotExist:
        where = usual(event)
    try:
        server = row.association.video_server
    except ObjectDoesNotExist:
        server = None
    return Online(event=event, where=where, server=server)
