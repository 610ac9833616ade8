"""Signing in by a code sent by mail; the one way in for everybody."""

from urllib.parse import urlencode

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from networking.accounts.models import User


class TooOften(Exception):
    """More codes were asked for, from here or for this address, than anybody needs."""


def start_code(request: HttpRequest, user: User, next_url: str) -> HttpResponse:
    """Mail a sign-in code to `user` and return the redirect to the page that asks for it.

    After the right code she is signed in, her address counts as confirmed, and she arrives at
    `next_url` (a path of ours). Raises `TooOften` instead of sending yet another mail; called
    again it sends a new code, and the one before is worth nothing.
    """
    assert user.email is not None, "who has no address can't be sent a code"
    if not ratelimit.consume(request, action="request_login_code", key=user.email):
        raise TooOften
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=user.email)
    query = urlencode({"next": next_url})
    return redirect(f"{reverse('account_confirm_login_code')}?{query}")
