"""An association's own pages: its settings, its members, its committee, and leaving it."""

from networking.associations.views.committee import invite, join, send_again, withdraw
from networking.associations.views.house import accent, found, settings
from networking.associations.views.mine import leave, mine
from networking.associations.views.people import (
    add_member,
    change_role,
    hand_over,
    members,
    remove_member,
)

__all__ = [
    "accent",
    "add_member",
    "change_role",
    "found",
    "hand_over",
    "invite",
    "join",
    "leave",
    "members",
    "mine",
    "remove_member",
    "send_again",
    "settings",
    "withdraw",
]
