"""The organisers' page of a season's follow-ups."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from events.calendar.views.public import YEARS
from followups.reminders.season.reading import current, season_of
from networking.associations.access import association_view
from networking.associations.models import Association
from networking.associations.rules import organises


@association_view(organises)
def season(
    request: HttpRequest, association: Association, *, year: int | None = None
) -> HttpResponse:
    """What share was followed up within 48 hours, event by event: totals, and nobody's own."""
    shown = current(association) if year is None else year
    if shown not in YEARS:
        raise Http404
    context = {"association": association, "season": season_of(association, shown)}
    return render(request, "reminders/season.html", context)
