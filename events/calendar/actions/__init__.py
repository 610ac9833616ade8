"""What is done to events and series."""

from events.calendar.actions.events import (
    WHAT_KEEPS_IT_PUBLIC,
    NoSuchTransition,
    change,
    create,
    free_slug,
    move_to,
)
from events.calendar.actions.life import cancel, discard
from events.calendar.actions.speakers import change_speaker, note_speaker, remove_speaker

__all__ = [
    "WHAT_KEEPS_IT_PUBLIC",
    "NoSuchTransition",
    "cancel",
    "change",
    "change_speaker",
    "create",
    "discard",
    "free_slug",
    "move_to",
    "note_speaker",
    "remove_speaker",
]
