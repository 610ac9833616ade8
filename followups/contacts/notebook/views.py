"""Printing my notebook."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from followups.contacts.models import Contact
from followups.contacts.notebook.book import MOST, book_of
from followups.contacts.notebook.forms import NotebookForm
from networking.accounts.access import whoever
from networking.web.access import signed_in


@signed_in
def choose(request: HttpRequest) -> HttpResponse:
    """By what it is divided, and on which paper."""
    count = Contact.objects.of(whoever(request)).count()
    context = {"form": NotebookForm(), "count": count, "place": "contacts"}
    return render(request, "contacts/notebook.html", context)


@signed_in
def pdf(request: HttpRequest) -> HttpResponse:
    """My contacts as a notebook."""
    user = whoever(request)
    form, mine = NotebookForm(request.GET), Contact.objects.of(user)
    chosen = mine.matching(form.cleaned_data["q"]) if form.is_valid() else mine
    if form.is_valid() and chosen.count() > MOST:
        form.add_error("q", _("That is more than 3,000 contacts: choose some of them."))
    if form.errors:
        context = {"form": form, "count": mine.count(), "place": "contacts"}
        return render(request, "contacts/notebook.html", context, status=422)
    made = book_of(user, chosen, **form.chosen)
    answer = HttpResponse(made, content_type="application/pdf")
    name = _("contacts")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer
