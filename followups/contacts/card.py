"""What a contact says of somebody, apart from where it is kept: the words of a vCard. Pure.

Files are read into `Details` and written from them; the edit form and a merge work on them too, so
that nothing gets lost between any two of these.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

from networking.text import fold, squeeze

# Labels that have a name in the interface; any other is shown as it was typed.
MOBILE: Final = "mobile"
WORK: Final = "work"
HOME: Final = "home"
FAX: Final = "fax"
LABELS: Final = (MOBILE, WORK, HOME, FAX)

# Kinds of ways to reach somebody, in the order in which a page shows them.
WAYS: Final = ("phones", "emails", "links")
NAMES: Final = (
    "prefix", "given_name", "additional_names", "family_name", "suffix", "nickname", "title",
    "organisation",
)  # fmt: skip
# Between two signs of life, as a file says it.
MONTHS: Final = frozenset({"1", "3", "6", "12"})


@dataclass(frozen=True, slots=True)
class Way:
    """A way to reach somebody: a number, an address, a link; `label` says which one it is.

    `given` marks what she shared herself: it goes again if she takes her card back.
    """

    value: str
    label: str = ""
    given: bool = False

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """Read one as it is kept in the database."""
        return cls(kept["value"], kept.get("label", ""), bool(kept.get("given")))

    def kept(self) -> dict[str, Any]:
        """Return it as the database keeps it: what says nothing is left out."""
        return _said(self)


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address. The first one says where somebody is: her town and her country."""

    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    label: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, str]) -> Self:
        """Read one as it is kept in the database."""
        return cls(**{each.name: kept.get(each.name, "") for each in dataclasses.fields(cls)})

    def kept(self) -> dict[str, str]:
        """Return it as the database keeps it: what says nothing is left out."""
        return _said(self)

    @property
    def is_empty(self) -> bool:
        return not any((self.street, self.postcode, self.city, self.region, self.country))

    @property
    def lines(self) -> list[str]:
        """“4 rue des Arts”, “59000 Lille”, “France”: the lines that say something."""
        town = squeeze(f"{self.postcode} {self.city}")
        return [
            line
            for line in (*self.street.splitlines(), town, self.region, self.country)
            if line.strip()
        ]


@dataclass(frozen=True, slots=True)
class Said:
    """An entry of the journal: what happened with somebody, on which day."""

    on: dt.date
    text: str
    kind: str = "note"


@dataclass(frozen=True, slots=True)
class Word:
    """Something promised to somebody, perhaps by a day; `done_on` once it was kept."""

    text: str
    due_on: dt.date | None = None
    done_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """All that is known of somebody. Texts are bare; `note` is Markdown; a birthday may lack its
    year (``--04-15``).
    """

    uid: str = ""
    prefix: str = ""
    given_name: str = ""
    additional_names: str = ""
    family_name: str = ""
    suffix: str = ""
    nickname: str = ""
    title: str = ""
    organisation: str = ""
    phones: tuple[Way, ...] = ()
    emails: tuple[Way, ...] = ()
    links: tuple[Way, ...] = ()
    addresses: tuple[Address, ...] = ()
    birthday: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    journal: tuple[Said, ...] = ()
    promises: tuple[Word, ...] = ()
    met_where: str = ""
    met_on: dt.date | None = None
    # Of a file alone: who introduced her, by UID or by name, and the months of her rhythm.
    introducer: str = ""
    rhythm: int = 0
    # A JPEG, or nothing.
    picture: bytes = field(default=b"", repr=False)

    @property
    def full_name(self) -> str:
        """The name as one says it; her organisation or address where she has none."""
        name = named(self.given_name, self.family_name)
        return name or self.nickname or self.organisation or first(self.emails)

    @property
    def is_empty(self) -> bool:
        """Whether it names nobody and reaches nobody."""
        return not (self.full_name or self.phones)


def named(given: str, family: str) -> str:
    """Return a name as one says it, or nothing where there is none."""
    return squeeze(f"{given} {family}")


def first(ways: Iterable[Way], *labels: str) -> str:
    """Return the first value, of those with one of these labels if any are named; else nothing."""
    return next((way.value for way in ways if not labels or way.label in labels), "")


def united(*several: Iterable[Way]) -> tuple[Way, ...]:
    """Return ways once each, in the order in which they come; the first one's label stays.

    Numbers are the same whatever stands between their figures, other values whatever their case.
    """
    found: dict[str, Way] = {}
    for way in (way for ways in several for way in ways):
        found.setdefault(same(way.value), way)
    return tuple(found.values())


def joined(kept: str, more: str) -> str:
    """Return two notes as one. What stands in the first already isn't said twice."""
    if not more.strip() or more.strip() in kept:
        return kept
    return f"{kept.rstrip()}\n\n{more.strip()}" if kept.strip() else more


def same(value: str) -> str:
    """Return a value as it is compared: a number by its figures, anything else by its letters."""
    bare = value.strip()
    if not any(map(str.isalpha, bare)):
        figures = "".join(filter(str.isdigit, bare))
        if len(figures) >= 6:
            return figures
    return bare.casefold().rstrip("/")


def known_as(details: Details) -> str:
    """Return the name by which two records are compared: letters only, in one order."""
    return " ".join(sorted(fold(f"{details.given_name} {details.family_name}").split()))


def _said(part: Way | Address) -> dict[str, Any]:
    # `asdict` copies deeply what needs no copy, and thousands come at once.
    return {name: said for name in part.__slots__ if (said := getattr(part, name))}
