"""The pitch: one minute at most, spoken. Pure rules.

Speaking time is words ÷ pace; 150 words a minute is an unhurried speaker's, in French as in
English, and everyone may set her own. The first outline is: what I am, what I can do, what I'd
like to do.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from networking.text import fold

# Words a minute.
DEFAULT_PACE = 150
# Seconds that everyone has, by the clock.
LONGEST = 60
# Under this many seconds there is room for a story.
SHORT = 20

# Turns of phrase (folded) that announce an anecdote, a piece of news or a passion.
STORIES = (
    "un jour", "une fois", "recemment", "la semaine derniere", "le mois dernier", "hier",
    "l an dernier", "l annee derniere", "vient de", "viens de", "venons de", "passion", "j adore",
    "j aime", "mon reve", "un souvenir", "figurez vous", "imaginez", "depuis que", "ce matin",
    "one day", "once", "recently", "last week", "last month", "last year", "yesterday", "i love",
    "my dream", "picture this", "imagine", "just", "this morning", "ever since", "passionate",
)  # fmt: skip


class Hint(StrEnum):
    """What a kind coach would say; the words for it live with the page."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    SHORT = "short"
    NO_STORY = "no_story"
    NO_OFFER = "no_offer"
    NO_NEED = "no_need"
    SHOUTING = "shouting"


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


def hints(
    text: str, *, pace: int, offers: Collection[object], needs: Collection[object]
) -> list[Hint]:
    """Return what is worth saying about a pitch, the most useful first; nothing if all is well."""
    heard = spoken(text, pace)
    found = []
    if heard.words == 0:
        found.append(Hint.EMPTY)
    elif not heard.fits:
        found.append(Hint.TOO_LONG)
    elif heard.seconds < SHORT:
        found.append(Hint.SHORT)
    if heard.words and not tells_a_story(text):
        found.append(Hint.NO_STORY)
    if not offers:
        found.append(Hint.NO_OFFER)
    if not needs:
        found.append(Hint.NO_NEED)
    if shouts(text):
        found.append(Hint.SHOUTING)
    return found


def tells_a_story(text: str) -> bool:
    """Whether an anecdote, a piece of news or a passion shows, by its usual turns of phrase."""
    said = f" {fold(text)} "
    return any(f" {turn} " in said or f" {turn}s " in said for turn in STORIES)


def shouts(text: str) -> bool:
    """Whether more than three words of four letters and more stand in capitals."""
    return len(re.findall(r"\b[^\W\d_a-z]{4,}\b", text)) > 3


def completeness(*, has_name: bool, pitch: str, offers: int, needs: int, headline: str) -> float:
    """Return from 0 to 1 how ready a profile is; a friendly ring, never a wall."""
    parts = (has_name, bool(headline.strip()), words(pitch) > 0, offers > 0, needs > 0)
    return sum(parts) / len(parts)
