"""The pages of an agenda: planning it (`planning`), running it (`live`, `commands`), `links`."""

from typing import cast

from django.http import HttpRequest

from networking.accounts.models import User


def whoever(request: HttpRequest) -> User:
    """Return who is signed in, on a page that nobody else may open."""
    return cast("User", request.user)
