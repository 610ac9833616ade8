"""No network but loopback: a test that reaches out fails, and says where it wanted to go."""

import ipaddress
import socket
from collections.abc import Callable
from typing import Any

import pytest


class NetworkReached(BaseException):
    """Not an ``Exception``, so that no friendly handler of ours can swallow it."""


def is_loopback(host: str) -> bool:
    """Tell whether a name or address stays on this machine."""
    if host in {"localhost", "", "0.0.0.0"}:
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _host(address: object) -> str:
    if isinstance(address, tuple):
        host = address[0]
        return host.decode() if isinstance(host, bytes) else str(host or "")
    return ""  # a socket in the file system


def _refuse(host: str) -> None:
    if not is_loopback(host):
        raise NetworkReached(f"A test wanted to reach {host}; only this machine is allowed.")


def guard(patch: pytest.MonkeyPatch) -> None:
    """Make every connection or look-up that leaves this machine raise ``NetworkReached``."""
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
    look_up = socket.getaddrinfo

    def getaddrinfo(host: str | bytes | None, *args: Any, **kwargs: Any) -> Any:
        _refuse(host.decode() if isinstance(host, bytes) else host or "")
        return look_up(host, *args, **kwargs)

    patch.setattr(socket, "getaddrinfo", getaddrinfo)


def _guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    def checked(self: socket.socket, address: object) -> Any:
        _refuse(_host(address))
        return connect(self, address)

    return checked
