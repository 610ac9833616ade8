"""What is said to people when a command is refused."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.agenda.formats import FORMATS
from events.agenda.log import Refused

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

REFUSALS: "dict[str, _StrPromise]" = {
    "already_started": _("The event has begun already."),
    "not_started": _("The event has not begun yet."),
    "over": _("The event is over."),
    "not_published": _("Publish the event before you start it."),
    "empty_agenda": _("There is nothing on the agenda yet."),
    "last_segment": _("This is the last part. Close the event when you are done."),
    "first_segment": _("This is the first part."),
    "already_there": _("We are there already."),
    "already_paused": _("The clock is paused already."),
    "not_paused": _("The clock is running already."),
    "not_late": _("We are not late."),
    "segment_is_past": _("This part is over already."),
    "no_such_segment": _("This part is not on."),
    "no_such_words": _("Say it in a few words: 80 letters at most."),
    "nothing_said": _("There is nothing to be read any more."),
    "nothing_to_undo": _("This was undone already."),
    "name_taken": _("There is a template of this name already. Choose another name."),
    "no_such_template": _("There is no such template any more."),
    "unreadable_template": _("This template can’t be read any more. Keep it anew, then try again."),
    "agenda_changed": _("Somebody else has just changed the agenda. Here it is as it stands now."),
    "undo_later_first": _("Undo what came after it first."),
}


def said(refused: Refused, kind: str) -> str:
    """Return why a command of this kind was refused, in the reader's language."""
    of_format = FORMATS[kind.partition(".")[0]].refusals
    words = of_format.get(refused.reason) or REFUSALS.get(refused.reason)
    return str(words) if words else gettext("That can’t be done now.")
