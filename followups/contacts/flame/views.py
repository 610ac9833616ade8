"""Keeping the flame: one tap each, from the list, from the page of all, from a contact's own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followups.contacts.flame import actions
from followups.contacts.flame.due import MANY, due_of
from followups.contacts.flame.forms import RhythmForm, SpokeForm
from followups.contacts.models import Contact
from networking.accounts.access import whoever
from networking.web.access import signed_in


@signed_in
def flame(request: HttpRequest) -> HttpResponse:
    """All those from whom I wanted to hear by now."""
    due = due_of(whoever(request), most=MANY)
    context = {"due": due, "whole": True, "place": "contacts"}
    return render(request, "contacts/flame.html", context)


@require_POST
@signed_in
def spoke(request: HttpRequest, *, pk: int) -> HttpResponse:
    """I wrote to somebody, or we spoke."""
    found = _mine(request, pk)
    form = SpokeForm(request.POST)
    if form.is_valid():
        actions.spoke(contact=found, kind=form.said, by=whoever(request))
        messages.success(request, _("Noted for today: %(name)s.") % {"name": found.full_name})
    else:
        messages.error(request, _("Say whether you wrote or spoke."))
    return _back(request, found)


@require_POST
@signed_in
def later(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Not now: in a month."""
    found = _mine(request, pk)
    actions.later(contact=found, by=whoever(request))
    messages.success(request, _("%(name)s: again in a month.") % {"name": found.full_name})
    return _back(request, found)


@require_POST
@signed_in
def rhythm(request: HttpRequest, *, pk: int) -> HttpResponse:
    """How often I want to hear from somebody."""
    found = _mine(request, pk)
    form = RhythmForm(request.POST)
    if form.is_valid():
        actions.set_rhythm(contact=found, rhythm=form.chosen, by=whoever(request))
        messages.success(request, _("Kept."))
    else:
        messages.error(request, _("Choose one of the rhythms."))
    return _back(request, found)


def _mine(request: HttpRequest, pk: int) -> Contact:
    return get_object_or_404(Contact.objects.of(whoever(request)), pk=pk)


def _back(request: HttpRequest, contact: Contact) -> HttpResponse:
    """To where the tap came from: the list, the page of all, or the contact's own."""
    came_from = request.POST.get("from")
    if came_from in {"contacts", "flame"}:
        return redirect(f"contacts:{came_from}")
    return redirect(contact)
