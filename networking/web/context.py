"""What every page may ask: whether this is the demo, and the theme one chose."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

THEMES = ("light", "dark")


def site(request: HttpRequest) -> dict[str, Any]:
    """What templates may ask: `DEMO`, and `theme` ("light", "dark", or "" for the device's)."""
    chosen = request.COOKIES.get("theme", "")
    return {"DEMO": settings.DEMO, "theme": chosen if chosen in THEMES else ""}
