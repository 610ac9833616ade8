"""Invitations onto the committee: sent, sent again, withdrawn, accepted."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from networking.accounts.access import whoever
from networking.accounts.actions import enrol
from networking.accounts.models import User
from networking.accounts.signing_in import TooOften, start_code
from networking.associations import actions, rules
from networking.associations.access import association_view
from networking.associations.actions.committee import digest_of
from networking.associations.forms import InvitationForm
from networking.associations.models import Association, Invitation
from networking.web import errors
from networking.web.access import public


@association_view(rules.organises)
def invite(request: HttpRequest, association: Association) -> HttpResponse:
    """Ask somebody onto the committee."""
    owner = rules.owns(request.user, association)
    form = InvitationForm(request.POST or None, association=association, owner=owner)
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite(association=association, **form.cleaned_data, by=whoever(request))
        except actions.TooMany:
            form.add_error(None, _("Many invitations wait for an answer. Withdraw some first."))
        else:
            address = {"address": form.cleaned_data["email"]}
            messages.success(request, _("An invitation is on its way to %(address)s.") % address)
            return redirect("associations:members", association=association.slug)
    context = {"form": form, "association": association}
    status = 422 if form.errors else 200
    return render(request, "associations/invite.html", context, status=status)


@require_POST
@association_view(rules.organises)
def send_again(request: HttpRequest, association: Association, *, pk: int) -> HttpResponse:
    """Write once more; the link of the first mail is worth nothing then."""
    invitation = get_object_or_404(association.invitations, pk=pk)
    try:
        sent = actions.send_again(invitation=invitation, by=whoever(request))
    except actions.Over:
        messages.error(request, _("This invitation was answered or withdrawn meanwhile."))
    else:
        said = _("A new invitation is on its way to %(address)s; the old link is dead.")
        if not sent:
            said = _("The invitation to %(address)s left a moment ago.")
        messages.success(request, said % {"address": invitation.email})
    return redirect("associations:members", association=association.slug)


@require_POST
@association_view(rules.organises)
def withdraw(request: HttpRequest, association: Association, *, pk: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = get_object_or_404(association.invitations, pk=pk)
    if actions.withdraw(invitation=invitation, by=whoever(request)):
        messages.success(request, _("Withdrawn: the link in the mail no longer works."))
    else:
        messages.error(request, _("It has just been accepted. You can still change the role."))
    return redirect("associations:members", association=association.slug)


@public
@never_cache
def join(request: HttpRequest, token: str) -> HttpResponse:
    """What one is invited to; accepted by who signs in with the address that was written to."""
    found = Invitation.objects.select_related("association", "by")
    invitation = found.filter(digest=digest_of(token)).first()
    if invitation is None:
        text = _("If you were invited twice, use the link in the latest mail.")
        return render(request, "web/404.html", {"text": text}, status=404)
    hers = isinstance(request.user, User) and request.user.email == invitation.email
    if not invitation.is_open:
        return _over(request, invitation, hers=hers)
    if request.method != "POST":
        return _ask(request, invitation, hers=hers)
    if request.POST.get("do") == "code":
        return _send_code(request, invitation)
    if not hers:
        return _ask(request, invitation, hers=hers, status=403)
    return _accept(request, invitation)


def _accept(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    try:
        membership = actions.accept(invitation=invitation, by=whoever(request))
    except actions.Over:
        invitation.refresh_from_db()
        return _over(request, invitation, hers=True)
    house, role = invitation.association, membership.get_role_display()
    said = _("Welcome to %(association)s. Your role: %(role)s.")
    messages.success(request, said % {"association": house.name, "role": role.lower()})
    return redirect("calendar:events", association=house.slug)


def _over(request: HttpRequest, invitation: Invitation, *, hers: bool) -> HttpResponse:
    """The invitation can't be accepted any more: for whom it was, because she has done so."""
    house = invitation.association
    if hers and invitation.accepted_at and rules.belongs(request.user, house):
        messages.info(request, _("You have accepted this invitation already."))
        return redirect("calendar:events", association=house.slug)
    words = {"association": house.name}
    if invitation.accepted_at:
        text = _("This invitation was accepted already. Sign in to find %(association)s.")
    elif invitation.withdrawn_at:
        text = _("%(association)s has withdrawn this invitation. If that surprises you, ask them.")
    else:
        text = _("This invitation has expired. Ask %(association)s to send it again.")
    return errors.gone(request, text % words)


def _ask(
    request: HttpRequest, invitation: Invitation, *, hers: bool, status: int = 200
) -> HttpResponse:
    context = {
        "invitation": invitation,
        "association": invitation.association,
        "role": invitation.get_role_display(),
        "hers": hers,
        "address": masked(invitation.email),
    }
    return render(request, "associations/join.html", context, status=status)


def _send_code(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Sign in with the address that was written to, whoever is signed in now."""
    language = invitation.association.language

    def find() -> User:
        return enrol(
            email=invitation.email, given_name="", family_name="", language=language, by=None
        )

    try:
        if request.user.is_authenticated:
            logout(request)
        return start_code(
            request,
            email=invitation.email,
            find=find,
            next_url=request.path,
            shown_as=masked(invitation.email),
        )
    except TooOften:
        return errors.too_many_requests(request)


def masked(address: str) -> str:
    """Return an address that its owner knows again, and nobody else learns: ``a…@exemple.org``."""
    name, _at, domain = address.partition("@")
    # Held together by a joiner: a line would break after the dots.
    return f"{name[:1]}…\u2060@{domain}"
