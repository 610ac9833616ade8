"""Where people meet on a screen: an association's video server, and the rooms made on it."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Event
from events.rooms.sealed import opened
from networking.associations.models import Association
from networking.time import now


class Kind(models.TextChoices):
    """The services there are."""

    NONE = "none", _("No service")
    JITSI = "jitsi", _("Jitsi Meet, open to whoever knows a room’s name")
    JITSI_JWT = "jitsi_jwt", _("Jitsi Meet, with signed tokens (JWT)")
    BIGBLUEBUTTON = "bigbluebutton", _("BigBlueButton")
    PATTERN = "pattern", _("Another service, by a pattern of links")


class Hashing(models.TextChoices):
    """How calls to BigBlueButton are signed; SHA-1, its oldest way, is not offered."""

    SHA256 = "sha256", "SHA-256"
    SHA384 = "sha384", "SHA-384"
    SHA512 = "sha512", "SHA-512"


# Kinds that sign with a secret.
SIGNING = frozenset({Kind.JITSI_JWT, Kind.BIGBLUEBUTTON})


class VideoServer(models.Model):
    """The service an association's online rounds meet on. Its secret is sealed, and never shown."""

    tenant: ClassVar[str | None] = "association"

    association = models.OneToOneField(
        Association, on_delete=models.CASCADE, related_name="video_server"
    )
    kind = models.CharField(_("service"), max_length=16, choices=Kind.choices, default=Kind.NONE)
    # The server, or for a pattern the whole of it.
    address = models.CharField(_("address"), max_length=300, blank=True)
    app_id = models.CharField(_("application’s name (app_id)"), max_length=120, blank=True)
    sealed_secret = models.TextField(blank=True, editable=False)
    hashing = models.CharField(
        _("signed with"), max_length=6, choices=Hashing.choices, default=Hashing.SHA256
    )

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def secret(self) -> str:
        """The secret itself, for signing; nothing if it can't be opened any more."""
        return opened(self.sealed_secret)


class Where(models.TextChoices):
    """Where the people of an event meet in its rounds."""

    IN_THE_ROOM = "room", _("In the room, at tables")
    ONLINE = "online", _("Online, each table in a video room of its own")
    BOTH = "both", _("Both: each table has a place in the room and a video room")


class EventRooms(models.Model):
    """What an organiser chose for one event; without it the event's place says where."""

    tenant: ClassVar[str | None] = "event__association"

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="online_rounds")
    where = models.CharField(max_length=6, choices=Where.choices)

    def __str__(self) -> str:
        return f"{self.where} #{self.pk}"


class RoomState(models.TextChoices):
    """Where a room stands that must be made before people come."""

    WANTED = "wanted", _("Being opened")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be opened")
    # The server said that it ended: it is made again when somebody wants in.
    GONE = "gone", _("Closed")


class MadeRoomQuerySet(models.QuerySet["MadeRoom"]):
    def due(self) -> Self:
        """Those a worker should make, or make sure of; the first number first."""
        return self.filter(due=True).order_by("number")

    def ready(self) -> Self:
        return self.filter(state=RoomState.READY)


class MadeRoom(models.Model):
    """A room on a server that wants it made: kept for its table over all rounds of the event."""

    tenant: ClassVar[str | None] = "event__association"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="video_rooms")
    # 0 is the main room.
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=6, choices=RoomState.choices, default=RoomState.WANTED)
    # Whether a worker is still to make it, or to make sure that it is still there.
    due = models.BooleanField(default=True)
    # Whether somebody was in it when the server was last asked; None: it wasn't asked yet.
    running = models.BooleanField(null=True)
    changed_at = models.DateTimeField(default=now)

    objects = MadeRoomQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("event", "number"), name="each_room_made_once"),
        )

    def __str__(self) -> str:
        return f"room {self.number} of event #{self.event_id}"
