"""How mail leaves the site, as the environment says it.

- ``EMAIL_URL``: any SMTP server, e.g. ``smtp+tls://user:password@mail.example.org:587``.
- ``MAIL_PROVIDER``: a provider's own interface in its place, any that django-anymail knows
  (``postmark``, ``mailgun``, ``amazon_ses`` …). What it needs stands beside it by anymail's names
  with ``ANYMAIL_`` before them, for example ``ANYMAIL_POSTMARK_SERVER_TOKEN``.
- ``ANYMAIL_WEBHOOK_SECRET``, ``name:password``: the provider may tell of bounces and complaints,
  at ``https://name:password@the-site/mail/events/postmark/``; without it there is no such address.
- Neither, in demo mode: each mail is a file, to be read on the mailbox page.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import environ

PREFIX = "ANYMAIL_"
WORDS = {"true": True, "false": False}


def chosen(env: environ.Env, *, mailbox: Path | None) -> dict[str, Any]:
    """Return Django's settings for mail; `mailbox` is the demo's folder, None outside of it."""
    provider = env.str("MAIL_PROVIDER", default="")
    found: dict[str, Any] = env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25")
    if provider:
        found |= {"EMAIL_BACKEND": f"anymail.backends.{provider}.EmailBackend"}
    elif mailbox and "EMAIL_URL" not in env.ENVIRON:
        found |= {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(mailbox),
        }
    return found


def anymail(environment: Mapping[str, str], *, timeout: int) -> dict[str, Any]:
    """Return every setting given as ``ANYMAIL_…``; `timeout` is in seconds.

    What a provider can't do (keeping our row's number with a mail, say) is left out, not refused:
    the mail matters more.
    """
    given = {
        name.removeprefix(PREFIX): WORDS.get(value.lower(), value)
        for name, value in environment.items()
        if name.startswith(PREFIX)
    }
    return {"IGNORE_UNSUPPORTED_FEATURES": True, **given, "REQUESTS_TIMEOUT": timeout}
