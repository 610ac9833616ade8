"""Makes ``.venv`` from the hashed requirements, and ``var/env`` for the demo.

``python3 scripts/environment.py [dev] [unbuilt]``: needs nothing but Python; does nothing when
nothing has changed. Uses uv if it is installed, else ``venv`` and ``pip``. Who will serve the site
builds catalogues and assets then, and asks for it ``unbuilt``.
"""

from __future__ import annotations  # an older Python should get as far as being refused

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "made-from.json"
VAR = ROOT / "var"
SITE = "requirements.txt"
# All of the site's requirements, at the same versions, and the developer's tools.
DEVELOPMENT = "requirements-dev.txt"


class Refusal(Exception):
    """Why there can be no environment here; the message is for the person at the keyboard."""


def main(arguments: list[str]) -> int:
    """Bring environment, catalogues, assets and ``var/env`` up to date; return the exit code."""
    try:
        check_python()
        VAR.mkdir(exist_ok=True)
        with only_one():
            write_env()
            install(DEVELOPMENT if "dev" in arguments else SITE)
            if "unbuilt" not in arguments:
                run([str(PYTHON), "-m", "networking.catalogues"])
                run([str(PYTHON), "manage.py", "build_assets"], quietly=True)
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    return 0


def check_python() -> None:
    """Refuse a Python that the site doesn't run on."""
    if sys.version_info < (3, 11):
        raise Refusal(
            f"Tablée needs Python 3.11 or newer, and this is {sys.version.split()[0]}. "
            "If there is a newer one beside it: `make demo PYTHON=python3.12`."
        )


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Wait for another set-up of the same folder to end."""
    with (VAR / "environment.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def write_env() -> None:
    """Write the demo's settings once, with a secret of its own, which ``manage.py`` reads too."""
    path = VAR / "env"
    if not path.exists():
        path.touch(mode=0o600)
        secret = secrets.token_urlsafe(48)
        path.write_text(f"DEMO=1\nTABLEE_LOG_LEVEL=WARNING\nSECRET_KEY={secret}\n")


def install(requirements: str) -> None:
    """Install what ``requirements`` names, unless that is what is installed."""
    made_from = read_stamp()
    wanted = digest(ROOT / requirements)
    if made_from.get(requirements) == wanted and works():
        return
    uv = shutil.which("uv")
    if not works() or not (uv or has_pip()):
        say("Making .venv")
        make_venv(uv)
        made_from = {}
    say(f"Installing {requirements} (once; a minute or two)")
    hashed = ["--require-hashes", "--requirement", str(ROOT / requirements)]
    if uv:
        run([uv, "pip", "install", "--quiet", "--python", str(PYTHON), *hashed])
    else:
        # Everything is pinned, so there is nothing to resolve; Python compiles what it imports.
        quick = ["--quiet", "--no-deps", "--no-compile", "--disable-pip-version-check"]
        run([str(PYTHON), "-m", "pip", "install", *quick, *hashed])
    made_from[requirements] = wanted
    if requirements == DEVELOPMENT:
        made_from[SITE] = digest(ROOT / SITE)
    STAMP.write_text(json.dumps(made_from))


def make_venv(uv: str | None) -> None:
    """Make an empty environment, throwing away one that doesn't work."""
    if uv:
        run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)])
        return
    try:
        run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    except Refusal:
        raise Refusal(
            "Python could not make a virtual environment. On Debian and Ubuntu its package is "
            "called python3-venv: `sudo apt install python3-venv`."
        ) from None


def works() -> bool:
    """Tell whether ``.venv`` has a Python that is new enough."""
    return succeeds([str(PYTHON), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"])


def has_pip() -> bool:
    """Tell whether ``.venv`` can install by itself; one made by uv can't."""
    return succeeds([str(PYTHON), "-m", "pip", "--version"])


def succeeds(command: list[str]) -> bool:
    """Run a command for its exit code alone."""
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def read_stamp() -> dict[str, str]:
    """Return the digests of what ``.venv`` was made from; empty if that isn't known."""
    try:
        return dict(json.loads(STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def digest(path: Path) -> str:
    """Return what tells one version of a file from another."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run(command: list[str], *, quietly: bool = False) -> None:
    """Run a command in the project's folder; ``Refusal`` if it fails, after what it says itself."""
    outside = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "DJANGO_SETTINGS_MODULE"}
    environment = {name: value for name, value in os.environ.items() if name not in outside}
    output = subprocess.DEVNULL if quietly else None
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=output, check=False)
    if done.returncode:
        raise Refusal(f"This failed: {' '.join(command)}")


def say(text: str) -> None:
    """Speak to the person at the keyboard."""
    sys.stdout.write(f"{text}…\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
