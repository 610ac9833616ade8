"""The guest list as a file to take away."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import organises
from events.guests import actions
from events.guests.columns import name_of, table_of
from events.guests.finding import audience_of, found
from networking import sheets
from networking.accounts.access import whoever


@require_GET
@event_view(organises)
def guests(request: HttpRequest, event: Event, *, kind: Literal["csv", "xlsx"]) -> HttpResponse:
    """Those the filters find, with all that is known of them. Noted: it leaves the site."""
    headings, rows = table_of(event, found(event, audience_of(request.GET)))
    actions.note_export(event=event, what="list", kind=kind, count=len(rows), by=whoever(request))
    return sheets.answer(name_of(event), headings, rows, kind)
