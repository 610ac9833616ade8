"""Why two people were drawn together, in words made when they are read; and what is said without
network.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from events.rounds.pairing import Reason
from events.rounds.tables import Table

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

AWAY: "Final[Mapping[str, _StrPromise]]" = {
    "present": _("Here: %(present)s"),
    "round": _("Round %(round)s of %(rounds)s"),
    "rounds": _("%(rounds)s rounds of %(minutes)s min, 30 s to change places"),
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


def reason_for_them(table: Table) -> str:
    """Say it to the people at the table: only what does not tell one of them about another."""
    if table.reason is Reason.NEW:
        return gettext("You meet for the first time")
    if table.reason is Reason.EARLIER and len(table.guests) == 2:
        return _last_met(table.events_ago or 1)
    return ""


def reason_for_facilitator(table: Table) -> str:
    """Say what could not be avoided at a table; nothing where there is nothing to say."""
    if table.reason is Reason.EARLIER:
        return _last_met(table.events_ago or 1)
    if table.reason is Reason.COLLEAGUES:
        return gettext("Same organisation")
    if table.reason is Reason.AGAIN:
        return gettext("Met today already")
    return ""


def _last_met(events_ago: int) -> str:
    if events_ago == 1:
        return gettext("Met at the last event")
    return ngettext("Last met %(count)s event ago", "Last met %(count)s events ago", events_ago) % {
        "count": events_ago
    }
