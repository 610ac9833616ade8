"""For the restaurant: how many, who eats what, who has still to pay. Made to print."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import organises
from events.guests import actions
from events.guests.columns import name_of, yes
from events.guests.models import Registration, Status
from events.guests.tally import diets
from events.guests.views.ways import page
from networking import sheets
from networking.accounts.access import whoever


@require_GET
@event_view(organises)
def covers(request: HttpRequest, event: Event) -> HttpResponse:
    """One sheet to hand over: the number of covers, the diets by name, who has still to pay."""
    guests = _expected(event)
    groups = diets([(guest.full_name, guest.diet) for guest in guests])
    context = page(
        event,
        "covers",
        count=len(guests),
        kept=event.registrations.filter(status=Status.OFFERED).count(),
        groups=groups,
        plain=len(guests) - sum(group.count for group in groups),
        to_pay=[guest for guest in guests if guest.to_pay],
    )
    return render(request, "guests/covers.html", context)


@require_GET
@event_view(organises)
def as_file(request: HttpRequest, event: Event, *, kind: Literal["csv", "xlsx"]) -> HttpResponse:
    """The same as a file: a line for each guest, what she eats and whether she has still to pay."""
    rows: list[list[Any]] = [
        [guest.family_name, guest.given_name, guest.organisation, guest.diet, yes(guest.to_pay)]
        for guest in _expected(event)
    ]
    headings = [_("Family name"), _("First name"), _("Organisation"), _("Diet"), _("To pay")]
    actions.note_export(event=event, what="covers", kind=kind, count=len(rows), by=whoever(request))
    return sheets.answer(name_of(event, pgettext("of a table", "Covers")), headings, rows, kind)


def _expected(event: Event) -> list[Registration]:
    return list(event.registrations.confirmed().by_name())
