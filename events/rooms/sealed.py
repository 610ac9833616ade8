"""Secrets that must be used again, and so can't be kept as a digest: sealed with the site's key.

What is read from the database alone is worth nothing. Who changes `SECRET_KEY` types them again.
"""

import base64
import hashlib
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

PURPOSE: Final = b"events.rooms.sealed:"


def seal(secret: str) -> str:
    """Return a secret as it is kept; the empty one stays empty."""
    return _box().encrypt(secret.encode()).decode() if secret else ""


def opened(sealed: str) -> str:
    """Return what was sealed; nothing, where it was sealed with another key."""
    try:
        return _box().decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken:
        return ""


def _box() -> Fernet:
    key = hashlib.sha256(PURPOSE + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
