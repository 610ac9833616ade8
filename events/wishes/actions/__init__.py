"""What is done about wishes: by guests, by organisers, and by the clock."""

from events.wishes.actions.limits import allow
from events.wishes.actions.telling import KIND, tell, to_tell
from events.wishes.actions.wishing import (
    Answered,
    Closed,
    KeptApart,
    Refused,
    TooMany,
    accept,
    decline,
    keep_apart,
    wish,
    withdraw,
)

__all__ = [
    "KIND",
    "Answered",
    "Closed",
    "KeptApart",
    "Refused",
    "TooMany",
    "accept",
    "allow",
    "decline",
    "keep_apart",
    "tell",
    "to_tell",
    "wish",
    "withdraw",
]
