"""Who is asking, and what was sent."""

from typing import cast

from django.http import HttpRequest, QueryDict

from networking.accounts.models import User


def person(request: HttpRequest) -> User:
    """Return who is signed in, on a page that lets nobody else in."""
    return cast("User", request.user)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return the form that was sent, even an empty one; None where none was."""
    return request.POST if request.method == "POST" else None
