"""Whom I asked not to be brought together with, and taking that back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.directory.apart import asked_by
from networking.accounts.access import whoever
from networking.accounts.actions import unblock
from networking.accounts.models import Block
from networking.web.access import signed_in


@signed_in
def kept_apart(request: HttpRequest) -> HttpResponse:
    """Those I am kept apart from by my own wish. Nobody else ever sees this."""
    return render(request, "directory/kept_apart.html", {"asked": asked_by(whoever(request))})


@require_POST
@signed_in
def take_back(request: HttpRequest, *, block: int) -> HttpResponse:
    """Take one such wish of mine back. Again it changes nothing."""
    user = whoever(request)
    found = get_object_or_404(Block.objects.select_related("person"), by=user, pk=block)
    unblock(person=found.person, by=user)
    messages.success(request, _("You can be brought together again."))
    return redirect("directory:kept_apart")
