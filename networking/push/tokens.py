"""Tokens that open a live stream: signed, short-lived, checked without a database.

A token names a channel and the grant by which somebody may see it: "registration:12",
"link:7". Tokens age by the machine's own clock, also where the site's clock is moved.
"""

import time
from dataclasses import dataclass
from typing import Final

from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# How long a token opens streams, in seconds; a stream ends with its token.
LIFETIME: Final = 15 * 60
SALT: Final = "networking.push.live"


@dataclass(frozen=True, slots=True)
class Pass:
    """What a token says; `issued` and `ends` are seconds since 1970."""

    channel: str
    grant: str
    issued: int
    ends: int


class TokenRefused(Exception):
    """A token that opens nothing; `status` and `text` are the answer to whoever brings it."""

    def __init__(self, status: int, text: str | Promise) -> None:
        super().__init__(str(text))
        self.status = status
        self.text = text


class TokenExpired(TokenRefused):
    """The token was good once: its page gets the next one, if its reader still may."""

    def __init__(self) -> None:
        super().__init__(401, _("This live link has expired. Reload the page to go on."))


class TokenForged(TokenRefused):
    """The token is none of ours."""

    def __init__(self) -> None:
        super().__init__(403, _("This live link is not valid. Open the page again from its event."))


class TokenRevoked(TokenRefused):
    """The grant behind the token was taken back."""

    def __init__(self) -> None:
        super().__init__(403, _("This live link was withdrawn. Ask the organisers for another."))


def seconds() -> int:
    """Return the machine's seconds since 1970, by which tokens and revocations age."""
    return int(time.time())


def issue(channel: str, grant: str) -> str:
    """Return a token for `channel`, good for `LIFETIME` seconds.

    Whoever calls has checked access: the token is all that a stream asks for. Every call makes
    another token; the ones before stay good until they expire or the grant is revoked.
    """
    return signing.TimestampSigner(salt=SALT).sign_object([channel, grant])


def read(token: str) -> Pass:
    """Return what `token` says; raises `TokenExpired` or `TokenForged`."""
    try:
        channel, grant = signing.TimestampSigner(salt=SALT).unsign_object(token, max_age=LIFETIME)
        issued = signing.b62_decode(token.rsplit(":", 2)[1])
    except signing.SignatureExpired:
        raise TokenExpired from None
    except (signing.BadSignature, ValueError, TypeError):
        raise TokenForged from None
    return Pass(channel, grant, issued, issued + LIFETIME)
