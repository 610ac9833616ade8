"""Taking contacts away: it always works, for one, for some and for all."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from followups.contacts.exporting import files
from followups.contacts.exporting.chosen import chosen
from followups.contacts.models import Contact
from followups.contacts.records import whole
from networking import sheets
from networking.accounts.access import whoever
from networking.web.access import signed_in


@require_GET
@signed_in
def export(request: HttpRequest) -> HttpResponse:
    """What one's list can be taken away as."""
    context = {
        "count": chosen(whoever(request), request.GET).count(),
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
        "some": "only" in request.GET,
        "only": request.GET.get("only", ""),
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
    said = files.cards(chosen(whoever(request), request.GET), _version(request))
    return _as_file(said, "contacts.vcf")


@require_GET
@signed_in
def table(request: HttpRequest, *, kind: Literal["csv", "xlsx"]) -> HttpResponse:
    """My list, or some of it, as a table."""
    french = (get_language() or "").startswith("fr")
    headings, rows = files.table(chosen(whoever(request), request.GET), french=french)
    return sheets.answer(_("Contacts"), headings, rows, kind)


def _version(request: HttpRequest) -> str:
    return files.version_of(request.GET.get("version", ""))


def _as_file(said: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(said, content_type="text/vcard; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
