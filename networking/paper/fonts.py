"""The type on paper, from packages, so that a page is the same on every machine.

Latin, Greek, Cyrillic, Arabic, Hebrew, Thai, the scripts of India, the Caucasus and Ethiopia, and
emoji in one colour come with the site. Chinese, Japanese and Korean are too large for that: where
Debian's `fonts-noto-cjk` is installed, its letters are drawn too.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

import fontpkg_eb_garamond
import fontpkg_heebo
import fontpkg_inter
import fontpkg_noto_sans_arabic
import fontpkg_noto_sans_thai
import manimgx_fonts
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
# The fonts of one package that are used; its others are among those above. `house.typ` names them
# for Typst, in the order in which they are asked.
_NOTO: Final = Path(manimgx_fonts.__file__).parent
EMOJI: Final = "Emoji"
NOTO: Final = (
    *("SansArmenian", "SansBengali", "SansDevanagari", "SansEthiopic", "SansGeorgian"),
    *("SansGujarati", "SansGurmukhi", "SansKannada", "SansKhmer", "SansLao", "SansMalayalam"),
    *("SansMyanmar", "SansOriya", "SansSinhala", "SansTamil", "SansTelugu", EMOJI, "SansSymbols"),
)
# Which package draws a script that none of ours does, by the script's first word in Unicode.
_CJK: Final = frozenset({"Cjk", "Hiragana", "Katakana", "Hangul", "Bopomofo", "Ideographic"})
PACKAGE: Final = "fonts-noto-cjk"

# What a reader doesn't miss where no font draws it: symbols, and the controls that only mean
# something beside them.
_DISPENSABLE: Final = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "So", "Sk"})
# Drawn as nothing themselves, but what stands beside them changes its shape: an astronaut out of a
# woman and a rocket, a letter of Persian or Hindi that doesn't join the next. After them, the sign
# that asks for an emoji where a symbol could be meant.
_JOINERS: Final = "\u200c\u200d"
_AS_EMOJI: Final = "\ufe0f"
_LOOSE_JOINERS: Final = re.compile(rf"[{_JOINERS}]+(?=\s|$)")


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
    return [*ours, str(_NOTO), *(folder for folder in settings.CJK_FONTS if any(_cjk(folder)))]


def _files() -> Iterator[Path]:
    """The files whose letters are drawn, but for CJK."""
    for family in _FAMILIES:
        yield from Path(family.ROOT, "files").glob("*.ttf")
    for name in NOTO:
        yield _NOTO / f"Noto{name}[wght].ttf"


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
    for path in _files():
        drawn |= _drawn_by(path)
    for folder in settings.CJK_FONTS:
        for path in _cjk(folder)[:1]:
            with TTCollection(path, lazy=True) as collection:
                for font in collection.fonts:
                    drawn.update(map(chr, font.getBestCmap()))
    return frozenset(drawn)


@lru_cache(maxsize=1)
def _letters() -> frozenset[str]:
    """Those of them that are set as they are, whatever stands beside them."""
    return frozenset(
        char for char in coverage() if char.isprintable() and char not in _JOINERS + _AS_EMOJI
    )


@lru_cache(maxsize=1)
def emoji() -> frozenset[str]:
    """Every character that the font for emoji draws."""
    return frozenset(_drawn_by(_NOTO / f"Noto{EMOJI}[wght].ttf"))


def _drawn_by(path: Path) -> set[str]:
    with TTFont(path, lazy=True) as font:
        return set(map(chr, font.getBestCmap()))


def printable(text: str) -> str:
    """Return `text` as it is set: on one line, accents composed, controls left out.

    Raises MissingGlyphsError for letters that no font draws: no name is printed as empty boxes.
    """
    if text.isascii() and text.isprintable():
        return text
    if unicodedata.is_normalized("NFC", text) and _letters().issuperset(text):
        return text
    composed = unicodedata.normalize("NFC", text)
    # Breaks and tabs are controls too: they become the spaces they stand for.
    composed = "".join(" " if char in "\n\r\t\v\f\u2028\u2029" else char for char in composed)
    kept: list[str] = []
    missing: list[str] = []
    for char in composed:
        if char in _JOINERS or char == _AS_EMOJI:
            before = kept[-1] if kept else " "
            if before in emoji() if char == _AS_EMOJI else not before.isspace():
                kept.append(char)
        elif char in coverage() and unicodedata.category(char) not in {"Cc", "Cf"}:
            kept.append(char)
        elif unicodedata.category(char) not in _DISPENSABLE and not "\ufe00" <= char <= "\ufe0f":
            missing.append(char)
    if missing:
        raise MissingGlyphsError(missing)
    return _LOOSE_JOINERS.sub("", "".join(kept))


def _script(letter: str) -> str:
    """The script of a letter as Unicode names it: ``Arabic``, ``Thai``, ``Cjk``."""
    return unicodedata.name(letter, "Unknown").split()[0].capitalize()
