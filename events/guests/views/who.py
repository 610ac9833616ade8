"""Who is asking."""

from typing import cast

from django.http import HttpRequest

from networking.accounts.models import User


def person(request: HttpRequest) -> User:
    """Return who is signed in, on a page that lets nobody else in."""
    return cast("User", request.user)
