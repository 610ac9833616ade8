"""Hours, lengths and taps, as the pages of an agenda say them."""

import datetime as dt
import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.calendar.models import Event
from networking.dates import said_hour

register = template.Library()
MINUTE = dt.timedelta(minutes=1)
NARROW = "\N{NARROW NO-BREAK SPACE}"


@register.filter
def hour(instant: dt.datetime | None, event: Event) -> str:
    """An instant as a clock on the event's wall says it: “8 h 31”, “08:31”."""
    return "" if instant is None else said_hour(instant.astimezone(event.zone))


@register.filter
def length(span: dt.timedelta | None) -> str:
    """A length in minutes, as one says it: “15 min”, “1 h 20”; at least a minute if anything."""
    if span is None:
        return ""
    minutes = round(span / MINUTE)
    if minutes < 60:
        return f"{minutes or int(span > dt.timedelta())}{NARROW}min"
    hours, rest = divmod(minutes, 60)
    return f"{hours}{NARROW}h" + (f"{NARROW}{rest:02}" if rest else "")


@register.filter
def difference(span: dt.timedelta) -> str:
    """How much more or less than planned: “+3 min”, “−2 min”, “0 min”."""
    minutes = round(span / MINUTE)
    sign = "+" if minutes > 0 else "−" if minutes < 0 else ""
    return f"{sign}{length(abs(minutes) * MINUTE)}"


@register.filter
def late(span: dt.timedelta) -> str:
    """How late or early: “2 min late”, “1 h 20 early”, “on time” by less than half a minute."""
    minutes = round(span / MINUTE)
    if minutes > 0:
        return _("%(length)s late") % {"length": length(span)}
    if minutes < 0:
        return _("%(length)s early") % {"length": length(-span)}
    return _("on time")


@register.filter
def seconds(span: dt.timedelta | int) -> str:
    """A short length in seconds: “45 seconds”, “1 minute”."""
    count = span if isinstance(span, int) else round(span.total_seconds())
    if count % 60 == 0:
        return ngettext("%(count)s minute", "%(count)s minutes", count // 60) % {
            "count": count // 60
        }
    return ngettext("%(count)s second", "%(count)s seconds", count) % {"count": count}


@register.filter
def span(length: dt.timedelta) -> str:
    """A short length as a stopwatch says it: “45 s”, “2 min”, “5 min 25 s”."""
    minutes, rest = divmod(round(length.total_seconds()), 60)
    said = [f"{minutes}{NARROW}min"] if minutes else []
    return " ".join([*said, f"{rest}{NARROW}s"] if rest or not said else said)


@register.simple_tag
def tap(kind: str, payload: dict[str, Any] | None = None, **more: Any) -> SafeString:
    """The attributes that make a button send a command: ``<button {% tap "next" %}>``."""
    said = json.dumps({**(payload or {}), **more}, separators=(",", ":"))
    return format_html('data-tap="{}" data-payload="{}"', kind, said)
