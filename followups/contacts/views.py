"""One's contact list. Nobody else's is ever reachable: every load begins at the owner."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.guests.models import Registration
from followups.contacts import actions
from followups.contacts.asking import questions_to
from followups.contacts.forms import ContactForm, NoteForm
from followups.contacts.met import met_lately
from followups.contacts.models import Contact
from networking.accounts.access import whoever
from networking.web.access import signed_in


@signed_in
def contacts(request: HttpRequest) -> HttpResponse:
    """My contacts, those I met lately, and who asks to exchange cards with me."""
    user = whoever(request)
    query = request.GET.get("q", "").strip()
    mine = Contact.objects.of(user).select_related("met_at")
    context = {
        "contacts": mine.matching(query) if query else mine,
        "query": query,
        "met": met_lately(user),
        "asking": questions_to(user),
        "place": "contacts",
    }
    template = (
        "contacts/_list.html" if request.headers.get("HX-Request") else "contacts/contacts.html"
    )
    return render(request, template, context)


@signed_in
def contact(request: HttpRequest, *, pk: int) -> HttpResponse:
    """One contact: what was shared, and my own words about it."""
    found = get_object_or_404(Contact.objects.of(whoever(request)).select_related("met_at"), pk=pk)
    form = NoteForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.write(contact=found, **form.cleaned_data, by=whoever(request))
        messages.success(request, _("Noted."))
        return redirect(found)
    context = {
        "contact": found,
        "form": form,
        "emails": found.ways("emails"),
        "phones": found.ways("phones"),
        "place": "contacts",
    }
    return render(request, "contacts/contact.html", context, status=422 if form.errors else 200)


@signed_in
def edit(request: HttpRequest, *, pk: int | None = None) -> HttpResponse:
    """Add somebody by hand, or correct a contact."""
    user = whoever(request)
    found = get_object_or_404(Contact.objects.of(user), pk=pk) if pk else None
    form = ContactForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        if found is None:
            found = actions.add(owner=user, **form.cleaned_data, by=user)
        else:
            actions.write(contact=found, **form.cleaned_data, by=user)
        return redirect(found)
    context = {"form": form, "contact": found, "place": "contacts"}
    return render(request, "contacts/edit.html", context, status=422 if form.errors else 200)


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
    user = whoever(request)
    actions.forget(contact=get_object_or_404(Contact.objects.of(user), pk=pk), by=user)
    messages.success(request, _("Removed from your list."))
    return redirect("contacts:contacts")
