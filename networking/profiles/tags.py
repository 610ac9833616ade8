"""Tags: when two words are one, and which to suggest. Pure.

Two tags are one if they differ only in case, accents or plural. Nobody says in which language a
tag is, so French and English plurals are taken off alike; that “énergie” and “energy” thereby
become one does no harm.
"""

import re
from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from networking.text import fold

# The first that fits is applied, again and again until none does: a stem is its own stem.
_ENDINGS: Final = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"(?<=e)aux$", "au"),  # bureaux, réseaux
        (r"(?<=y)aux$", "au"),  # tuyaux
        (r"^travaux$", "travail"),
        (r"(?<=.)aux$", "al"),  # journaux
        (r"(?<=[eo])ux$", "u"),  # jeux, bijoux
        (r"(?<=..)ie[s]?$", "y"),  # companies, company; énergies, énergie
        (r"(?<=[^su])s$", ""),
        (r"(?<=[^\W_]{3}u)s$", ""),  # menus, but not bus
        (r"(?<=ss)e$|(?<=ch)e$|(?<=sh)e$|(?<=x)e$", ""),  # businesses, coaches, fiches
    )
)
# Shorter words are left as they are: “les”, “bus”, “IA”.
_SHORTEST: Final = 4


class Used(NamedTuple):
    """A tag and how many people use it."""

    name: str
    people: int


def stem(name: str) -> str:
    """Return what two tags have in common that are one: ``stem("Énergies ") == stem("energie")``.

    Empty for a name without a letter or a digit. Applied twice it changes nothing.
    """
    return " ".join(_stem_of_word(word) for word in fold(name).split())


def suggested(
    typed: str, used: Iterable[Used], *, without: Collection[str] = (), most: int = 8
) -> list[str]:
    """Return the tags to propose for what was `typed`, the most used first.

    Every word typed begins a word of the tag, accents and case aside; nothing typed finds all.
    `without` are names that are there already.
    """
    begun = fold(typed).split()
    had = {stem(name) for name in without}
    found = [
        tag for tag in used if stem(tag.name) not in had and _answers(fold(tag.name).split(), begun)
    ]
    found.sort(key=lambda tag: (-tag.people, fold(tag.name)))
    return [tag.name for tag in found[:most]]


def _answers(words: list[str], begun: list[str]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in begun)


def _stem_of_word(word: str) -> str:
    while len(word) >= _SHORTEST:
        for ending, instead in _ENDINGS:
            shorter = ending.sub(instead, word)
            if shorter != word:
                word = shorter
                break
        else:
            return word
    return word
