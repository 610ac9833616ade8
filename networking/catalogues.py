"""Compiles message catalogues without gettext: ``python -m networking.catalogues``."""

import os
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_catalogues(folder: Path = LOCALE) -> list[Path]:
    """Compile each ``.po`` under ``folder`` that is newer than its ``.mo``; return those made.

    A second call makes none. A process that is reading the old catalogue keeps it whole.
    """
    made = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        fresh = target.with_suffix(f".{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        fresh.replace(target)
        made.append(target)
    return made


if __name__ == "__main__":
    compile_catalogues()
