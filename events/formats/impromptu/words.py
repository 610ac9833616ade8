"""What is said of an Impromptu without network."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

AWAY: "Final[Mapping[str, _StrPromise]]" = {
    "present": _("Here: %(present)s"),
    "round": _("Round %(round)s of %(rounds)s"),
    "rounds": _("%(rounds)s rounds of %(minutes)s min, %(move)s s to change places"),
    "tables": _("Tables: %(count)s"),
    "draw": _("Draw the pairs"),
    "draw_next": _("Draw the next pairs"),
    "start": _("Start the round"),
    "stop": _("End the round"),
    "redraw": _("Draw again"),
    "join": _("Give them a table"),
    "longer": _("+ 30 s"),
    "find": _("find your table"),
    "one": _("One speaks, the other listens."),
    "two": _("Change over: the other speaks now."),
    "together": _("The last minute is yours together."),
    "thanks": _("Thank each other."),
}
