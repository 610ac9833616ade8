"""What is done to events and series."""

from events.calendar.actions.events import (
    MOVED,
    WHAT_KEEPS_IT_PUBLIC,
    NoSuchTransition,
    change,
    create,
    free_slug,
    move_to,
)
from events.calendar.actions.life import cancel, discard, is_disposable
from events.calendar.actions.look import dress
from events.calendar.actions.passes import make_pass, revoke_passes
from events.calendar.actions.series import (
    Outdated,
    begin,
    change_series,
    end,
    make_ahead,
    make_due,
    make_occurrence,
    resume,
)
from events.calendar.actions.speakers import change_speaker, note_speaker, remove_speaker

__all__ = [
    "MOVED",
    "WHAT_KEEPS_IT_PUBLIC",
    "NoSuchTransition",
    "Outdated",
    "begin",
    "cancel",
    "change",
    "change_series",
    "change_speaker",
    "create",
    "discard",
    "dress",
    "end",
    "free_slug",
    "is_disposable",
    "make_ahead",
    "make_due",
    "make_occurrence",
    "make_pass",
    "move_to",
    "note_speaker",
    "remove_speaker",
    "resume",
    "revoke_passes",
]
