"""When two tags mean the same: by their stems, and by the words an association holds equal. Pure.

Stems are Snowball's (https://snowballstem.org), no model to download.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import snowballstemmer

from networking.text import fold

_BETWEEN = re.compile(r"[\W_]+")
_LANGUAGES = {"fr": "french", "en": "english"}


@lru_cache(maxsize=8)
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(_LANGUAGES.get(language, "french"))


@lru_cache(maxsize=10_000)
def stem(tag: str, language: str) -> str:
    """Return a tag without the endings of its words: ``comptables`` and ``Comptable`` are one.

    Words of one or two letters (de, à) say nothing and go, unless there is nothing else.
    """
    # Before folding: Snowball's French knows its accents.
    words = _BETWEEN.sub(" ", tag.casefold()).split()
    telling = [word for word in words if len(fold(word)) > 2] or words
    return fold(" ".join(_stemmer(language).stemWords(telling)))


class Thesaurus:
    """Tells for each tag the one word that stands for all that mean the same."""

    def __init__(self, groups: Iterable[Sequence[str]] = (), *, language: str = "fr") -> None:
        """`groups` are lists of words an association holds equal; chained groups become one."""
        self._language = language
        self._parent: dict[str, str] = {}
        for group in groups:
            roots = [self.root(word) for word in group if fold(word)]
            for other in roots[1:]:
                self._parent[self._find(other)] = self._find(roots[0])

    def root(self, tag: str) -> str:
        """Return the stem that stands for this tag and all that mean the same."""
        return self._find(stem(tag, self._language))

    def _find(self, word: str) -> str:
        while word in self._parent and self._parent[word] != word:
            word = self._parent[word]
        return word
