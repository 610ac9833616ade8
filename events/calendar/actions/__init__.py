"""What is done to events and series."""

from events.calendar.actions.events import (
    WHAT_KEEPS_IT_PUBLIC,
    NoSuchTransition,
    change,
    create,
    free_slug,
    move_to,
)

__all__ = [
    "WHAT_KEEPS_IT_PUBLIC",
    "NoSuchTransition",
    "change",
    "create",
    "free_slug",
    "move_to",
]
