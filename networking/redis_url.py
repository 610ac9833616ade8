"""Redis numbers its databases: what the cache forgets at once must be nobody's message."""

from urllib.parse import parse_qsl, urlencode, urlsplit


def beside(url: str) -> str:
    """Return the address of the database after the one that `url` names, on the same server.

    As redis-py reads it: `?db=` comes before the path, and no number is database 0. ValueError if
    the number isn't one.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    # The path of a Unix socket is a file.
    path = "" if parts.scheme == "unix" else parts.path.strip("/")
    number = int(query.get("db") or path or 0)
    # Not put together from its parts: that loses the slashes of an address without a host.
    return f"{url.partition('?')[0]}?{urlencode(query | {'db': number + 1})}"
