"""One's contacts as vCards, to be taken away."""

from django.http import HttpRequest, HttpResponse

from followups.contacts.loading import mine
from followups.contacts.models import Contact
from followups.contacts.vcard import FIELDS, vcard
from networking.accounts.access import whoever
from networking.web.access import signed_in


@signed_in
def card(request: HttpRequest, *, pk: int) -> HttpResponse:
    """One contact as a vCard, for the phone's own address book."""
    found = mine(request, pk)
    return _as_file(_said(found), f"contact-{found.pk}.vcf")


@signed_in
def cards(request: HttpRequest) -> HttpResponse:
    """My whole list as vCards: it can always be taken away."""
    mine = Contact.objects.of(whoever(request))
    return _as_file("".join(map(_said, mine)), "contacts.vcf")


def _said(contact: Contact) -> str:
    return vcard({name: getattr(contact, name) for name in FIELDS}, uid=contact.uid)


def _as_file(said: str, name: str) -> HttpResponse:
    answer = HttpResponse(said, content_type="text/vcard; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
