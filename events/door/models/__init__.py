"""At the door: the badge somebody wears, and that she came."""

from events.door.models.arrivals import CheckIn, CheckInSource, Door, TakenBack
from events.door.models.badges import Badge, BadgeQuerySet, Seat, Seating, new_code
from events.door.models.packs import (
    JobState,
    PackKind,
    PartState,
    PrintJob,
    PrintPart,
    new_folder,
)
from events.door.models.printing import OwnLabel, PrintSettings

__all__ = [
    "Badge",
    "BadgeQuerySet",
    "CheckIn",
    "CheckInSource",
    "Door",
    "JobState",
    "OwnLabel",
    "PackKind",
    "PartState",
    "PrintJob",
    "PrintPart",
    "PrintSettings",
    "Seat",
    "Seating",
    "TakenBack",
    "new_code",
    "new_folder",
]
