"""The page of one contact, and what one writes down there."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from events.guests.models import Registration
from followups.contacts import actions
from followups.contacts.forms import NoteForm
from followups.contacts.journal import actions as journal
from followups.contacts.journal.forms import EntryForm, PromiseForm
from followups.contacts.journal.timeline import timeline
from followups.contacts.loading import mine, mine_whole
from followups.contacts.met import met_lately
from followups.contacts.models import Contact, Picture
from networking.accounts.access import whoever
from networking.time import today
from networking.web.access import signed_in


@signed_in
def contact(request: HttpRequest, *, pk: int) -> HttpResponse:
    """One contact: what was shared, my own words about her, and all that happened."""
    found = mine_whole(request, pk)
    form = NoteForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.write(contact=found, **form.cleaned_data, by=whoever(request))
        messages.success(request, _("Noted."))
        return redirect(found)
    return _shown(request, found, note=form)


def _shown(request: HttpRequest, found: Contact, **forms: Any) -> HttpResponse:
    """The page, with the form that was refused in it as it was typed, if there is one."""
    context = {
        "contact": found,
        "emails": found.ways("emails"),
        "phones": found.ways("phones"),
        "links": found.ways("links"),
        "addresses": found.postal,
        "history": timeline(found),
        "today": today(),
        "note": NoteForm(instance=found),
        "entry": EntryForm(),
        "promise": PromiseForm(),
        "place": "contacts",
        **forms,
    }
    wrong = any(form.errors for form in forms.values())
    return render(request, "contacts/contact.html", context, status=422 if wrong else 200)


@require_POST
@signed_in
def log(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Write an entry into a contact's journal."""
    found, form = mine_whole(request, pk), EntryForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, entry=form)
    journal.log(contact=found, **form.cleaned_data, by=whoever(request))
    messages.success(request, _("Noted."))
    return redirect(found)


@require_POST
@signed_in
def strike(request: HttpRequest, *, pk: int, entry: int) -> HttpResponse:
    """Take an entry out of a contact's journal."""
    found = mine(request, pk)
    journal.strike(entry=get_object_or_404(found.entries, pk=entry), by=whoever(request))
    return redirect(found)


@require_POST
@signed_in
def promise(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Note what I promised a contact."""
    found, form = mine_whole(request, pk), PromiseForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, promise=form)
    journal.promise(contact=found, **form.cleaned_data, by=whoever(request))
    return redirect(found)


@require_POST
@signed_in
def settle(request: HttpRequest, *, pk: int, promise: int) -> HttpResponse:
    """Note that a promise was kept, that it wasn't yet, or that it is none any more."""
    found, user = mine(request, pk), whoever(request)
    kept = get_object_or_404(found.promises, pk=promise)
    verb = request.POST.get("do")
    if verb == "release":
        journal.release(promise=kept, by=user)
    else:
        done_on = None if verb == "reopen" else today()
        journal.settle(promise=kept, done_on=done_on, by=user)
    return redirect(found)


@signed_in
@cache_control(private=True, max_age=3600)
def picture(request: HttpRequest, *, pk: int) -> HttpResponse:
    """A contact's face, for her owner alone."""
    try:
        face = mine(request, pk).picture
    except Picture.DoesNotExist as none:
        raise Http404 from none
    return HttpResponse(bytes(face.data), content_type="image/jpeg")


@require_POST
@signed_in
def keep(request: HttpRequest, *, public_id: str) -> HttpResponse:
    """Keep somebody I met: only those the list of people met offers."""
    user = whoever(request)
    met = {each.registration.public_id: each.registration for each in met_lately(user)}
    if public_id in met:
        kept = actions.keep(owner=user, registration=met[public_id], by=user)
        messages.success(request, _("Kept. A word to remember?"))
        return redirect(kept)
    # Kept already by a double click: show her; anybody else doesn't exist here.
    registration = get_object_or_404(Registration, public_id=public_id)
    return redirect(get_object_or_404(Contact.objects.of(user), person=registration.user_id))


@require_POST
@signed_in
def forget(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Take somebody out of my list."""
    actions.forget(contact=mine(request, pk), by=whoever(request))
    messages.success(request, _("Removed from your list."))
    return redirect("contacts:contacts")
