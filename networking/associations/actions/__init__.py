"""What is done to an association: founding it, dressing it, giving people their roles."""

from networking.associations.actions.committee import (
    Over,
    SomebodyElse,
    TooMany,
    accept,
    invite,
    send_again,
    withdraw,
)
from networking.associations.actions.house import RESERVED, dress, found, free_slug
from networking.associations.actions.people import (
    LastOwner,
    NotReachable,
    OwnersOnly,
    add_member,
    give_role,
    hand_over,
    leave,
    remove_member,
)

__all__ = [
    "RESERVED",
    "LastOwner",
    "NotReachable",
    "Over",
    "OwnersOnly",
    "SomebodyElse",
    "TooMany",
    "accept",
    "add_member",
    "dress",
    "found",
    "free_slug",
    "give_role",
    "hand_over",
    "invite",
    "leave",
    "remove_member",
    "send_again",
    "withdraw",
]
