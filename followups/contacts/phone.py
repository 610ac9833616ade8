"""Where a guest's phone sends her words to remember."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.agenda.formats import View
from events.agenda.reading import read
from events.agenda.views.live import grant_of, shown
from events.calendar.access import event_view
from events.calendar.models import Event
from events.directory.cards import with_people
from events.guests.models import Registration
from events.guests.rules import attends, registration_of
from events.rounds.company import sat_with
from followups.contacts import actions
from followups.contacts.forms import LONGEST_WORD, WordForm
from followups.contacts.phone_parts import words
from networking.accounts.access import whoever


@require_POST
@event_view(attends)
def remember(request: HttpRequest, event: Event, *, public_id: str) -> HttpResponse:
    """Note a word about somebody I sat with; what can't be kept stays in its field."""
    other, owner, form = _met(request, event, public_id), whoever(request), WordForm(request.POST)
    if not form.is_valid():
        return _refused(request, event, str(form.errors["text"][0]))
    try:
        actions.remember(owner=owner, registration=other, word=form.cleaned_data["text"], by=owner)
    except actions.NoteFull:
        return _refused(request, event, _("Your notes on this person are full. Make room first."))
    if request.headers.get("HX-Request"):
        (word,) = words(owner, [other])
        context = {"event": event, "word": word, "longest": LONGEST_WORD, "saved": True}
        context["association"] = event.association
        return render(request, "contacts/_word.html", context)
    messages.success(request, _("Noted."))
    return redirect("agenda:phone", event.association.slug, event.slug)


def _met(request: HttpRequest, event: Event, public_id: str) -> Registration:
    """Return whom I sat with; to me nobody else exists here."""
    mine = registration_of(request.user, event)
    if mine is None or public_id not in sat_with(read(event).state, mine.public_id):
        raise Http404
    there = Registration.objects.filter(event=event, public_id=public_id)
    other = with_people(there).first()
    if other is None:
        raise Http404
    return other


def _refused(request: HttpRequest, event: Event, why: str) -> HttpResponse:
    """Say why not: in a few words to a script, else on the page, with what was typed in it."""
    if request.headers.get("HX-Request"):
        kind = "text/plain; charset=utf-8"
        return HttpResponse(why, status=HTTPStatus.UNPROCESSABLE_ENTITY, content_type=kind)
    messages.error(request, why)
    page = shown(request, event, View.PHONE, whole=True, grant=grant_of(request, View.PHONE))
    page.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return page
