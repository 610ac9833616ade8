"""For the restaurant: how many, who eats what, who has still to pay."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import organises
from events.guests import actions
from events.guests.columns import name_of
from events.guests.covers import covers_of, lines
from events.guests.views.ways import page
from networking import sheets
from networking.accounts.access import whoever


@require_GET
@event_view(organises)
def covers(request: HttpRequest, event: Event) -> HttpResponse:
    """One sheet to hand over: the number of covers, the diets by name, who has still to pay."""
    return render(request, "guests/covers.html", page(event, "covers", covers=covers_of(event)))


@require_GET
@event_view(organises)
def as_file(request: HttpRequest, event: Event, *, kind: Literal["csv", "xlsx"]) -> HttpResponse:
    """The same as a file: a line for each guest, what she eats and whether she has still to pay."""
    table = lines(event)
    count = len(table.rows)
    actions.note_export(event=event, what="covers", kind=kind, count=count, by=whoever(request))
    name = name_of(event, pgettext("of a table", "Covers"))
    return sheets.answer(name, table.headings, table.rows, kind)
