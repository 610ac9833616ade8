"""What changes of an event, in words: for who decides, before it is done."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.calendar.models import Event, Policy
from events.calendar.occurrences import HOURS, REGISTRATION
from networking.dates import said_day, said_hour

# What an event can have of its own, as a word among others.
WORDS = {
    "hours": gettext_lazy("date and hours"),
    "title": gettext_lazy("title"),
    "description": gettext_lazy("description"),
    "venue": gettext_lazy("place"),
    "address": gettext_lazy("address"),
    "online_url": gettext_lazy("online address"),
    "capacity": gettext_lazy("seats"),
    "policy": gettext_lazy("who may register"),
}


def said_changes(event: Event, fields: Mapping[str, Any]) -> list[str]:
    """Say, one sentence each, what these fields change of an event."""
    said = []
    if HOURS & fields.keys():
        said.append(_said_hours(event, fields))
    if "title" in fields:
        said.append(_("New title: %(title)s") % {"title": fields["title"]})
    for name, emptied, filled in (
        ("venue", _("No place any more"), _("New place: %(value)s")),
        ("address", _("No address any more"), _("New address: %(value)s")),
        ("online_url", _("No online address any more"), _("New online address: %(value)s")),
    ):
        if name in fields:
            said.append(filled % {"value": fields[name]} if fields[name] else emptied)
    if count := fields.get("capacity"):
        said.append(ngettext("%(count)s seat", "%(count)s seats", count) % {"count": count})
    if "policy" in fields:
        said.append(_("Who may register: %(policy)s") % {"policy": Policy(fields["policy"]).label})
    if "description" in fields:
        said.append(_("New description"))
    # With the event its registration moves by itself.
    if REGISTRATION & fields.keys() and not HOURS & fields.keys():
        said.append(_("Registration opens or closes at another time"))
    return said


def said_names(names: list[str]) -> list[str]:
    """Return the words for what an event has of its own."""
    return [capfirst(str(WORDS[name])) for name in names]


def _said_hours(event: Event, fields: Mapping[str, Any]) -> str:
    starts: dt.datetime = fields.get("starts_at", event.starts_at).astimezone(event.zone)
    ends: dt.datetime = fields.get("ends_at", event.ends_at).astimezone(event.zone)
    words = {
        "day": said_day(starts.date()),
        "begins": said_hour(starts),
        "ends": said_hour(ends),
    }
    if starts.date() != event.local_start.date():
        return _("Moves to %(day)s, from %(begins)s to %(ends)s") % words
    return _("From %(begins)s to %(ends)s") % words
