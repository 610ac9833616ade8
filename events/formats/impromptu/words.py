"""Why two people were drawn together, in words made when they are read."""

from django.utils.translation import gettext, ngettext

from events.formats.impromptu.pairing import Reason
from events.formats.impromptu.tables import Table


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
