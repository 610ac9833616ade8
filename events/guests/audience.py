"""Which guests are meant: a guest list's filters as they stand in its address. Pure.

The list, what is done to many at once, exports and messages all read the same address and mean the
same people by it. An address is typed, shared and kept for months, so whatever is unknown in it is
passed over: it never leads to an error, and never to somebody it doesn't name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Final, Self
from urllib.parse import urlencode

# The tabs of a guest list, each with the statuses it holds.
TABS: Final[Mapping[str, tuple[str, ...]]] = {
    "registered": ("confirmed",),
    "offered": ("offered",),
    "waiting": ("waiting",),
    "requests": ("requested",),
    "invited": ("invited",),
    "unsettled": ("pending",),
    "ended": ("cancelled", "declined", "lapsed", "replaced"),
    "all": (),
}
FIRST_TAB: Final = "registered"
KINDS: Final = ("member", "guest", "visitor", "substitute", "walk_in")
SORTS: Final = ("name", "date")
# Somebody who left a question unanswered, beside the answers themselves.
UNANSWERED: Final = "-"
LONGEST_TEXT: Final = 100
# As many as can be ticked and still stand in an address.
MOST_CHOSEN: Final = 1000
_LONGEST_NUMBER: Final = 12


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Some of an event's guests: of one tab, who pass every filter, and if any are chosen, those.

    `question` asks who answered it, `answer` with which answer (a key of the question's own) or
    `UNANSWERED`. `mark` is a state that another room knows: who is here, say.
    """

    tab: str = FIRST_TAB
    text: str = ""
    kind: str = ""
    tag: int | None = None
    first_time: bool = False
    to_pay: bool = False
    diet: bool = False
    question: int | None = None
    answer: str = ""
    mark: str = ""
    sort: str = ""
    chosen: tuple[int, ...] = ()

    @classmethod
    def read(cls, said: Mapping[str, Sequence[str]]) -> Self:
        """Return what an address means; what is unknown or makes no sense in it is passed over."""
        question, answer = _asked(_last(said, "asked"))
        return cls(
            tab=_one_of(TABS, _last(said, "tab")) or FIRST_TAB,
            text=" ".join(_last(said, "q").replace("\0", " ").split())[:LONGEST_TEXT],
            kind=_one_of(KINDS, _last(said, "kind")),
            tag=_number(_last(said, "tag")),
            first_time=_last(said, "first") == "1",
            to_pay=_last(said, "pay") == "1",
            diet=_last(said, "diet") == "1",
            question=question,
            answer=answer,
            mark=_last(said, "mark")[:20] if _last(said, "mark").isidentifier() else "",
            sort=_one_of(SORTS, _last(said, "sort")),
            chosen=tuple(numbers_in(said.get("id", ()))[:MOST_CHOSEN]),
        )

    @classmethod
    def kept(cls, kept: Mapping[str, Any]) -> Self:
        """What `as_json` made, again; from an older time, as much of it as is still known."""
        return cls.read({name: [str(each) for each in said] for name, said in kept.items()})

    def as_json(self) -> dict[str, list[str]]:
        """As a message keeps it, and as `kept` reads it."""
        said: dict[str, list[str]] = {}
        for name, value in self.pairs:
            said.setdefault(name, []).append(value)
        return said

    @property
    def query(self) -> str:
        """As it stands in an address, without the question mark; empty for the plain list."""
        return urlencode(self.pairs)

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses of its tab; none for all of them."""
        return TABS[self.tab]

    @property
    def asked(self) -> str:
        """Question and answer as one value of a form."""
        if self.question is None:
            return ""
        return f"{self.question}:{self.answer}" if self.answer else str(self.question)

    @property
    def filtered(self) -> bool:
        """Whether it is narrower than its tab."""
        return self.plain != self

    @property
    def refined(self) -> int:
        """How many filters are set, the search aside."""
        said = (self.kind, self.tag, self.first_time, self.to_pay, self.diet, self.mark)
        return sum(map(bool, said)) + (self.question is not None)

    @property
    def plain(self) -> Self:
        """Its tab alone, in the same order."""
        return type(self)(tab=self.tab, sort=self.sort)

    @property
    def found(self) -> Self:
        """All that its filters find, whoever was chosen among them."""
        return replace(self, chosen=())

    def at(self, tab: str) -> Self:
        """The same filters on another tab; whoever was chosen is chosen no more."""
        return replace(self, tab=tab, chosen=())

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Its names and values, as an address or a form holds them."""
        pairs = (
            ("tab", self.tab if self.tab != FIRST_TAB else ""),
            ("q", self.text),
            ("kind", self.kind),
            ("tag", "" if self.tag is None else str(self.tag)),
            ("first", "1" if self.first_time else ""),
            ("pay", "1" if self.to_pay else ""),
            ("diet", "1" if self.diet else ""),
            ("asked", self.asked),
            ("mark", self.mark),
            ("sort", self.sort),
            *(("id", str(pk)) for pk in self.chosen),
        )
        return [(name, value) for name, value in pairs if value]


def digest(pks: Iterable[int]) -> str:
    """Return a short name for a set of guests: another one as soon as somebody joins or leaves it.

    A page that says whom something will concern sends it along, so that nothing is done to people
    it didn't show.
    """
    return sha256(",".join(map(str, sorted(set(pks)))).encode()).hexdigest()[:16]


def numbers_in(texts: Iterable[str]) -> list[int]:
    """Return the whole numbers among these texts, each once, in their order."""
    found = (number for text in texts if (number := _number(text)) is not None)
    return list(dict.fromkeys(found))


def _last(said: Mapping[str, Sequence[str]], name: str) -> str:
    values = said.get(name) or ("",)
    return values[-1].strip()


def _one_of(known: Iterable[str], value: str) -> str:
    return value if value in known else ""


def _number(text: str) -> int | None:
    """A whole number that a database takes, or None."""
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        return None
    return int(text)


def _asked(text: str) -> tuple[int | None, str]:
    question, _, answer = text.partition(":")
    number = _number(question)
    return (number, answer[:20]) if number is not None else (None, "")
