"""Countries, whatever they are called: “Allemagne”, “Germany”, “Deutschland”, “DE” are one. Pure.

Names and codes are the Unicode CLDR's, as Babel has them.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from babel import Locale
from babel.core import get_global

from networking.text import fold

# In whose words people's address books name a country; the first name that a text is wins.
LANGUAGES: Final = ("fr", "en", "de", "es", "it", "nl", "pt")
# What people write besides, folded.
_ALSO: Final = {
    "usa": "US", "u s a": "US", "u s": "US", "etats unis d amerique": "US",
    "united states of america": "US", "federation de russie": "RU", "russian federation": "RU",
    "the netherlands": "NL",
    "u k": "GB", "grande bretagne": "GB", "great britain": "GB", "angleterre": "GB",
    "england": "GB", "ecosse": "GB", "scotland": "GB", "pays de galles": "GB", "wales": "GB",
    "irlande du nord": "GB", "northern ireland": "GB", "hollande": "NL", "holland": "NL",
    "republique tcheque": "CZ", "czech republic": "CZ", "ivory coast": "CI", "rdc": "CD",
    "republique democratique du congo": "CD", "hong kong": "HK", "macao": "MO",
    "palestine": "PS", "vatican": "VA", "birmanie": "MM", "burma": "MM", "viet nam": "VN",
    "coree": "KR", "korea": "KR", "turkey": "TR", "swaziland": "SZ", "macedoine": "MK",
}  # fmt: skip
# There are two of this name.
_UNSURE: Final = frozenset({"congo"})
# Codes of the CLDR that are no country.
_NONE: Final = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


@lru_cache(4096)
def key_of(text: str) -> str:
    """Return what a country is compared by: its code in small letters, else the text folded.

    Keys are their own keys. Nothing is a country by a mere likeness.
    """
    folded = fold(text)
    return _codes().get(folded, folded)


@lru_cache(1024)
def name_of(key: str, language: str) -> str:
    """Return how a country is called in a language, by its key; nothing for what is none."""
    if key.upper() not in _countries():
        return ""
    return str(Locale(language[:2] or LANGUAGES[0]).territories[key.upper()])


def names_of(key: str) -> tuple[str, ...]:
    """Return how a country is called in French and in English; nothing for what is none."""
    return tuple(filter(None, (name_of(key, "fr"), name_of(key, "en"))))


@cache
def _codes() -> dict[str, str]:
    """Which code each folded name and code stands for."""
    codes = {fold(name): code.lower() for name, code in _ALSO.items()}
    for code in _countries():
        codes[code.lower()] = code.lower()
    for old, new in get_global("territory_aliases").items():
        if old.isalpha() and len(new) == 1 and new[0] in _countries():
            codes.setdefault(old.lower(), new[0].lower())
    for language in LANGUAGES:
        names = Locale(language).territories
        for code in _countries():
            codes.setdefault(fold(str(names[code])), code.lower())
    return {said: code for said, code in codes.items() if said not in _UNSURE}


@cache
def _countries() -> dict[str, None]:
    return dict.fromkeys(_found())


def _found() -> Iterator[str]:
    for code in map(str, Locale(LANGUAGES[0]).territories):
        if len(code) == 2 and code.isalpha() and code not in _NONE:
            yield code
