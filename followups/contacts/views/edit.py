"""Adding somebody by hand, and correcting what one has of her."""

import dataclasses
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from followups.contacts import actions
from followups.contacts.card import LABELS, Details
from followups.contacts.forms import ContactForm, WaysForms
from followups.contacts.loading import mine_whole
from followups.contacts.models import Contact
from followups.contacts.records import PLAIN, details_of
from networking.accounts.access import whoever
from networking.pictures import chosen
from networking.web.access import signed_in


@signed_in
def edit(request: HttpRequest, *, pk: int | None = None) -> HttpResponse:
    """Add somebody by hand, or correct a contact."""
    user = whoever(request)
    found = mine_whole(request, pk) if pk else None
    contact = found or Contact(owner=user)
    details = details_of(found) if found else Details()
    form = ContactForm(
        request.POST or None, request.FILES or None, details=details, contact=contact
    )
    ways = WaysForms(request.POST or None, details)
    if request.method == "POST" and all([form.is_valid(), ways.is_valid()]):
        typed = _typed(details, form, ways)
        if not typed.is_empty:
            introducer = form.cleaned_data["introduced_by"]
            kept = actions.describe(
                owner=user, contact=found, details=typed, introduced_by=introducer, by=user
            )
            return redirect(kept)
        form.add_error(
            "given_name", _("A name, an organisation or a way to reach her: one of them.")
        )
    return _shown(request, found, form, ways)


def _typed(details: Details, form: ContactForm, ways: WaysForms) -> Details:
    """Return the details as they are now typed; journal and promises stay as they are."""
    words = {name: form.cleaned_data[name] for name in PLAIN}
    picture = chosen(form.cleaned_data["picture"])
    changed: dict[str, Any] = {**words, **ways.filled(), "tags": form.cleaned_data["tags"]}
    if picture is not None:
        changed["picture"] = picture.read() if picture else b""
    return dataclasses.replace(details, **changed)


def _shown(
    request: HttpRequest, found: Contact | None, form: ContactForm, ways: WaysForms
) -> HttpResponse:
    user = whoever(request)
    others = Contact.objects.of(user)
    context = {
        "form": form,
        "ways": ways.sets,
        "contact": found,
        "names": others.only("given_name", "family_name", "organisation", "emails")[:300],
        "tags": user.contact_tags.all()[:100],
        "labels": LABELS,
        "place": "contacts",
    }
    wrong = request.method == "POST"
    return render(request, "contacts/edit.html", context, status=422 if wrong else 200)
