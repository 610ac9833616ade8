"""The steps of an event's life that an organiser takes by hand, and its ends."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from events.calendar import actions
from events.calendar.access import event_view
from events.calendar.audience import audience_of
from events.calendar.forms import CancelForm
from events.calendar.models import Event, Status
from events.calendar.rules import organises
from networking.accounts.access import whoever
from networking.web import nav

# The steps an organiser takes by hand; the others come from the live run.
BY_HAND = {
    "publish": (Status.PUBLISHED, gettext_noop("Published. You can share its address now.")),
    "unpublish": (Status.DRAFT, gettext_noop("Back to draft: only organisers see it.")),
    "archive": (Status.ARCHIVED, gettext_noop("Archived. Its pages stay as they are.")),
}


@require_POST
@event_view(organises)
def move(request: HttpRequest, event: Event, *, step: str) -> HttpResponse:
    """Publish an event, take it back to draft, or archive it."""
    if step not in BY_HAND:
        raise Http404
    status, said = BY_HAND[step]
    try:
        actions.move_to(event=event, status=status, by=whoever(request))
    except actions.NoSuchTransition:
        messages.error(request, _("That isn’t possible any more: the event has moved on."))
    else:
        messages.success(request, _(said))
    return redirect("calendar:overview", association=event.association.slug, event=event.slug)


@event_view(organises)
def cancel(request: HttpRequest, event: Event) -> HttpResponse:
    """Call an event off: first what will happen, and to how many; then it is done."""
    form = CancelForm(request.POST or None)
    possible = event.status in {Status.DRAFT, Status.PUBLISHED}
    if request.method == "POST" and form.is_valid():
        return _cancelled(request, event, form.cleaned_data["note"])
    context = {
        "event": event,
        "association": event.association,
        "form": form,
        "possible": possible,
        "disposable": actions.is_disposable(event),
        "audience": audience_of(event),
        "elsewhere": [
            link
            for link in nav.links("event", user=request.user, obj=event)
            if link.stage == "during"
        ],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "calendar/cancel.html", context, status=status)


@require_POST
@event_view(organises)
def discard(request: HttpRequest, event: Event) -> HttpResponse:
    """Throw a draft away."""
    try:
        actions.discard(event=event, by=whoever(request))
    except actions.NoSuchTransition:
        messages.error(
            request, _("This draft can’t be thrown away: people are on its list. Cancel it.")
        )
        return redirect("calendar:cancel", association=event.association.slug, event=event.slug)
    messages.success(request, _("The draft is gone."))
    return redirect("calendar:events", association=event.association.slug)


def _cancelled(request: HttpRequest, event: Event, note: str) -> HttpResponse:
    try:
        done = actions.cancel(event=event, note=note, by=whoever(request))
    except actions.NoSuchTransition:
        messages.error(request, _("It has begun, or is over: close it early instead."))
        return redirect("calendar:cancel", association=event.association.slug, event=event.slug)
    if done:
        messages.success(request, _("Cancelled. Everybody concerned is told by mail."))
    else:
        messages.info(request, _("It was cancelled already; nobody is told twice."))
    return redirect("calendar:overview", association=event.association.slug, event=event.slug)
