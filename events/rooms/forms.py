"""What an organiser says of a video server, and of an event."""

import ipaddress
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.rooms.models import SIGNING, EventRooms, Kind, VideoServer, Where
from events.rooms.video.fetching import is_loopback, is_public
from events.rooms.video.pattern import has_key, unknown_parts


class ServerForm(forms.ModelForm[VideoServer]):
    """The service, its address, and its secret, which is never shown again."""

    secret = forms.CharField(
        label=_("Secret"),
        required=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("It is kept sealed and never shown again. Leave it empty to keep it."),
    )

    class Meta:
        model = VideoServer
        fields = ("kind", "address", "app_id", "hashing")
        widgets: ClassVar[dict[str, Any]] = {
            "kind": forms.RadioSelect,
            "address": forms.URLInput(attrs={"placeholder": "https://meet.example.org"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Only what the service needs is asked for, and the page hides the rest.
        kind = self.data.get("kind") if self.is_bound else None
        self.fields["address"].required = kind != Kind.NONE
        self.fields["address"].error_messages["required"] = _("Type the server’s address.")
        self.fields["app_id"].required = kind in {None, Kind.JITSI_JWT}
        self.fields["app_id"].error_messages["required"] = _("The server expects it in its tokens.")
        self.fields["secret"].required = kind is None and not self.instance.secret

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        kind = said.get("kind")
        if kind == Kind.NONE:
            return {**said, "address": "", "app_id": "", "secret": ""}
        if "address" in said:
            self._check("address", lambda: self._address(str(kind), said["address"]), said)
        if kind in SIGNING and not (said.get("secret") or self._kept(said)):
            self.add_error("secret", _("This service signs with a secret. Type it in."))
        return said

    def _check(self, field: str, read: Any, said: dict[str, Any]) -> None:
        try:
            said[field] = read()
        except ValidationError as error:
            self.add_error(field, error)

    def _kept(self, said: dict[str, Any]) -> bool:
        """Whether the secret that is kept goes on being good: it belongs to this very server."""
        same = (self.initial.get("kind"), self.initial.get("address")) == (
            said.get("kind"),
            said.get("address"),
        )
        return same and bool(self.instance.secret)

    @staticmethod
    def _address(kind: str, typed: str) -> str:
        """Return the address as it is used. Raises `ValidationError`."""
        address = typed.strip()
        if kind == Kind.PATTERN:
            _check_pattern(address)
        else:
            address = address.rstrip("/")
            if kind == Kind.BIGBLUEBUTTON:
                address = address.removesuffix("/api")
        _check_server(address, query=kind == Kind.PATTERN)
        return address


def _check_pattern(pattern: str) -> None:
    if unknown_parts(pattern):
        raise ValidationError(_("In braces there can be {event}, {table} and {key}, nothing else."))
    if not has_key(pattern):
        raise ValidationError(
            _("Put {key} into the address, after the server’s name: it makes it hard to guess.")
        )


def _check_server(address: str, *, query: bool) -> None:
    """See that an address leads to a server on the internet, by HTTPS."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if not host or parts.username or parts.password or any(mark.isspace() for mark in address):
        raise ValidationError(_("Type an address such as https://meet.example.org"))
    if not query and (parts.query or parts.fragment):
        raise ValidationError(_("Type the server’s address alone, without ? or #."))
    if parts.scheme != "https" and not (
        settings.TESTING and parts.scheme == "http" and is_loopback(host)
    ):
        raise ValidationError(_("The address must begin with https://"))
    if not settings.VIDEO_PRIVATE_ADDRESSES and _is_private(host):
        raise ValidationError(_("This address is not on the internet."))


def _is_private(host: str) -> bool:
    """Whether a host can be seen to be private without asking anybody; names are judged later."""
    if is_loopback(host) or host.lower().rstrip(".").endswith(
        (".local", ".internal", ".localhost")
    ):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return not is_public(host)


class WhereForm(forms.ModelForm[EventRooms]):
    """Where the rounds of one event take place."""

    where = forms.ChoiceField(
        label=_("Where the rounds take place"), choices=Where.choices, widget=forms.RadioSelect
    )

    class Meta:
        model = EventRooms
        fields = ("where",)
