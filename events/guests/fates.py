"""What becomes of each line of an imported list, and why. Pure.

Every line gets its own fate, so that a wrong one never loses the right ones. The page shows the
fates before anything is written; confirming asks for them again.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from events.guests.headings import Field
from events.guests.names import given_and_family, is_formula, is_nothing, is_salutation
from events.guests.reading import Row
from networking.text import fold, squeeze

# How much of each thing is kept, as the database has it.
ROOM: Final[Mapping[str, int]] = {
    "given_name": 80, "family_name": 80, "organisation": 120, "title": 120, "phone": 40,
    "mobile": 40, "fax": 40, "diet": 120,
}  # fmt: skip
_ADDRESS: Final = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([^\W_]([\w-]*[^\W_])?\.)+[^\W\d_]{2,}"
)
# Orders that came to nothing, as ticket offices write it.
_UNDONE: Final = re.compile(r"\b(annul|rembours|refus|cancel|refund|declin|abandon|echou|fail)")


class Fate(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    KNOWN = "known"
    TWICE = "twice"
    REFUSED = "refused"


class Reason(StrEnum):
    """Why a line is not taken in."""

    NO_NAME = "no name"
    FORMULA = "formula"
    BAD_ADDRESS = "bad address"
    NO_ADDRESS = "no address"
    ORDER_UNDONE = "order undone"
    ON_THE_LIST = "on the list"
    CANCELLED = "cancelled before"
    SAME_ADDRESS = "same address"
    SAME_NAME = "same name"
    OTHER_NAME = "same address, other name"


class Note(StrEnum):
    """What is said about a line that is taken in all the same."""

    MORE_CELLS = "more cells than headings"
    SHORTENED = "shortened"
    JOINED = "line break joined"
    PAYER = "address of the payer left out"
    NO_ADDRESS = "no address"
    LETTERS = "unreadable letters"
    FORMULA = "looks like a formula"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a line of a list describes her."""

    given_name: str = ""
    family_name: str = ""
    email: str | None = None
    organisation: str = ""
    title: str = ""
    phone: str = ""
    mobile: str = ""
    fax: str = ""
    diet: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def key(self) -> str:
        """What makes her the same person on two lines: the address, or the name and the house."""
        return self.email or key_without_address(self.full_name, self.organisation)


