"""Signing in, by a code, and out."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.views import ConfirmLoginCodeView, LogoutView
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from networking.accounts import actions
from networking.accounts.access import whoever
from networking.accounts.forms import NameForm, SignInForm
from networking.accounts.models import User
from networking.accounts.signing_in import ASKED_FROM, SHOWN_AS, TooOften, start_code
from networking.web.access import public, signed_in


@public
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address and send a code to it, whether or not anybody knows it yet.

    The answer is the same for known and unknown addresses, so it tells nobody who is here.
    """
    next_url = safe_next(request)
    if request.user.is_authenticated:
        return redirect(next_url)
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        arrival = f"{reverse('accounts:arrive')}?{urlencode({'next': next_url})}"
        try:
            return start_code(request, email=email, find=lambda: _known(email), next_url=arrival)
        except TooOften:
            form.add_error("email", _("That’s a lot of codes. Please wait a few minutes."))
            status = 429
    if form.errors and status == 200:
        status = 422
    return render(request, "accounts/sign_in.html", {"form": form, "next": next_url}, status=status)


@public
class ConfirmCode(ConfirmLoginCodeView):  # type: ignore[misc]
    """The page that asks for the code; a wrong one is said with the right status."""

    template_name = "accounts/confirm_code.html"

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """Add the page on which the address was typed, for whoever mistyped it.

        Whoever follows a link that was passed on learns no more of the address than its page said.
        """
        context: dict[str, Any] = super().get_context_data(**named)
        asked_from = self.request.session.get(ASKED_FROM) or reverse("account_login")
        shown_as = self.request.session.get(SHOWN_AS) or context.get("email")
        return context | {"asked_from": asked_from, "email": shown_as}

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Say so, and keep the attempt counted."""
        answer: HttpResponse = super().form_invalid(form)
        if answer.status_code == 200:
            answer.status_code = 422
        return answer


@public
class SignOut(LogoutView):  # type: ignore[misc]
    """Signs out on POST; a GET asks first."""

    template_name = "accounts/sign_out.html"


@signed_in
def arrive(request: HttpRequest) -> HttpResponse:
    """Where everybody passes who has just signed in: whoever has no name yet is asked for it.

    Everybody takes the same way, so that the address of the code's page tells nobody who is known.
    """
    if whoever(request).given_name:
        return redirect(safe_next(request))
    return redirect(f"{reverse('accounts:name')}?{urlencode({'next': safe_next(request)})}")


@signed_in
def name(request: HttpRequest) -> HttpResponse:
    """Ask a newcomer for the name on her badge."""
    user = whoever(request)
    form = NameForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        actions.rename(user=user, **form.cleaned_data, by=user)
        return redirect(safe_next(request))
    context = {"form": form, "next": safe_next(request)}
    return render(request, "accounts/name.html", context, status=422 if form.errors else 200)


def _known(email: str) -> User:
    """The person with this address, who may be one that nobody knows yet."""
    language = get_language() or "fr"
    return actions.enrol(email=email, given_name="", family_name="", language=language, by=None)


def safe_next(request: HttpRequest) -> str:
    """The page to go to afterwards: one of ours, or home."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    # Anything without a slash would be taken for the name of a view.
    return wanted if allowed and wanted.startswith("/") else reverse("web:home")
