"""The words in braces that stand for something else in a message: {first_name}. Pure.

They are filled in one go, so that what somebody is called is never read as a word in braces
itself; a brace that begins no word is just a brace.
"""

import re
from collections.abc import Mapping
from typing import Final

from networking.text import fold

# How each may be written, in either language.
NAMES: Final = {
    "first_name": ("first_name", "prénom"),
    "name": ("name", "nom"),
    "event": ("event", "événement"),
    "day": ("day", "jour"),
    "hours": ("hours", "heures"),
    "place": ("place", "lieu"),
}
_KNOWN: Final = {fold(way): name for name, ways in NAMES.items() for way in ways}
_IN_BRACES: Final = re.compile(r"\{\s*([^\W\d]\w*(?:[ -]\w+)?)\s*\}")


def unknown(text: str) -> list[str]:
    """Return the words in braces that stand for nothing, as they are written, each once."""
    written = (found[1] for found in _IN_BRACES.finditer(text))
    return list(dict.fromkeys(word for word in written if fold(word) not in _KNOWN))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with what its words in braces stand for; unknown ones stay as they are."""

    def said(found: re.Match[str]) -> str:
        return values.get(_KNOWN.get(fold(found[1]), ""), found[0])

    return _IN_BRACES.sub(said, text)
