"""Why people were drawn together, and what could not be avoided, in words made when read."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from events.rounds.pairing import Proof, Reason
from events.rounds.tables import Table

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# What was broken and why no draw could do better.
PROOFS: "Final[Mapping[str, _StrPromise]]" = {
    Proof.EXACT: _("It could not be otherwise: all pairs there could be were compared."),
    Proof.PARTNERS: _("It could not be otherwise: somebody has met nearly everybody by now."),
    Proof.TABLES: _(
        "It could not be otherwise: there are more seats at a table than tables to go to."
    ),
    Proof.HOUSES: _(
        "It could not be otherwise: there are more of one organisation, more visitors or more"
        " newcomers than tables."
    ),
}
# What is no reason against anybody who meets for the first time.
NEW: Final = frozenset({Reason.NEW, Reason.VISITORS, Reason.FIRST_TIMERS})


def reason_for_them(table: Table) -> str:
    """Say it to the people at the table: only what does not tell one of them about another."""
    if table.reason in NEW:
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
    if table.reason is Reason.VISITORS:
        return gettext("Several visitors")
    if table.reason is Reason.FIRST_TIMERS:
        return gettext("Several newcomers")
    return ""


def _last_met(events_ago: int) -> str:
    if events_ago == 1:
        return gettext("Met at the last event")
    return ngettext("Last met %(count)s event ago", "Last met %(count)s events ago", events_ago) % {
        "count": events_ago
    }
