"""The page of one's own passkeys, and signing in with one.

The addresses that a browser talks to with `passkeys.js` answer a GET with what it needs to begin,
and take by POST what it brought back.
"""

from urllib.parse import urlencode

from allauth.account.models import Login
from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth, flows
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from networking.accounts.access import lately, signed_in_lately
from networking.accounts.models import User
from networking.accounts.passkeys.forms import PasskeyForm, ShownForm
from networking.accounts.views import safe_next
from networking.web.access import public, signed_in
from networking.web.errors import too_many_requests


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """List one's passkeys; who signed in lately may add one and remove one."""
    assert isinstance(request.user, User)
    context = {"passkeys": _of(request.user), "lately": lately(request)}
    if context["lately"]:
        context["form"] = PasskeyForm(user=request.user)
    return render(request, "accounts/passkeys.html", context)


@signed_in_lately(back="mfa_index")
def add(request: HttpRequest) -> HttpResponse:
    """Keep the passkey that the browser has just made."""
    assert isinstance(request.user, User)
    if request.method != "POST":
        return JsonResponse(auth.begin_registration(request.user, passwordless=True))
    form = PasskeyForm(request.POST, user=request.user)
    if form.is_valid():
        with transaction.atomic():
            flows.add_authenticator(request, **form.cleaned_data)
    else:
        messages.error(request, _("That didn’t work; no passkey was kept. Please try again."))
    return redirect("mfa_index")


@require_POST
@signed_in_lately(back="mfa_index")
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one of one's own passkeys; nobody else's exists."""
    assert isinstance(request.user, User)
    passkey = get_object_or_404(_of(request.user), pk=pk)
    with transaction.atomic():
        flows.remove_authenticator(request, passkey)
    return redirect("mfa_index")


@public
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in the person whose passkey the browser shows; where it doesn't fit, by code."""
    if request.method != "POST":
        return JsonResponse(auth.begin_authentication())
    if not ratelimit.consume(request, app="allauth.mfa", action="webauthn_login"):
        return too_many_requests(request)
    form = ShownForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That passkey doesn’t open anything here. A code always does."))
        return redirect(f"{reverse('account_login')}?{urlencode({'next': safe_next(request)})}")
    passkey = form.cleaned_data["credential"]
    login = Login(user=passkey.user, redirect_url=safe_next(request))
    answer: HttpResponse = flows.perform_passwordless_login(request, passkey, login)
    return answer


def _of(user: User) -> QuerySet[Authenticator]:
    hers: QuerySet[Authenticator] = Authenticator.objects.filter(
        user=user, type=Authenticator.Type.WEBAUTHN
    )
    return hers.order_by("created_at", "pk")
