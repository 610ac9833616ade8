"""Signing in by a code sent by mail; the one way in for everybody."""

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from networking.accounts.models import User, normalise

# In the session: the page on which the address was typed, to go back to for another.
ASKED_FROM = "accounts.asked_from"
# And how the address is called on the page that asks for the code.
SHOWN_AS = "accounts.shown_as"


class TooOften(Exception):
    """More codes were asked for, from here or for this address, than anybody needs."""


def start_code(
    request: HttpRequest,
    *,
    email: str,
    find: Callable[[], User],
    next_url: str,
    shown_as: str = "",
) -> HttpResponse:
    """Mail a sign-in code to `email` and return the redirect to the page that asks for it.

    `find` returns the person with this address, taken in if nobody knows her. After the right code
    she is signed in, her address counts as confirmed, and she arrives at `next_url` (a path of
    ours). Called again it sends a new code, and the one before is worth nothing. Raises `TooOften`
    instead of sending yet another mail, and then `find` is not asked: nothing is written either.

    `shown_as` stands for the address on the next page where it isn't she who asks who typed it.
    """
    address = normalise(email) or ""
    if not ratelimit.consume(request, action="request_login_code", key=address):
        raise TooOften
    request.session[ASKED_FROM] = request.get_full_path()
    request.session[SHOWN_AS] = shown_as or address
    LoginCodeVerificationProcess.initiate(request=request, user=find(), email=address)
    query = urlencode({"next": next_url})
    return redirect(f"{reverse('account_confirm_login_code')}?{query}")
