"""From the lines of a table to contacts, line by line. Pure."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from events.guests import headings as guests
from events.guests.fates import is_address
from events.guests.names import given_and_family, is_formula, is_nothing, is_salutation
from followups.contacts.card import MONTHS, Address, Details, Said, Way, Word
from followups.contacts.tables import headings
from followups.contacts.tables.headings import ADDRESS_PARTS, NAMES, Column, Part, label_of
from followups.contacts.vcards import Card, Oddity, Refusal
from networking.spreadsheets.reading import Row, Table
from networking.spreadsheets.reading import read as read_table
from networking.text import fold, squeeze

# A note and its line breaks, as much as a contact holds.
LETTERS: Final = 6_000
# What stands before a text that a spreadsheet would have taken for a formula.
_SHIELD: Final = re.compile(r"^'(?=[=+\-@\\＝＋－＠﹢﹣﹦﹫])")
_SEVERAL: Final = " ::: "
_TAGS: Final = re.compile(r" ::: |[;,]")
_OWN_GROUPS: Final = frozenset({"mycontacts", "my contacts", "starred"})
_ISO: Final = re.compile(r"(\d{4}|-)-(\d{2})-(\d{2})(?: .*)?")
_BY_DAY: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
# Of these several columns of a table may hold some.
_JOINED: Final = {Part.NOTE: "\n\n", Part.TAGS: ",", Part.JOURNAL: "\n", Part.PROMISES: "\n"}
_WAYS: Final = {Part.PHONE: "phones", Part.EMAIL: "emails", Part.LINK: "links"}
_ONE_LINE: Final = (
    Part.GIVEN_NAME, Part.ADDITIONAL_NAMES, Part.FAMILY_NAME, Part.SUFFIX, Part.NICKNAME,
    Part.TITLE, Part.ORGANISATION, Part.PREFIX, Part.MET_WHERE, Part.INTRODUCER, Part.UID,
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """A table of contacts, and what each of its columns holds; what none names is left out."""

    table: Table
    columns: Mapping[int, Column]


def opened(data: bytes) -> Sheet:
    """Return the table in a file (CSV or XLSX) with its columns as their headings name them.

    Raises `networking.spreadsheets.reading.Unreadable` for what is no table.
    """
    table = read_table(data, headings=headings, letters=LETTERS)
    return Sheet(table, headings.assign(table.headings, [row.cells for row in table.rows]))


def read(data: bytes) -> Iterator[Card]:
    """Yield the contacts of a table as `cards` does, its columns by their headings."""
    yield from cards(opened(data))


def cards(sheet: Sheet) -> Iterator[Card]:
    """Yield the contacts of a table, each line read on its own."""
    table, columns = sheet.table, sheet.columns
    mail = next((at for at, each in columns.items() if each.part is Part.EMAIL), None)
    payer = guests.whose_address(table.headings, {} if mail is None else {guests.Field.EMAIL: mail})
    french = any("é" in title.lower() or "nom" in title.lower() for title in table.headings)
    for row in table.rows:
        yield _card(row, columns, payer, french=french)


def _card(row: Row, columns: Mapping[int, Column], payer: Sequence[int], *, french: bool) -> Card:
    cells = {
        at: _SHIELD.sub("", row.cells[at])
        for at in columns
        if at < len(row.cells) and not is_nothing(row.cells[at])
    }
    said: dict[Part, str] = {}
    for at, text in cells.items():
        part = columns[at].part
        if part in _JOINED and part in said:
            said[part] += _JOINED[part] + text
        said.setdefault(part, text)
    fields: dict[str, Any] = {part.value: squeeze(said[part]) for part in _ONE_LINE if part in said}
    fields |= _names(said) | _role(said, fields)
    labels = {columns[at].slot: text for at, text in cells.items() if _is_label(columns[at])}
    ways = _ways(cells, columns, labels)
    oddities = _check_addresses(
        ways, fields, [row.cells[at] for at in payer if at < len(row.cells)]
    )
    details = Details(
        **fields,
        phones=tuple(ways["phones"]),
        emails=tuple(ways["emails"]),
        links=tuple(ways["links"]),
        addresses=tuple(_addresses(cells, columns, labels)),
        birthday=_birthday(said.get(Part.BIRTHDAY, ""), french=french),
        note=said.get(Part.NOTE, ""),
        tags=tuple(_tags(said.get(Part.TAGS, ""))),
        journal=tuple(_journal(said.get(Part.JOURNAL, ""))),
        promises=tuple(_promises(said.get(Part.PROMISES, ""))),
        met_on=_day(said.get(Part.MET_ON, ""), french=french),
        rhythm=int(months) if (months := said.get(Part.RHYTHM, "").strip()) in MONTHS else 0,
    )
    # A text with an apostrophe before it is harmless, and was written by us.
    bare = [row.cells[at] for at in cells if columns[at].part in NAMES]
    return Card(row.number, details, _refused(details, bare), tuple(oddities))


def _refused(details: Details, names: Sequence[str]) -> Refusal | None:
    if any(map(is_formula, names)):
        return Refusal.FORMULA
    return Refusal.NOBODY if details.is_empty and not details.links else None


def _names(said: Mapping[Part, str]) -> dict[str, str]:
    full = squeeze(said.get(Part.FULL_NAME, ""))
    if not full or Part.FAMILY_NAME in said or Part.GIVEN_NAME in said:
        return {}
    given, family = given_and_family(full)
    return {"given_name": given, "family_name": family}


def _role(said: Mapping[Part, str], fields: Mapping[str, str]) -> dict[str, str]:
    """A title that may be a mere “Mme”, and the department beside the house."""
    found = {}
    if unsure := squeeze(said.get(Part.SOME_TITLE, "")):
        found["prefix" if is_salutation(unsure) else "title"] = unsure
    if department := squeeze(said.get(Part.DEPARTMENT, "")):
        house = fields.get("organisation", "")
        found["organisation"] = f"{house}, {department}" if house else department
    return found


def _is_label(column: Column) -> bool:
    return column.part is Part.LABEL


def _ways(
    cells: Mapping[int, str], columns: Mapping[int, Column], labels: Mapping[str, str]
) -> dict[str, list[Way]]:
    ways: dict[str, list[Way]] = {kind: [] for kind in _WAYS.values()}
    for at, text in cells.items():
        column = columns[at]
        if column.part in _WAYS:
            label = column.label or label_of(labels.get(column.slot, ""))
            for value in text.split(_SEVERAL):
                if bare := squeeze(value):
                    ways[_WAYS[column.part]].append(Way(bare, label))
    return ways


def _check_addresses(
    ways: dict[str, list[Way]], fields: Mapping[str, str], payer: Sequence[str]
) -> list[Oddity]:
    """Leave out what is no e-mail address, and that of who paid for somebody else."""
    found = [(way, _bare(way.value)) for way in ways["emails"]]
    ways["emails"] = [Way(mail, way.label) for way, mail in found if is_address(mail.lower())]
    oddities = [] if len(ways["emails"]) == len(found) else [Oddity.ADDRESS]
    named = f"{fields.get('given_name', '')} {fields.get('family_name', '')}"
    paid = sorted(fold(" ".join(payer)).split())
    if paid and paid != sorted(fold(named).split()) and ways["emails"]:
        ways["emails"] = []
        oddities.append(Oddity.PAYER)
    return oddities


def _bare(text: str) -> str:
    found = re.fullmatch(r".*<\s*([^<>\s]+)\s*>", text)
    return (found.group(1) if found else text).removeprefix("mailto:")


def _addresses(
    cells: Mapping[int, str], columns: Mapping[int, Column], labels: Mapping[str, str]
) -> Iterator[Address]:
    slots: dict[str, dict[str, str]] = {}
    for at, text in cells.items():
        column = columns[at]
        if column.part in ADDRESS_PARTS:
            held = slots.setdefault(column.slot, {"label": column.label})
            before = held.get(column.part.value)
            joined = f"{before}\n{text}" if before and column.part is Part.STREET else text
            held[column.part.value] = joined
    for slot, held in slots.items():
        label = held.pop("label") or label_of(labels.get(slot, ""))
        yield Address(**held, label=label)


def _tags(text: str) -> Iterator[str]:
    for tag in _TAGS.split(text):
        bare = squeeze(tag.strip().removeprefix("*"))
        if bare and fold(bare) not in _OWN_GROUPS:
            yield bare


def _journal(text: str) -> Iterator[Said]:
    """``2026-11-03 | coffee | Un café à Lille``, an entry a line."""
    for line in text.splitlines():
        day, _, rest = line.partition(" | ")
        kind, bar, said = rest.partition(" | ")
        if bar and (on := _day(day, french=False)):
            yield Said(on, said, kind)


def _promises(text: str) -> Iterator[Word]:
    """``2026-12-01 | – | Son livre``: by when, when it was kept, what."""
    for line in text.splitlines():
        due, _, rest = line.partition(" | ")
        done, bar, said = rest.partition(" | ")
        if bar and said:
            yield Word(said, _day(due, french=False), _day(done, french=False))
        elif line.strip():
            yield Word(squeeze(line))


def _birthday(text: str, *, french: bool) -> str:
    found = _ISO.fullmatch(text.strip())
    if found and found[1] == "-":
        return f"--{found[2]}-{found[3]}" if _is_day(2000, found[2], found[3]) else ""
    day = _day(text, french=french)
    return str(day) if day else ""


def _day(text: str, *, french: bool) -> dt.date | None:
    """A day as 2026-11-03, 3/11/2026 in a French table, 11/3/2026 in an English one."""
    found = _ISO.fullmatch(text.strip())
    if found:
        return _is_day(*found.groups())
    found = _BY_DAY.fullmatch(text.strip())
    if not found:
        return None
    first, second, year = found.groups()
    day, month = (first, second) if french or int(first) > 12 else (second, first)
    return _is_day(year, month, day)


def _is_day(year: int | str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
