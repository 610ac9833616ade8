"""Printing my notebook."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from followups.contacts.listing.selection import Selection
from followups.contacts.notebook.book import MOST, book_of
from followups.contacts.notebook.forms import NotebookForm
from networking.accounts.access import whoever
from networking.web.access import signed_in


@signed_in
def choose(request: HttpRequest) -> HttpResponse:
    """By what it is divided, and on which paper."""
    return _asking(request, NotebookForm(initial={"q": request.GET.get("q", "")}))


@signed_in
def pdf(request: HttpRequest) -> HttpResponse:
    """My contacts as a notebook: all of them, or those an address names."""
    user = whoever(request)
    form, chosen = NotebookForm(request.GET), Selection.of(request.GET).mine(user)
    if form.is_valid() and chosen.count() > MOST:
        form.add_error("q", _("That is more than 3,000 contacts: choose some of them."))
    if form.errors:
        return _asking(request, form)
    made = book_of(user, chosen, **form.chosen)
    answer = HttpResponse(made, content_type="application/pdf")
    name = _("contacts")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _asking(request: HttpRequest, form: NotebookForm) -> HttpResponse:
    """The choice, about all my contacts or those an address names."""
    asked = Selection.of(request.GET)
    count = asked.mine(whoever(request)).count()
    context = {"form": form, "count": count, "asked": asked, "place": "contacts"}
    status = 422 if form.errors else 200
    return render(request, "contacts/notebook.html", context, status=status)
