"""Series and their events: when, where, for whom; and who speaks."""

from events.calendar.models.events import (
    CLOSED,
    MOVABLE,
    TRANSITIONS,
    Event,
    EventQuerySet,
    EventRole,
    Hand,
    Place,
    Policy,
    Series,
    Status,
)
from events.calendar.models.passes import Lent, Pass
from events.calendar.models.speakers import Speaker, SpeakerQuerySet, Standing

__all__ = [
    "CLOSED",
    "MOVABLE",
    "TRANSITIONS",
    "Event",
    "EventQuerySet",
    "EventRole",
    "Hand",
    "Lent",
    "Pass",
    "Place",
    "Policy",
    "Series",
    "Speaker",
    "SpeakerQuerySet",
    "Standing",
    "Status",
]
