"""Where allauth meets the house: its mails go through the outbox, its people are our users."""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from networking.accounts.models import User
from networking.accounts.passkeys.relying_party import relying_party
from networking.mail import actions as mail


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Queues allauth's mails, so that a slow mail server never makes a page wait."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "That isn’t the code. Look at the mail again, or ask for another."
        ),
    }

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *rest: Any,
        **named: Any,
    ) -> None:
        """Leave unsaid what allauth announces of signing in: each of our pages says it itself."""
        if not (message_template or "").startswith("account/messages/"):
            super().add_message(request, level, message_template, *rest, **named)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:  # noqa: ARG002
        """Put the mail in the outbox, before everything else that waits there.

        Each call is a mail of its own: who asks for a second code gets one.
        """
        user = context.get("user")
        # Of what allauth would write, our words need the code alone; the rest stays behind.
        params = {"code": str(context["code"])} if context.get("code") else {}
        with transaction.atomic():
            mail.enqueue(
                kind="accounts.code" if params else "accounts.notice",
                to=email,
                key=f"accounts:{secrets.token_hex(20)}",
                params=params,
                user=user if isinstance(user, User) else None,
                language=get_language() or "fr",
                by=None,
            )

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
