"""Text as people look for it and as lists are sorted: without accents, case or doubled spaces."""

import re
import unicodedata

# Letters that Unicode doesn't decompose into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "œ": "oe", "æ": "ae", "þ": "th"}
)


def squeeze(text: str) -> str:
    """Return the text on one line: trimmed, with every run of white space made one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Return the text for search: lower case, no accents, letters and digits only.

    ``fold("  D'Arcy ØRSTED ") == "d arcy orsted"``. Folding twice changes nothing.
    """
    # Small letters once more: some signs hold capitals, such as ℠.
    bare = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(_LETTERS)
    if not bare.isascii():
        bare = "".join(mark for mark in bare if not unicodedata.combining(mark))
    return " ".join(re.sub(r"[^\w]+|_", " ", bare).split())


def initials(*names: str) -> str:
    """Return the first letter of each name that has one, two at most: ``AD`` for Amina Diallo."""
    return "".join(name.strip()[0].upper() for name in names if name.strip())[:2]
