"""The colour and the picture of an event."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from events.calendar import actions
from events.calendar.access import event_view
from events.calendar.forms import LookForm
from events.calendar.models import Event
from events.calendar.rules import organises
from networking.accounts.access import whoever
from networking.pictures import chosen


@event_view(organises)
def cover(request: HttpRequest, event: Event) -> HttpResponse:
    """Choose how the event's page looks."""
    form = LookForm(request.POST or None, request.FILES or None, event=event)
    if request.method == "POST" and form.is_valid():
        actions.dress(
            event=event,
            colour=form.chosen_colour,
            picture=chosen(form.cleaned_data["cover"]),
            by=whoever(request),
        )
        messages.success(request, _("Saved."))
        return redirect(event)
    context = {"event": event, "association": event.association, "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "calendar/cover.html", context, status=status)
