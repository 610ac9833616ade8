"""Who asks; and whether she signed in a moment ago: to change the ways in, weeks are too long."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from networking.accounts.models import User
from networking.web.access import declare

View = Callable[..., HttpResponseBase]


def whoever(request: HttpRequest) -> User:
    """Return who is signed in, on a page that lets nobody else in."""
    assert isinstance(request.user, User)
    return request.user


def whoever_or_nobody(request: HttpRequest) -> User | None:
    """Return who is signed in; nobody, where the page was opened by a pass instead."""
    return request.user if isinstance(request.user, User) else None


def lately(request: HttpRequest) -> bool:
    """Whether this person showed who she is, by code or passkey, within the last minutes."""
    if not isinstance(request.user, User):
        return False
    records = get_authentication_records(request, request.user)
    # allauth stamps its records with the machine's own clock, so that is the one to ask.
    return any(
        time.time() - each["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for each in records
    )


def signed_in_lately(back: str) -> Callable[[View], View]:
    """Open to who signed in lately; others are led to the page named `back`, which says so."""

    def decorate(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(request, *args, **kwargs) if lately(request) else redirect(back)

        return declare(asked, "signed in lately")

    return decorate


def staff_only(view: View) -> View:
    """Open to whoever runs this site; for everybody else there is no such page."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not whoever_or_nobody(request) or not whoever(request).is_staff:
            raise Http404
        return view(request, *args, **kwargs)

    return declare(asked, "staff")
