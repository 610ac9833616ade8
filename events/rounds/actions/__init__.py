"""What guests do to the rounds (`leaving`), and organisers to the questions (`questions`)."""

from events.rounds.actions.leaving import draw_apart, leave
from events.rounds.actions.questions import (
    TakenError,
    add_question,
    archive_question,
    change_question,
)

__all__ = [
    "TakenError",
    "add_question",
    "archive_question",
    "change_question",
    "draw_apart",
    "leave",
]
