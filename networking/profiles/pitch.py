"""The pitch: one minute at most, spoken. Pure rules.

Speaking time is words ÷ pace; 150 words a minute is an unhurried speaker's, in French as in
English, and everyone may find her own by reading aloud (`pace`).
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final

from networking.profiles import phrases
from networking.text import fold

# Words a minute: what we take everyone for, and what we believe of anyone.
DEFAULT_PACE: Final = 150
SLOWEST: Final = 60
FASTEST: Final = 300
# Seconds that everyone has, by the clock.
LONGEST: Final = 60
# Under this many seconds there is room for a story.
SHORT: Final = 20
# A coach who says everything at once is not heard.
MOST_HINTS: Final = 3
# Years, diplomas and posts: so many of them, and it is a CV.
CAREER_SIGNS: Final = 3
# One word of the trade gives flavour; two begin to shut people out.
JARGON_WORDS: Final = 2

_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
# Four letters or more: names of firms and trades are often shorter.
_CAPITALS: Final = re.compile(r"\b[^\W\d_a-z]{4,}\b")


class Hint(StrEnum):
    """What a kind coach would say, the most useful first; the words for it are `coach.py`'s."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    CAREER = "career"
    NO_OFFER = "no_offer"
    NO_NEED = "no_need"
    NO_STORY = "no_story"
    NO_QUESTION = "no_question"
    JARGON = "jargon"
    SHOUTING = "shouting"
    SHORT = "short"


@dataclass(frozen=True)
class Spoken:
    """A pitch as it is heard: how many words, how many seconds."""

    words: int
    seconds: int

    @property
    def fits(self) -> bool:
        return self.seconds <= LONGEST


def words(text: str) -> int:
    """Count the spoken words: what stands between spaces and holds a letter or a digit."""
    return sum(bool(re.search(r"\w", token)) for token in text.split())


def spoken(text: str, pace: int = DEFAULT_PACE) -> Spoken:
    """Return how long `text` takes at `pace` words a minute, in whole seconds, rounded up."""
    count = words(text)
    return Spoken(count, -(-count * 60 // max(pace, 1)))


def pace(count: int, seconds: float) -> int | None:
    """Return the words a minute of who read `count` words aloud in `seconds`.

    None where nobody speaks like that: the clock was stopped too early or forgotten.
    """
    if seconds <= 0:
        return None
    found = round(count * 60 / seconds)
    return found if SLOWEST <= found <= FASTEST else None


def hints(
    text: str,
    *,
    pace: int,
    offers: Collection[object] = (),
    needs: Collection[object] = (),
    most: int = MOST_HINTS,
) -> list[Hint]:
    """Return what is worth saying about a pitch, the most useful first; nothing if all is well.

    `offers` and `needs` are what the profile says beside it: said there, they are not asked for
    here. An empty pitch is only invited. The result has `most` hints at most.
    """
    heard = spoken(text, pace)
    if heard.words == 0:
        return [Hint.EMPTY]
    found = {
        Hint.TOO_LONG: not heard.fits,
        Hint.CAREER: recites_a_career(text),
        Hint.NO_OFFER: not offers and not says(text, phrases.OFFERS),
        Hint.NO_NEED: not needs and not says(text, phrases.NEEDS),
        Hint.NO_STORY: not says(text, phrases.STORIES),
        Hint.NO_QUESTION: "?" not in text,
        Hint.JARGON: len(jargon(text)) >= JARGON_WORDS,
        Hint.SHOUTING: shouts(text),
        Hint.SHORT: heard.seconds < SHORT,
    }
    return list(islice((hint for hint in Hint if found.get(hint)), most))


def says(text: str, turns: Iterable[str]) -> bool:
    """Whether one of these turns of phrase stands in the text, alone or in the plural."""
    return any(_heard(text, turns))


def recites_a_career(text: str) -> bool:
    """Whether years, diplomas and posts follow each other as on paper."""
    return len(_YEAR.findall(text)) + len(_heard(text, phrases.CAREER)) >= CAREER_SIGNS


def jargon(text: str) -> list[str]:
    """Return the words of the trade in the text, as they were written, each once."""
    written = {fold(word): word for word in re.findall(r"[^\W_]+", text)}
    return [
        next((written[form] for form in (turn, f"{turn}s") if form in written), turn)
        for turn in _heard(text, phrases.JARGON)
    ]


def shouts(text: str) -> bool:
    """Whether more than three words of four letters and more stand in capitals."""
    return len(_CAPITALS.findall(text)) > 3


def _heard(text: str, turns: Iterable[str]) -> list[str]:
    said = f" {fold(text)} "
    return [turn for turn in turns if f" {turn} " in said or f" {turn}s " in said]
