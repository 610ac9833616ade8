"""Demo mode is for one's own machine: anybody may become anybody there, and read every mail."""

import ipaddress
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from networking.push import wire

NAMES = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine and no other."""
    if host in NAMES:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def strangers(hosts: Iterable[str], site_url: str) -> list[str]:
    """Return those of the names the site would answer to that aren't this machine's own."""
    named = [*hosts, urlsplit(site_url).hostname or ""]
    return [host for host in named if not is_loopback(host)]


class LoopbackOnly:
    """Answers nothing that came over the network, whatever address the server was bound to."""

    def __init__(self, app: wire.App) -> None:
        self.app = app

    async def __call__(self, scope: wire.Scope, receive: wire.Receive, send: wire.Send) -> None:
        """Pass on what came from this machine; refuse the rest with 403."""
        server: Any = scope.get("server")
        # A Unix socket has no port; only this machine reaches it.
        if scope["type"] != "http" or not server or server[1] is None or is_loopback(server[0]):
            await self.app(scope, receive, send)
            return
        words = b"Demo mode answers on this machine only."
        headers = [(b"content-type", b"text/plain"), (b"content-length", b"%d" % len(words))]
        await send({"type": "http.response.start", "status": 403, "headers": headers})
        await send({"type": "http.response.body", "body": words})
