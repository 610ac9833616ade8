"""What people write where a name should stand. Pure."""

import re
from typing import Final

from networking.text import fold

_SALUTATIONS: Final = frozenset(
    ("m", "mr", "mme", "mlle", "mx", "ms", "mrs", "miss", "monsieur", "madame", "mademoiselle")
)
_NOTHING: Final = frozenset(("n a", "na", "n c", "nc", "neant", "aucun", "aucune", "none", "null"))
# Longer than any of these, also where they are spelled with dots: no need to look at it closely.
_SHORT: Final = 16
# Words that begin a family name rather than end a given one: de La Rochefoucauld, van den Berg.
_PARTICLES: Final = frozenset(
    ("de", "du", "des", "d", "la", "le", "van", "von", "der", "den", "da", "di", "el", "al", "ben")
)


def is_nothing(text: str) -> bool:
    """Whether this is a way to leave a cell empty: nothing, a dash, "n/a"."""
    if not any(letter.isalnum() for letter in text):
        return True
    return len(text) <= _SHORT and fold(text) in _NOTHING


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take this for a formula, where a name or a title should stand."""
    return text.startswith(("=", "+", "@", "-"))


def is_salutation(text: str) -> bool:
    """Whether this is a mere "Mme" or "Mr": some lists call that a title."""
    return len(text) <= _SHORT and fold(text) in _SALUTATIONS


def given_and_family(full: str) -> tuple[str, str]:
    """Split a whole name into given and family name.

    Capitals tell the family name ("DIALLO Amina"), and so does a comma ("Diallo, Amina"); a
    particle begins it ("Hugo de La Rochefoucauld"); otherwise it is all but the first word. A
    single word is a family name.
    """
    if "," in full:
        family, _, given = full.partition(",")
        return given.strip(), family.strip()
    words = [word for word in full.split() if not is_salutation(word)] or full.split()
    if len(words) == 1:
        return "", words[0]
    shouted = [word.isupper() and len(re.sub(r"\W", "", word)) > 1 for word in words]
    if any(shouted) and not all(shouted):
        said = [word for word, loud in zip(words, shouted, strict=True) if not loud]
        cried = [word for word, loud in zip(words, shouted, strict=True) if loud]
        return " ".join(said), " ".join(cried)
    starts = (at for at, word in enumerate(words) if at and fold(word) in _PARTICLES)
    at = next(starts, 1)
    return " ".join(words[:at]), " ".join(words[at:])
