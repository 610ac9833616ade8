"""A change of a series is shown before it is done: what happens to which event."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from events.calendar import actions
from events.calendar.actions.plans import Line, Plan, plan_change
from events.calendar.audience import audience_of, heads_of
from events.calendar.changes import said_changes
from events.calendar.models import Series, Status
from networking.accounts.access import whoever

# What the page that asks adds to what was typed before.
ANSWERS = frozenset({"csrfmiddlewaretoken", "agreed", "too", "off", "note", "back"})


def settle(
    request: HttpRequest,
    series: Series,
    fields: Mapping[str, Any],
    *,
    since: dt.date | None = None,
    ask: bool = True,
) -> HttpResponse:
    """Do what was agreed to; otherwise show what would happen, and ask.

    Without `ask` only that is asked which nobody else can decide: whether an event that people
    count on is cancelled.
    """
    plan = plan_change(series, fields, since=since)
    agreed = request.POST.get("agreed", "")
    if (plan.reaches_events if ask else plan.held) and agreed != plan.mark:
        return _asked(request, series, plan, anew=bool(agreed))
    try:
        actions.change_series(
            series=series,
            agreed=plan.mark,
            since=since,
            too=_keys(request, "too"),
            off=_keys(request, "off"),
            note=request.POST.get("note", "").replace("\0", "")[:500].strip(),
            by=whoever(request),
            **fields,
        )
    except actions.Outdated:
        return _asked(request, series, plan_change(series, fields, since=since), anew=True)
    messages.success(request, _("Saved."))
    return redirect("calendar:series", series.association.slug, series.slug)


def _asked(request: HttpRequest, series: Series, plan: Plan, *, anew: bool) -> HttpResponse:
    heads = heads_of(line.event for line in plan.lines)
    context = {
        "association": series.association,
        "series": series,
        "plan": plan,
        "anew": anew,
        "typed": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in ANSWERS
        ],
        "changed": [_row(line, line.changes, heads) for line in plan.changed],
        "own": [_row(line, line.kept, heads) for line in plan.own],
        "held": [{"event": each.event, "audience": audience_of(each.event)} for each in plan.held],
    }
    return render(request, "calendar/series/agree.html", context)


def _row(line: Line, fields: Mapping[str, Any], heads: Mapping[int, int]) -> dict[str, Any]:
    """Return an event, what becomes of it in words, and how many guests are told."""
    told = line.event.status == Status.PUBLISHED and not fields.keys().isdisjoint(actions.MOVED)
    return {
        "event": line.event,
        "said": said_changes(line.event, fields),
        # Asked only where somebody is: most of a season has nobody on its lists yet.
        "told": audience_of(line.event).if_moved if told and heads.get(line.event.pk) else 0,
    }


def _keys(request: HttpRequest, name: str) -> set[int]:
    """The events' keys that were ticked; what is none is passed over."""
    keys = request.POST.getlist(name)
    return {int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 19}
