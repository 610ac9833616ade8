"""The page of those present, opened by a link of the evening's mail: tick whom you met."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from followups.reminders import links
from followups.reminders.models import Reminder
from followups.reminders.ticks.actions import tell
from followups.reminders.ticks.present import those_present
from networking.audit.actions import through


def present(request: HttpRequest, reminder: Reminder) -> HttpResponse:
    """Tick whom one met among those present, untick whom one didn't meet. Twice is once."""
    user, event = reminder.user, reminder.event
    people = those_present(user, event)
    if request.method == "POST":
        ticked, shown = set(request.POST.getlist("met")), set(request.POST.getlist("was"))
        met = [each.user for each in people if each.card.public_id in ticked]
        # Only who was ticked as the page was opened is said not to have been met.
        gone = [each.user for each in people if each.card.public_id in shown - ticked]
        with through(f"link:{reminder.pk}"):
            tell(event=event, user=user, met=met, not_met=gone, by=None)
        return redirect(f"{request.path}?noted")
    context = {
        "event": event,
        "association": event.association,
        "people": people,
        "noted": "noted" in request.GET,
        "list_url": links.url_of(reminder, "list"),
        "title": _("Whom did you meet?"),
    }
    return render(request, "reminders/by_link/present.html", context)
