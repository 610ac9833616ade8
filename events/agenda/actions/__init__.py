"""What is done to an agenda before the event (`editing`) and while it runs (`running`)."""

from events.agenda.actions.editing import (
    add_segment,
    change_segment,
    copy_agenda,
    lay_out,
    move_segment,
    remove_segment,
)
from events.agenda.actions.running import (
    Outcome,
    Stale,
    close_overdue,
    command,
    note_seen,
    revoke_links,
    tell,
)

__all__ = [
    "Outcome",
    "Stale",
    "add_segment",
    "change_segment",
    "close_overdue",
    "command",
    "copy_agenda",
    "lay_out",
    "move_segment",
    "note_seen",
    "remove_segment",
    "revoke_links",
    "tell",
]
