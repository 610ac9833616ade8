"""Questions one can answer at once: about a challenge, or about giving and receiving."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Kind(StrEnum):
    """What a question invites to."""

    CHALLENGE = "challenge"
    EXCHANGE = "exchange"


KINDS: "dict[Kind, _StrPromise]" = {
    Kind.CHALLENGE: _("A challenge"),
    Kind.EXCHANGE: _("Giving and receiving"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the bank; ``key`` is how logs and settings name it, in every language."""

    key: str
    kind: Kind
    text: "_StrPromise"


# The first two are the method's own. Those that follow alternate, so that rounds do too.
BANK: tuple[Question, ...] = (
    Question(
        "challenge",
        Kind.CHALLENGE,
        _("What challenge do you bring to this gathering?"),
    ),
    Question(
        "give-and-get",
        Kind.EXCHANGE,
        _("What do you hope to get from this group, and what can you give to it?"),
    ),
    Question(
        "this-month",
        Kind.CHALLENGE,
        _("What is on your mind at work this month?"),
    ),
    Question(
        "good-at",
        Kind.EXCHANGE,
        _("What do people come to you for, and what would you like to be asked?"),
    ),
    Question(
        "untangle",
        Kind.CHALLENGE,
        _("What would you like to untangle before the end of the year?"),
    ),
    Question(
        "half-a-day",
        Kind.EXCHANGE,
        _("If somebody here gave you half a day of help, what would you do with it?"),
    ),
    Question(
        "first-step",
        Kind.CHALLENGE,
        _("What have you been putting off, and what would be the very first step?"),
    ),
    Question(
        "introduce",
        Kind.EXCHANGE,
        _("Whom would you like to meet, and whom could you introduce to others?"),
    ),
    Question(
        "changed",
        Kind.CHALLENGE,
        _("What has changed in your work lately, and what do you make of it?"),
    ),
    Question(
        "learnt",
        Kind.EXCHANGE,
        _("What did you learn recently that could be of use to somebody here?"),
    ),
    Question(
        "proud",
        Kind.CHALLENGE,
        _("What are you proud of these days, and what was hard about it?"),
    ),
    Question(
        "recommend",
        Kind.EXCHANGE,
        _("Which book, place or tool would you recommend, and what are you looking for?"),
    ),
)

BY_KEY: dict[str, Question] = {question.key: question for question in BANK}


def text(key: str) -> str:
    """Return a question in the language of who reads it; what is no key is a question itself."""
    question = BY_KEY.get(key)
    return str(question.text) if question else key
