"""Runs everything that reads the code without running it, and says in a line each how it went.

``python scripts/lint.py [name …]`` with the development environment's Python; all of them by
default. A check that cannot run here says why; with ``REQUIRE_SERVICES=1`` it fails, unless what
it lacks is the internet.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]
MAKEMESSAGES = ["makemessages", "--locale", "fr", "--no-location", "--no-wrap", "--no-obsolete"]
FRENCH = ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po"
PIP_AUDIT = [
    *("--requirement", "requirements.txt", "--disable-pip", "--require-hashes"),
    *("--format", "json", "--progress-spinner", "off"),
]
TYPED = ["networking", "events", "followups", "bench"]


@dataclass(frozen=True)
class Verdict:
    """How a check went: what it said, and whether it could run at all."""

    passed: bool
    said: str = ""
    ran: bool = True


def command(*words: str) -> Verdict:
    """Run a program; what it prints counts only if it fails."""
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    return Verdict(done.returncode == 0, done.stdout + done.stderr)


def tool(name: str, *words: str) -> Callable[[], Verdict]:
    """Return a check that runs one of the environment's programs."""
    return lambda: command(str(BIN / name), *words)


def types() -> Verdict:
    """Check the packages there are."""
    return command(str(BIN / "mypy"), *(name for name in TYPED if (ROOT / name).is_dir()))


def templates() -> Verdict:
    """Check that every template has the one form."""
    files = [str(path) for path in ROOT.glob("templates/**/*.html")]
    files += [
        str(path)
        for package in ("networking", "events", "followups", "demo")
        for path in (ROOT / package).glob("**/templates/**/*.html")
    ]
    return command(str(BIN / "djade"), "--check", "--target-version", "5.2", *files)


def migrations() -> Verdict:
    """Check that models and migrations say the same."""
    return command(*MANAGE, "makemigrations", "--check", "--dry-run")


def messages() -> Verdict:
    """Check that the catalogue has every text of the code, and nothing else."""
    if shutil.which("xgettext") is None:
        return Verdict(False, "gettext is not installed", ran=False)
    before = FRENCH.read_text()
    ignored = ("--ignore=.venv", "--ignore=var", "--ignore=tests", "--ignore=bench")
    try:
        made = command(*MANAGE, *MAKEMESSAGES, *ignored)
        after = FRENCH.read_text()
    finally:
        FRENCH.write_text(before)
    if not made.passed or _texts(before) == _texts(after):
        return made
    gone = sorted(_texts(before) - _texts(after))
    come = sorted(_texts(after) - _texts(before))
    lines = [f"only in the catalogue: {text}" for text in gone]
    lines += [f"only in the code: {text}" for text in come]
    return Verdict(False, "\n".join(lines) or "only the order differs: run `make messages`")


def _texts(catalogue: str) -> set[str]:
    return {f"{entry.msgctxt or ''}|{entry.msgid}" for entry in polib.pofile(catalogue)}


def french() -> Verdict:
    """Check that every text has its French, certain and with the same placeholders."""
    wanting = [
        entry.msgid
        for entry in polib.pofile(str(FRENCH))
        if not entry.obsolete and not entry.translated()
    ]
    return Verdict(not wanting, "\n".join(f"without French: {text}" for text in wanting))


def vulnerabilities() -> Verdict:
    """Ask the public database whether any pinned version is known to be unsafe."""
    done = subprocess.run(
        [str(BIN / "pip-audit"), *PIP_AUDIT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    try:
        audited = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return Verdict(True, "the database cannot be reached from here", ran=False)
    unsafe = [
        f"{package['name']} {package['version']}: {', '.join(v['id'] for v in package['vulns'])}"
        for package in audited
        if package.get("vulns")
    ]
    if not unsafe and all("skip_reason" in package for package in audited):
        return Verdict(True, "the database cannot be reached from here", ran=False)
    return Verdict(not unsafe, "\n".join(unsafe))


CHECKS: dict[str, Callable[[], Verdict]] = {
    "code": tool("ruff", "check", "--output-format", "concise", "."),
    "form": tool("ruff", "format", "--check", "."),
    "templates": templates,
    "types": types,
    "floors": tool("lint-imports"),
    "migrations": migrations,
    "messages": messages,
    "french": french,
    "vulnerabilities": vulnerabilities,
}


def main(names: list[str]) -> int:
    """Run the named checks, or all, and return the exit code."""
    strict = os.environ.get("REQUIRE_SERVICES", "") not in {"", "0"}
    failed = False
    for name in names or CHECKS:
        begun = time.monotonic()
        verdict = CHECKS[name]()
        fails = not verdict.passed and (verdict.ran or strict)
        word = "FAILS" if fails else "passes" if verdict.ran else "did not run"
        print(f"{name:<16} {word}  ({time.monotonic() - begun:.1f} s)", flush=True)
        if fails or not verdict.ran:
            print("\n".join(f"    {line}" for line in verdict.said.rstrip().splitlines()))
        failed |= fails
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
