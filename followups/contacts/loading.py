"""The one way to somebody's contacts: every page begins at their owner, and nobody else's exist."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from followups.contacts.models import Contact
from followups.contacts.records import whole
from networking.accounts.access import whoever


def mine(request: HttpRequest, pk: int | str) -> Contact:
    """Return a contact of whoever asks; 404 for anybody else's, and for none."""
    if isinstance(pk, str) and not (pk.isascii() and pk.isdecimal() and len(pk) < 18):
        raise Http404
    return get_object_or_404(Contact.objects.of(whoever(request)), pk=pk)


def mine_whole(request: HttpRequest, pk: int) -> Contact:
    """Return a contact of whoever asks with all that stands on her page."""
    return get_object_or_404(whole(Contact.objects.of(whoever(request))), pk=pk)
