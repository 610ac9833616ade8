"""Asking a server that somebody named: within a time, a size, and the internet.

An organiser types its address, so it must not lead to what only this machine can reach. The name is
looked up once, all its addresses are judged, and the connection goes to the very one that was
judged: a name can't change its mind in between. Redirects are not followed.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from events.rooms.video import RoomsError

# In seconds: for each step of the connection, and for all of it.
STEP: Final = 4.0
WHOLE: Final = 8.0
MOST_BYTES: Final = 64 * 1024
# IPv4 addresses in the clothes of IPv6, as some networks translate them.
NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes


def is_public(address: str) -> bool:
    """Whether an IP address is on the internet, whatever it is dressed in."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def is_loopback(host: str) -> bool:
    """Whether a host, by name or address, is this machine itself."""
    if host.lower() in {"localhost", "localhost."}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches addresses. `private` allows those that are not on the internet too."""

    private: bool = False
    step: float = STEP
    whole: float = WHOLE

    def get(self, url: str) -> Answer:
        """Return what the server says. Raises `RoomsError`: ``unreachable`` or ``private``."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        connection = _Pinned(host, port, self._judged(host, port), parts.scheme, self.step)
        # A server that lets a byte drip now and then never runs into a step's limit.
        alarm = threading.Timer(self.whole, connection.cut)
        alarm.daemon = True
        alarm.start()
        try:
            target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
            connection.request("GET", target, headers={"User-Agent": "Tablee", "Accept": "*/*"})
            response = connection.getresponse()
            body = response.read(MOST_BYTES)
            if connection.was_cut:
                raise RoomsError("unreachable")
            return Answer(response.status, body)
        except (OSError, http.client.HTTPException, ValueError):
            raise RoomsError("unreachable") from None
        finally:
            alarm.cancel()
            connection.close()

    def _judged(self, host: str, port: int) -> str:
        """Return the address to connect to, if none that the name stands for is private."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise RoomsError("unreachable") from None
        addresses = [str(address[0]) for *_, address in found]
        if not self.private and not all(is_public(address) for address in addresses):
            raise RoomsError("private")
        return addresses[0]


class _Pinned(http.client.HTTPConnection):
    """A connection to one address, under the name it was found by."""

    def __init__(self, host: str, port: int, address: str, scheme: str, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self._address = address
        self.was_cut = False
        self._tls = ssl.create_default_context() if scheme == "https" else None

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), self.timeout)
        self.sock: Any = plain
        if self._tls is not None:
            self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)

    def cut(self) -> None:
        """Break off, from another thread: what was read until then is not the whole."""
        self.was_cut = True
        with contextlib.suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)
