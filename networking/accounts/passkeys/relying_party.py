"""The name that passkeys are made for: browsers bind each to one, and to a secure page."""

import ipaddress
from urllib.parse import urlsplit


def relying_party(site_url: str) -> str:
    """Return the host name to which passkeys of the site at `site_url` belong.

    Raises ``ValueError`` where no browser makes any: at a bare address, or over plain HTTP on
    any machine but one's own.
    """
    parts = urlsplit(site_url)
    name = parts.hostname or ""
    if not name or _is_address(name):
        raise ValueError(f"passkeys need a host name, and {site_url} has none")
    if parts.scheme != "https" and name != "localhost" and not name.endswith(".localhost"):
        raise ValueError(f"passkeys need HTTPS or localhost, and {site_url} is neither")
    return name


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
