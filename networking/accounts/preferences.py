"""What the pages tell about what somebody prefers."""

from typing import Any

from django.contrib.auth.models import AnonymousUser

from networking.accounts.actions import prefer_language
from networking.accounts.models import User


def keep_language(*, user: User | AnonymousUser, language: str, **_: Any) -> None:
    """Keep the language somebody signed in chose, for her mails and other devices."""
    if isinstance(user, User):
        prefer_language(user=user, language=language, by=user)
