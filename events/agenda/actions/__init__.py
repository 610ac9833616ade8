"""What is done to an agenda before the event (`editing`, `templates`), and live (`running`)."""

from events.agenda.actions.catching_up import CaughtUp, DivergedError, catch_up
from events.agenda.actions.editing import (
    add_segment,
    change_segment,
    copy_agenda,
    duplicate_segment,
    lay_out,
    move_segment,
    place_segment,
    remove_segment,
)
from events.agenda.actions.running import (
    Outcome,
    Stale,
    close_overdue,
    command,
    go_on,
    go_on_everywhere,
    note_seen,
    revoke_links,
    tell,
)
from events.agenda.actions.templates import delete_template, rename_template, save_template

__all__ = [
    "CaughtUp",
    "DivergedError",
    "Outcome",
    "Stale",
    "add_segment",
    "catch_up",
    "change_segment",
    "close_overdue",
    "command",
    "copy_agenda",
    "delete_template",
    "duplicate_segment",
    "go_on",
    "go_on_everywhere",
    "lay_out",
    "move_segment",
    "note_seen",
    "place_segment",
    "remove_segment",
    "rename_template",
    "revoke_links",
    "save_template",
    "tell",
]
