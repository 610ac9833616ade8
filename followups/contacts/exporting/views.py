"""Taking contacts away: it always works, for one, for some and for all."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from followups.contacts.exporting import files
from followups.contacts.listing.selection import Selection
from followups.contacts.models import Contact, ContactQuerySet
from followups.contacts.records import whole
from networking import sheets
from networking.accounts.access import whoever
from networking.web.access import signed_in


@require_GET
@signed_in
def export(request: HttpRequest) -> HttpResponse:
    """What one's list can be taken away as."""
    asked = Selection.of(request.GET)
    context = {
        "count": asked.mine(whoever(request)).count(),
        "asked": asked,
        "some": not asked.is_all,
        "place": "contacts",
    }
    return render(request, "contacts/exporting/export.html", context)


@require_GET
@signed_in
def card(request: HttpRequest, *, pk: int) -> HttpResponse:
    """One contact as a vCard, for the phone's own address book."""
    mine = whole(Contact.objects.of(whoever(request)))
    said = files.card(get_object_or_404(mine, pk=pk), _version(request))
    return _as_file(said, "contact.vcf")


@require_GET
@signed_in
def cards(request: HttpRequest) -> HttpResponse:
    """My list, or some of it, as vCards: it can always be taken away."""
    said = files.cards(_asked(request), _version(request))
    return _as_file(said, "contacts.vcf")


@require_GET
@signed_in
def table(request: HttpRequest, *, kind: Literal["csv", "xlsx"]) -> HttpResponse:
    """My list, or some of it, as a table."""
    french = (get_language() or "").startswith("fr")
    headings, rows = files.table(_asked(request), french=french)
    return sheets.answer(_("Contacts"), headings, rows, kind)


def _asked(request: HttpRequest) -> ContactQuerySet:
    """My contacts that an address names: all where it says nothing."""
    return Selection.of(request.GET).mine(whoever(request))


def _version(request: HttpRequest) -> str:
    return files.version_of(request.GET.get("version", ""))


def _as_file(said: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(said, content_type="text/vcard; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
