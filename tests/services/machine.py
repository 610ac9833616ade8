"""What this machine has installed. ``TABLEE_WITHOUT=Chromium,Redis`` plays one that has less."""

import os
import shutil
from pathlib import Path


def _without(name: str) -> bool:
    return name in os.environ.get("TABLEE_WITHOUT", "").split(",")


def postgresql() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest if there are several."""
    if _without("PostgreSQL"):
        return None
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda program: int(program.parent.parent.name),
    )
    if debian:
        return debian[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def redis() -> Path | None:
    """Return Redis's server."""
    if _without("Redis"):
        return None
    server = shutil.which("redis-server") or shutil.which("valkey-server")
    return Path(server) if server else None


def chromium() -> Path | None:
    """Return a Chromium: the one named by ``CHROMIUM``, the system's, or Playwright's own."""
    if _without("Chromium"):
        return None
    named = os.environ.get("CHROMIUM")
    if named:
        return Path(named) if Path(named).is_file() else None
    # The shell is the same browser without its windows: a page opens in a third of the time.
    for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return Path(found)
    downloads = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "~/.cache/ms-playwright"))
    own = sorted(downloads.expanduser().glob("chromium-*/chrome-linux*/chrome"))
    return own[-1] if own else None
