"""The log as people read it: when, who, what."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.agenda.formats import FORMATS
from events.agenda.models import Command
from events.calendar.models import Event
from networking.dates import said_hour

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# What the agenda's own commands are called; a format's are told by its name.
WORDS: "dict[str, _StrPromise]" = {
    "start": gettext_lazy("Start"),
    "next": gettext_lazy("Next"),
    "back": gettext_lazy("Back"),
    "pause": gettext_lazy("Pause"),
    "resume": gettext_lazy("Resume"),
    "close": gettext_lazy("Close the event"),
    "extend": gettext_lazy("Other length"),
    "recover": gettext_lazy("Make up for the delay"),
    "go": gettext_lazy("Go there"),
    "skip": gettext_lazy("Leave out"),
    "undo": gettext_lazy("Undo"),
}


def line(command: Command, event: Event) -> dict[str, Any]:
    """Return one command in words."""
    return {
        "hour": said_hour(command.at.astimezone(event.zone)),
        "who": command.by.full_name if command.by else _("with a pass"),
        "what": words_of(command.kind),
    }


def words_of(kind: str) -> str:
    """Return what a command is called, in the reader's language."""
    return str(WORDS.get(kind) or FORMATS[kind.partition(".")[0]].label)