def key_without_address(full_name: str, organisation: str) -> str:
    """Return the key of a guest without e-mail; two of one name are told apart by their house."""
    return f"{fold(full_name)}|{fold(organisation)}"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list, who it is, what becomes of it and why."""

    number: int
    person: Person
    fate: Fate
    reason: Reason | None = None
    notes: tuple[Note, ...] = ()
    # The line on which a person that is twice in the file comes first.
    first: int | None = None


@dataclass
class Verdict:
    """All lines in the order of the file, and how many have which fate."""

    lines: list[Line] = field(default_factory=list)

    def count(self, fate: Fate) -> int:
        return sum(line.fate == fate for line in self.lines)

    def of(self, fate: Fate) -> list[Line]:
        return [line for line in self.lines if line.fate == fate]


def judge(
    rows: Sequence[Row],
    columns: Mapping[Field, int],
    *,
    width: int,
    payer: Collection[int] = (),
    known: Collection[str] = (),
    cancelled: Collection[str] = (),
    by_mail: bool = False,
) -> Verdict:
    """Return the fate of every row.

    `columns` says which column holds what, `width` how many headings there are, `payer` where the
    payer's name stands if the address is the payer's. `known` and `cancelled` are the keys
    (`Person.key`) of those on this event's list already and of those who gave up their seat.
    `by_mail`: who has no address can't be reached, and is refused.
    """
    verdict = Verdict()
    first: dict[str, Line] = {}
    for row in rows:
        line = _read(row, columns, width=width, payer=payer)
        if by_mail and line.fate is Fate.NEW and line.person.email is None:
            line = replace(line, fate=Fate.REFUSED, reason=Reason.NO_ADDRESS, notes=())
        if line.fate is Fate.NEW:
            line = _compare(line, first=first, known=known, cancelled=cancelled)
        if line.fate in {Fate.NEW, Fate.KNOWN}:
            first.setdefault(line.person.key, line)
        verdict.lines.append(line)
    return verdict


def _compare(
    line: Line,
    *,
    first: Mapping[str, Line],
    known: Collection[str],
    cancelled: Collection[str],
) -> Line:
    """Settle a line that could be read by those before it and by those on the list."""
    key = line.person.key
    earlier = first.get(key)
    if earlier is not None:
        reason = Reason.SAME_ADDRESS if line.person.email else Reason.SAME_NAME
        if fold(earlier.person.full_name) != fold(line.person.full_name):
            reason = Reason.OTHER_NAME
        return replace(line, fate=Fate.TWICE, reason=reason, first=earlier.number)
    if key in cancelled:
        return replace(line, fate=Fate.KNOWN, reason=Reason.CANCELLED)
    if key in known:
        return replace(line, fate=Fate.KNOWN, reason=Reason.ON_THE_LIST)
    return line


def _read(row: Row, columns: Mapping[Field, int], *, width: int, payer: Collection[int]) -> Line:
    """Make a person of a row, and refuse the row that makes none."""
    raw = {what: _cell(row, column) for what, column in columns.items()}
    notes = []
    if any(row.cells[width:]):
        notes.append(Note.MORE_CELLS)
    if any("\n" in text for text in raw.values()):
        notes.append(Note.JOINED)
    texts = {what: squeeze(text) for what, text in raw.items()}
    email = _bare_address(texts.get(Field.EMAIL, ""))
    given, family = _names(texts)
    person, shortened = _fitted(Person(given, family, email or None), texts)
    if payer and email and not _is_payer(person, [_cell(row, column) for column in payer]):
        person = replace(person, email=None)
        notes.append(Note.PAYER)
    elif person.email is None:
        notes.append(Note.NO_ADDRESS)
    if shortened:
        notes.append(Note.SHORTENED)
    if any("\ufffd" in text for text in texts.values()):
        notes.append(Note.LETTERS)
    if is_formula(person.organisation) or is_formula(person.title):
        notes.append(Note.FORMULA)
    reason = _reason_against(person, texts)
    fate = Fate.REFUSED if reason else Fate.NEW
    return Line(row.number, person, fate, reason, tuple(notes))


def _reason_against(person: Person, texts: Mapping[Field, str]) -> Reason | None:
    order = texts.get(Field.ORDER)
    if order and _UNDONE.search(fold(order)):
        return Reason.ORDER_UNDONE
    if not person.full_name:
        return Reason.NO_NAME
    if is_formula(person.given_name) or is_formula(person.family_name):
        return Reason.FORMULA
    if person.email is not None and not is_address(person.email):
        return Reason.BAD_ADDRESS
    return None


def is_address(email: str) -> bool:
    """Whether this, in lower case, can be an e-mail address that mail reaches."""
    return len(email) <= 254 and _ADDRESS.fullmatch(email) is not None


def _cell(row: Row, column: int) -> str:
    return row.cells[column] if column < len(row.cells) else ""


def _bare_address(text: str) -> str:
    """`Amina Diallo <Amina@exemple.org>` is `amina@exemple.org`; a dash is no address at all."""
    found = re.fullmatch(r".*<\s*([^<>\s]+)\s*>", text)
    address = (found.group(1) if found else text).removeprefix("mailto:").lower()
    return "" if is_nothing(address) else address


def _names(texts: Mapping[Field, str]) -> tuple[str, str]:
    given, family, full = (
        "" if is_nothing(texts.get(what, "")) else texts[what]
        for what in (Field.GIVEN_NAME, Field.FAMILY_NAME, Field.FULL_NAME)
    )
    if full and not family:
        if not given:
            return given_and_family(full)
        family = squeeze(re.sub(rf"(?i)(?<!\w){re.escape(given)}(?!\w)", " ", full, count=1))
    return given, family


def _fitted(person: Person, texts: Mapping[Field, str]) -> tuple[Person, bool]:
    """The person with all that the line says of her, each text cut to the room there is."""
    said = {"given_name": person.given_name, "family_name": person.family_name}
    for name in ROOM:
        if name not in said:
            text = texts.get(Field(name), "")
            said[name] = "" if is_nothing(text) or _is_mere_salutation(name, text) else text
    cut = {name: text[: ROOM[name]].rstrip() for name, text in said.items()}
    return replace(person, **cut), cut != said


def _is_mere_salutation(name: str, text: str) -> bool:
    return name == "title" and is_salutation(text)


def _is_payer(person: Person, names: Sequence[str]) -> bool:
    """Whether the payer is the participant herself, in whatever order her names stand."""
    said = fold(" ".join(names)).split()
    return not said or sorted(said) == sorted(fold(person.full_name).split())
