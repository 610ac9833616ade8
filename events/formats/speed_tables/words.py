"""What is said of speed tables without network."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

AWAY: "Final[Mapping[str, _StrPromise]]" = {
    "present": _("Here: %(present)s"),
    "round": _("Round %(round)s of %(rounds)s"),
    "rounds": _("%(rounds)s rounds at tables of %(size)s, %(turn)s s each"),
    "tables": _("Tables: %(count)s"),
    "draw": _("Draw the tables"),
    "draw_next": _("Draw the next tables"),
    "start": _("Start the round"),
    "stop": _("End the round"),
    "redraw": _("Draw again"),
    "join": _("Give them a table"),
    "longer": _("+ 30 s"),
    "find": _("find your table"),
    "turn": _("Voice %(number)s"),
    "together": _("Now all together."),
    "thanks": _("Thank each other."),
}
