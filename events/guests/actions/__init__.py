"""What is done to guest lists: taking a seat, giving it up, importing, consenting."""

from events.guests.actions.cards import describe, set_consent
from events.guests.actions.lists import import_batch, map_columns, store_batch
from events.guests.actions.news import tell_called_off, tell_moved
from events.guests.actions.seats import (
    Closed,
    add,
    approve,
    cancel,
    confirm,
    decline,
    promote,
    register,
    walk_in,
)

__all__ = [
    "Closed",
    "add",
    "approve",
    "cancel",
    "confirm",
    "decline",
    "describe",
    "import_batch",
    "map_columns",
    "promote",
    "register",
    "set_consent",
    "store_batch",
    "tell_called_off",
    "tell_moved",
    "walk_in",
]
