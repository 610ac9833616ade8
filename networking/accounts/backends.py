"""Who is signed in: asked by every page, and so without making the question anew each time."""

from typing import Final

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import BigAutoField

from networking.accounts.models import User
from networking.prepared import Gap, Prepared


class ByCode(AuthenticationBackend):  # type: ignore[misc]
    """allauth's own, but for how the person of a session is found."""

    def get_user(self, user_id: int) -> User | None:
        """Return who has this number; nobody who may no longer come in."""
        found = _BY_NUMBER.rows(number=user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None


_BY_NUMBER: Final = Prepared(lambda: User.objects.filter(pk=Gap("number", BigAutoField())))
