"""My network, for my eyes only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from followups.contacts.network.picture import picture_of
from networking.accounts.access import whoever
from networking.web.access import signed_in


@signed_in
def network(request: HttpRequest) -> HttpResponse:
    """The round table of those I know, how it grew, and both as tables."""
    context = {"picture": picture_of(whoever(request)), "place": "contacts"}
    return render(request, "contacts/network.html", context)
