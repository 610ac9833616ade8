"""What is done at the door: making badges, checking people in, and taking it back."""

from events.door.actions.arrivals import (
    Arrival,
    NotExpectedError,
    OtherCheckInError,
    TakenBackError,
    check_in,
    undo_check_in,
    walk_in,
    walked_in,
)
from events.door.actions.attendance import (
    Told,
    close_self_check_in,
    open_self_check_in,
    tell_attendance,
)
from events.door.actions.badges import (
    TakenError,
    claim_badge,
    make_badge,
    make_badges,
    make_blank_badges,
    replace_badge,
)

__all__ = [
    "Arrival",
    "NotExpectedError",
    "OtherCheckInError",
    "TakenBackError",
    "TakenError",
    "Told",
    "check_in",
    "claim_badge",
    "close_self_check_in",
    "make_badge",
    "make_badges",
    "make_blank_badges",
    "open_self_check_in",
    "replace_badge",
    "tell_attendance",
    "undo_check_in",
    "walk_in",
    "walked_in",
]
