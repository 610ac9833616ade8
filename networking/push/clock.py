"""What a device is told of the site's clock."""

from typing import TypedDict

from django.conf import settings

from networking.time import epoch_ms, now


class Told(TypedDict):
    """The server's instant in ms since 1970, and its ms per real ms (1, but in a moved clock)."""

    ms: int
    rate: float


def tell() -> Told:
    """Return what `GET /t` answers."""
    moved = settings.CLOCK
    return {"ms": epoch_ms(now()), "rate": 1 if moved is None else moved.rate}
