"""The type on paper, from packages, so that a page is the same on every machine.

Latin, Greek, Cyrillic, Arabic, Hebrew and Thai come with the site. Chinese, Japanese and Korean
are too large for that: where Debian's `fonts-noto-cjk` is installed, its letters are drawn too.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

import fontpkg_eb_garamond
import fontpkg_heebo
import fontpkg_inter
import fontpkg_noto_sans_arabic
import fontpkg_noto_sans_thai
import typst
from django.conf import settings
from fontTools.ttLib import TTCollection, TTFont

_FAMILIES: Final = (
    fontpkg_eb_garamond,
    fontpkg_inter,
    fontpkg_noto_sans_arabic,
    fontpkg_heebo,
    fontpkg_noto_sans_thai,
)
# Which package draws a script that none of ours does, by the script's first word in Unicode.
_CJK: Final = frozenset({"Cjk", "Hiragana", "Katakana", "Hangul", "Bopomofo", "Ideographic"})
PACKAGE: Final = "fonts-noto-cjk"

# What a reader doesn't miss where no font draws it: emoji and other symbols, and the joiners and
# controls that only mean something beside them.
_DISPENSABLE: Final = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "So", "Sk"})


class MissingGlyphsError(ValueError):
    """A text holds letters that no packaged font draws. `scripts` names their scripts."""

    def __init__(self, letters: Iterable[str]) -> None:
        self.letters = "".join(sorted(set(letters)))
        self.scripts = sorted({_script(letter) for letter in self.letters})
        super().__init__(f"no font here draws {', '.join(self.scripts)}: {self.letters}")

    @property
    def package(self) -> str:
        """The system's package that would draw them all, as far as we know one; else ""."""
        return PACKAGE if _CJK.issuperset(self.scripts) else ""


def folders() -> list[str]:
    """The folders of the fonts: the packages', then the system's for CJK if it is there."""
    ours = [str(Path(family.ROOT) / "files") for family in _FAMILIES]
    return [*ours, *(folder for folder in settings.CJK_FONTS if any(_cjk(folder)))]


def _cjk(folder: str) -> list[Path]:
    """The CJK sans in this folder. Only that: other fonts there would change our pages."""
    return sorted(Path(folder).glob("NotoSansCJK-[RB]*.ttc"))


@lru_cache(maxsize=1)
def book() -> typst.Fonts:
    """The fonts as Typst knows them; read once for each process."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=folders()
    )


@lru_cache(maxsize=1)
def coverage() -> frozenset[str]:
    """Every character that one of the fonts draws."""
    drawn: set[str] = set()
    for folder in folders():
        for path in Path(folder).glob("*.ttf"):
            with TTFont(path, lazy=True) as font:
                drawn.update(map(chr, font.getBestCmap()))
        for path in _cjk(folder)[:1]:
            with TTCollection(path, lazy=True) as collection:
                for font in collection.fonts:
                    drawn.update(map(chr, font.getBestCmap()))
    return frozenset(drawn)


def printable(text: str) -> str:
    """Return `text` as it is set: on one line, accents composed, emoji and controls left out.

    Raises MissingGlyphsError for letters that no font draws: no name is printed as empty boxes.
    """
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    # Breaks and tabs are controls too: they become the spaces they stand for.
    composed = "".join(" " if char in "\n\r\t\v\f\u2028\u2029" else char for char in composed)
    kept, missing = [], []
    for char in composed:
        if char in coverage() and unicodedata.category(char) not in {"Cc", "Cf"}:
            kept.append(char)
        elif unicodedata.category(char) not in _DISPENSABLE and not "\ufe00" <= char <= "\ufe0f":
            missing.append(char)
    if missing:
        raise MissingGlyphsError(missing)
    return "".join(kept)


def _script(letter: str) -> str:
    """The script of a letter as Unicode names it: ``Arabic``, ``Thai``, ``Cjk``."""
    return unicodedata.name(letter, "Unknown").split()[0].capitalize()
