"""What a segment's rounds ask: the bank in turn, one question, one for each round, or two at once.

An association's own questions are named by their keys, like those of the bank. What they say comes
with the options of a plan (`own.with_texts`) and is frozen with them when the event begins, so an
event that is over goes on saying what was asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.rounds.questions import BANK, BY_KEY, Kind
from events.rounds.questions import text as text_of_bank

# As a first question: the association's own in turn. As a second: the next of the other kind.
OURS: Final = "ours"
NEXT: Final = "next"
MOST_ROUNDS: Final = 12


def name_of(number: int) -> str:
    """Return how the options name the question of one round."""
    return f"round_{number}"


# What may name a question in a segment's options.
NAMES: Final = ("question", "second", *(name_of(number) for number in range(1, MOST_ROUNDS + 1)))


@dataclass(frozen=True, slots=True)
class Asked:
    """What was chosen to be asked. ``texts`` are the association's questions it needs, by key."""

    question: str = ""
    own_question: str = ""
    second: str = ""
    by_round: Mapping[int, str] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Self:
        """Read a plan's options; what is missing is not chosen."""
        chosen = {
            number: str(options.get(name_of(number)) or "") for number in range(1, MOST_ROUNDS + 1)
        }
        return cls(
            question=str(options.get("question") or ""),
            own_question=str(options.get("own_question") or ""),
            second=str(options.get("second") or ""),
            by_round={number: key for number, key in chosen.items() if key},
            texts=options.get("texts") or {},
        )

    def for_round(self, number: int) -> tuple[str, ...]:
        """Return the keys of what a round asks, one or two; a question typed here is its own key.

        What is no longer known gives way to the bank in turn.
        """
        first = self._first(number)
        second = self._second(number, first)
        return (first, second) if second not in {"", first} else (first,)

    def named(self, number: int) -> dict[str, str]:
        """Return what a round asks as the log names it."""
        first, *more = self.for_round(number)
        return {"question": first, **({"second": more[0]} if more else {})}

    def of_rounds(self, rounds: int) -> list[str]:
        """Return the keys of what so many rounds ask, each once."""
        return [*self.by_key(rounds)]

    def by_key(self, rounds: int) -> dict[str, list[int]]:
        """Return which of so many rounds ask each question, in the order they come."""
        found: dict[str, list[int]] = {}
        for number in range(1, rounds + 1):
            for key in self.for_round(number):
                found.setdefault(key, []).append(number)
        return found

    def text(self, key: str) -> str:
        """Return a question in the language of who reads it, else in the one it has."""
        own = self.texts.get(key)
        if own is None:
            return text_of_bank(key)
        here = (get_language() or "")[:2]
        return str(own.get(here) or own.get("fr") or own.get("en") or "")

    def said(self, keys: Iterable[str]) -> list[str]:
        """Return what these questions say; those left out that have no words."""
        return [words for words in map(self.text, keys) if words]

    def _first(self, number: int) -> str:
        chosen = self.by_round.get(number, "")
        if self._knows(chosen):
            return chosen
        if self.own_question or self._knows(self.question):
            return self.own_question or self.question
        turn = [key for key in self._turn() if key != self.second]
        if self.second == NEXT:
            turn = [key for key in turn if self._kind(key) is Kind.CHALLENGE]
        return turn[(number - 1) % len(turn)]

    def _second(self, number: int, first: str) -> str:
        if self.second != NEXT:
            return self.second if self._knows(self.second) else ""
        other = Kind.CHALLENGE if self._kind(first) is Kind.EXCHANGE else Kind.EXCHANGE
        turn = [key for key in self._turn() if self._kind(key) is other]
        return turn[(number - 1) % len(turn)]

    def _turn(self) -> list[str]:
        """Return all there are, in turn: the association's own first, if it is their turn."""
        ours = [key for key, own in self.texts.items() if not own.get("archived")]
        return [*(ours if self.question == OURS else ()), *(question.key for question in BANK)]

    def _knows(self, key: str) -> bool:
        return key in BY_KEY or key in self.texts

    def _kind(self, key: str) -> Kind | None:
        if key in self.texts:
            return Kind(self.texts[key].get("kind", Kind.CHALLENGE))
        question = BY_KEY.get(key)
        return question.kind if question else None


def quoted(options: Mapping[str, Any], rounds: int) -> list[str]:
    """Return what so many rounds ask as it stands on the run sheet, each once."""
    asked = Asked.of(options)
    return [_("“%(words)s”") % {"words": words} for words in asked.said(asked.of_rounds(rounds))]
