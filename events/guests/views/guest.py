"""One guest, as the organisers see her: what was said, noted and done."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import organises
from events.guests import actions
from events.guests.finding import said
from events.guests.forms import CardForm
from events.guests.history import history_of
from events.guests.messaging import NoteForm
from events.guests.models import ENDED, Registration, Status
from events.guests.views.ways import page, way
from networking.accounts.access import whoever
from networking.mail.outbox import troubled

# What an organiser can correct or note.
TYPED = (
    "given_name", "family_name", "title", "organisation",
    "diet", "remark", "mobile", "phone", "fax",
)  # fmt: skip
SEATABLE = frozenset({Status.WAITING, Status.OFFERED, Status.INVITED})


@require_GET
@event_view(organises)
def guest(request: HttpRequest, event: Event, *, registration: int) -> HttpResponse:
    """Everything an organiser knows about a guest, and what she can do for her."""
    return render(request, "guests/guest.html", _page(_of(event, registration)))


@require_POST
@event_view(organises)
def badge(request: HttpRequest, event: Event, *, registration: int) -> HttpResponse:
    """Correct what stands on a guest's badge."""
    found = _of(event, registration)
    form = CardForm(request.POST)
    # A guest may have one name only.
    form.fields["family_name"].required = False
    if not form.is_valid():
        return _again(request, found, card_form=form)
    actions.describe(registration=found, **form.cleaned_data, by=whoever(request))
    messages.success(request, _("Saved. The badge will say so."))
    return redirect(way(event, "guest", found.pk))


@require_POST
@event_view(organises)
def note(request: HttpRequest, event: Event, *, registration: int) -> HttpResponse:
    """Write down diet, numbers and tags."""
    found = _of(event, registration)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _again(request, found, note_form=form)
    noted = dict(form.cleaned_data)
    actions.set_tags(registration=found, names=noted.pop("tags"), by=whoever(request))
    actions.annotate(registration=found, **noted, by=whoever(request))
    messages.success(request, _("Saved."))
    return redirect(way(event, "guest", found.pk))


@require_POST
@event_view(organises)
def pay(request: HttpRequest, event: Event, *, registration: int) -> HttpResponse:
    """Note that a guest has still to pay, or that she has paid."""
    found = _of(event, registration)
    to_pay = request.POST.get("to_pay") == "1"
    actions.mark_to_pay(event=event, guests=[found.pk], to_pay=to_pay, by=whoever(request))
    messages.success(request, _("Noted: still to pay.") if to_pay else _("Noted: nothing to pay."))
    return redirect(way(event, "guest", found.pk))


def _of(event: Event, pk: int) -> Registration:
    known = event.registrations.select_related("user", "inviter", "substitute_for", "batch")
    found = get_object_or_404(known.prefetch_related("tags"), pk=pk)
    found.event = event
    return found


def _again(request: HttpRequest, found: Registration, **forms: Any) -> HttpResponse:
    context = _page(found) | forms
    return render(request, "guests/guest.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _page(found: Registration) -> dict[str, Any]:
    event = found.event
    tags = ", ".join(tag.name for tag in found.tags.all())
    initial = {name: getattr(found, name) for name in TYPED} | {"tags": tags}
    card_form = CardForm(initial=initial)
    card_form.fields["family_name"].required = False
    return page(
        event,
        registration=found,
        answers=[(question, said(question, found.answers)) for question in event.questions.all()],
        history=history_of(found),
        stands_in=Registration.objects.filter(substitute_for=found).first(),
        ended=found.status in ENDED,
        mail_trouble=troubled([found.user.email]).get(found.user.email or ""),
        seatable=found.status in SEATABLE,
        card_form=card_form,
        note_form=NoteForm(initial=initial),
        tag_names=event.association.guest_tags.values_list("name", flat=True),
    )
