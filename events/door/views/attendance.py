"""Who came: the paper list entered in one go, or asked when nobody was checked in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import hosts
from events.door import actions
from events.door.attendance import is_asked
from events.door.looking import with_arrivals
from networking.accounts.access import whoever


@event_view(hosts)
def attendance(request: HttpRequest, event: Event) -> HttpResponse:
    """All with a seat, a box before each. Nothing is lost if somebody else ticks meanwhile."""
    if request.method == "POST":
        told = actions.tell_attendance(
            event=event,
            ticked=_ids(request.POST.getlist("ticked")),
            came=_ids(request.POST.getlist("came")),
            by=whoever(request),
        )
        messages.success(request, _said(told))
        return redirect("door:attendance", event.association.slug, event.slug)
    context = {
        "event": event,
        "association": event.association,
        "guests": with_arrivals(event).by_name(),
        "asked": is_asked(event),
        "here": "door",
    }
    return render(request, "door/attendance.html", context)


def _ids(sent: list[str]) -> set[int]:
    return {int(each) for each in sent if each.isdecimal() and len(each) < 18}


def _said(told: actions.Told) -> str:
    if told.undone and not told.came:
        return ngettext(
            "%(count)s person is not here after all.",
            "%(count)s people are not here after all.",
            told.undone,
        ) % {"count": told.undone}
    if not told.came:
        return _("Noted: nobody else came.")
    return ngettext(
        "%(count)s person more has come.", "%(count)s people more have come.", told.came
    ) % {"count": told.came}
