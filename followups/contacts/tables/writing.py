"""Contacts as a table of our own: as many columns as the list needs, readable again. Pure."""

from collections.abc import Iterator, Sequence
from typing import Final

from followups.contacts.card import FAX, HOME, MOBILE, WORK, Details, Said, Way, Word
from followups.contacts.tables.headings import ADDRESS, ADDRESS_PARTS, OURS, Part

_FIRST: Final = (
    Part.PREFIX, Part.GIVEN_NAME, Part.ADDITIONAL_NAMES, Part.FAMILY_NAME, Part.SUFFIX,
    Part.NICKNAME, Part.TITLE, Part.ORGANISATION,
)  # fmt: skip
_LAST: Final = (
    Part.BIRTHDAY, Part.TAGS, Part.NOTE, Part.MET_WHERE, Part.MET_ON, Part.INTRODUCER,
    Part.RHYTHM, Part.PROMISES, Part.JOURNAL, Part.UID,
)  # fmt: skip
_SEVERAL: Final = (("emails", Part.EMAIL), ("phones", Part.PHONE), ("links", Part.LINK))
_LABELS: Final = {
    MOBILE: ("mobile", "portable"),
    WORK: ("work", "bureau"),
    HOME: ("home", "domicile"),
    FAX: ("fax", "fax"),
}


def table_of(
    people: Sequence[Details], *, french: bool
) -> tuple[list[str], Iterator[list[object]]]:
    """Return headings and rows; rows are made one after the other."""
    most = {kind: _most(people, kind) for kind in ("emails", "phones", "links", "addresses")}
    at = 1 if french else 0
    headings = [OURS[part][at] for part in _FIRST]
    for kind, part in _SEVERAL:
        for number in range(1, most[kind] + 1):
            name = f"{OURS[part][at]} {number}"
            headings += [name, f"{name} {OURS[Part.LABEL][at]}"]
    for number in range(1, most["addresses"] + 1):
        parts = (*ADDRESS_PARTS, Part.LABEL)
        headings += [f"{ADDRESS[at]} {number} {OURS[part][at]}" for part in parts]
    headings += [OURS[part][at] for part in _LAST]
    return headings, (_row(each, most, at) for each in people)


def _most(people: Sequence[Details], kind: str) -> int:
    return max([1, *(len(getattr(each, kind)) for each in people)])


def _row(details: Details, most: dict[str, int], at: int) -> list[object]:
    cells: list[object] = [getattr(details, part.value) for part in _FIRST]
    for kind, _part in _SEVERAL:
        ways: Sequence[Way] = getattr(details, kind)
        for way in ways:
            cells += [way.value, _label(way.label, at)]
        cells += [""] * 2 * (most[kind] - len(ways))
    for address in details.addresses:
        cells += [getattr(address, part.value) for part in ADDRESS_PARTS]
        cells.append(_label(address.label, at))
    cells += [""] * (len(ADDRESS_PARTS) + 1) * (most["addresses"] - len(details.addresses))
    return [
        *cells,
        details.birthday,
        ", ".join(details.tags),
        details.note,
        details.met_where,
        str(details.met_on or ""),
        details.introducer,
        str(details.rhythm or ""),
        "\n".join(map(_promise, details.promises)),
        "\n".join(map(_entry, details.journal)),
        details.uid,
    ]


def _label(label: str, at: int) -> str:
    return _LABELS[label][at] if label in _LABELS else label


def _promise(word: Word) -> str:
    return f"{word.due_on or '–'} | {word.done_on or '–'} | {' '.join(word.text.split())}"


def _entry(said: Said) -> str:
    return f"{said.on} | {said.kind} | {' '.join(said.text.split())}"
