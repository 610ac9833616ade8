"""What a browser brings back, and what one says of it."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import LoginWebAuthnForm, SignupWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# How the parsers below allauth break over bytes that are no credential at all.
BROKEN = (AttributeError, IndexError, KeyError, TypeError, ValueError, struct.error)


class PasskeyForm(SignupWebAuthnForm):  # type: ignore[misc]
    """A passkey just made, and the name by which its owner knows it again."""

    # Not required: the device has it already, and would keep one that nobody here knows.
    name = forms.CharField(
        label=_("Its name"),
        help_text=_("So that you know it again: “My phone”, “Office laptop”."),
        max_length=60,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        with _sceptically():
            cleaned: dict[str, Any] = super().clean()
        return cleaned


class ShownForm(LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey shown to sign in."""

    def clean_credential(self) -> Authenticator:
        with _sceptically():
            known: Authenticator = super().clean_credential()
        return known


@contextmanager
def _sceptically() -> Iterator[None]:
    """Anybody may send anything: what can't be read is wrong like what doesn't fit."""
    try:
        yield
    except BROKEN as error:
        raise ValidationError("unreadable") from error
