"""Where allauth meets the house: its mails go through the outbox, its people are our users."""

import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from networking.accounts.models import User
from networking.accounts.passkeys.relying_party import relying_party
from networking.mail import actions as mail

# What a mail of allauth's may hand on to ours; anything else in its context stays behind.
PASSED_ON = ("code", "signup_url", "password_reset_url", "activate_url")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Queues allauth's mails, so that a slow mail server never makes a page wait."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the mail in the outbox, before everything else that waits there.

        Each call is a mail of its own: who asks for a second code gets one.
        """
        user = context.get("user")
        params = {name: str(context[name]) for name in PASSED_ON if context.get(name)}
        with transaction.atomic():
            mail.enqueue(
                kind="accounts.code" if "code" in params else "accounts.notice",
                to=email,
                key=f"accounts:{hashlib.sha256(self._seed(email, params)).hexdigest()[:40]}",
                params=params | {"template": template_prefix.rpartition("/")[2]},
                user=user if isinstance(user, User) else None,
                language=get_language() or "fr",
                by=None,
            )

    def _seed(self, email: str, params: dict[str, str]) -> bytes:
        moment = self.generate_email_verification_code() if "code" not in params else params["code"]
        return f"{email}:{moment}".encode()

    def get_login_stages(self) -> list[str]:
        """Either way in is enough by itself: who has a passkey isn't asked for it after a code."""
        stages: list[str] = super().get_login_stages()
        return [stage for stage in stages if not stage.startswith("allauth.mfa.")]


class PasskeyAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Binds passkeys to the site's public name, whatever host a request was sent to."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name the site as a device shows it when it offers a passkey."""
        return {"id": relying_party(settings.SITE_URL), "name": "Tablée"}

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """Suggest a name for the next passkey: a number, until she has a better one."""
        mine = Authenticator.objects.filter(user=user, type=type)
        return _("Passkey %(number)d") % {"number": mine.count() + 1}
