"""Writing vCards: 3.0, which telephones read best, and 4.0. Pure.

Lines end in CRLF and are folded at 75 octets. What a vCard has no word for (the journal, promises,
where, when and by whom one met, how often one writes) stands in ``X-TABLEE-…``, so that what was
taken away can be brought back.
"""

import base64
import re
from collections.abc import Iterable, Iterator
from typing import Final

from followups.contacts.card import Address, Details, Said, Way, Word
from followups.contacts.vcards.labels import WRITTEN

VERSIONS: Final = ("3.0", "4.0")
_CARETS: Final = {"^": "^^", "\n": "^n", '"': "^'"}
_WIDTH: Final = 75
_PICTURE: Final = {"3.0": "PHOTO;ENCODING=b;TYPE=JPEG:", "4.0": "PHOTO:data:image/jpeg;base64,"}


def write(details: Details, version: str = "3.0") -> str:
    """Return the card of somebody in one of `VERSIONS`."""
    assert version in VERSIONS
    lines = ["BEGIN:VCARD", f"VERSION:{version}", *_lines(details, version), "END:VCARD"]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def folded(line: str) -> str:
    """Break a line so that no piece is longer than 75 octets, never inside a character."""
    if line.isascii():
        if len(line) <= _WIDTH:
            return line
        rest = range(_WIDTH, len(line), _WIDTH - 1)
        return "\r\n ".join([line[:_WIDTH], *(line[at : at + _WIDTH - 1] for at in rest)])
    pieces, piece, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _WIDTH:
            pieces.append(piece)
            piece, size = " ", 1
        piece += letter
        size += width
    return "\r\n".join([*pieces, piece])


def escaped(text: str) -> str:
    """Return a text as a value holds it."""
    for mark in ("\\", ",", ";"):
        text = text.replace(mark, f"\\{mark}")
    return re.sub(r"\r\n|\r|\n", r"\\n", text)


def _lines(details: Details, version: str) -> Iterator[str]:
    names = (
        *(details.family_name, details.given_name, details.additional_names),
        *(details.prefix, details.suffix),
    )
    if details.uid:
        yield f"UID:{escaped(details.uid)}"
    yield f"N:{_joined(names)}"
    yield f"FN:{escaped(_full_name(details))}"
    for name, value in (
        ("NICKNAME", details.nickname),
        ("ORG", details.organisation),
        ("TITLE", details.title),
    ):
        if value:
            yield f"{name}:{escaped(value)}"
    yield from _reached(details, version)
    if details.birthday:
        yield f"BDAY:{_birthday(details.birthday, version)}"
    if details.note:
        yield f"NOTE:{escaped(details.note)}"
    if details.tags:
        yield f"CATEGORIES:{','.join(map(escaped, details.tags))}"
    if details.picture:
        content = base64.b64encode(details.picture).decode()
        yield _PICTURE[version] + content
    yield from map(_entry, details.journal)
    yield from map(_promise, details.promises)
    if details.met_where or details.met_on:
        yield f"X-TABLEE-MET{_day('ON', details.met_on)}:{escaped(details.met_where)}"
    if details.introducer:
        yield f"X-TABLEE-INTRODUCED-BY:{escaped(details.introducer)}"
    if details.rhythm:
        yield f"X-TABLEE-RHYTHM:{details.rhythm}"


def _full_name(details: Details) -> str:
    """What stands on top of a card: it may not be empty."""
    first = (*details.phones, *details.links)
    return details.full_name or next((way.value for way in first), "?")


def _reached(details: Details, version: str) -> Iterator[str]:
    """The ways to reach her; a label of one's own stands beside its line, in a group."""
    count = 0
    for name, type_, values in (
        ("TEL", "", _ways(details.phones)),
        ("EMAIL", "INTERNET" if version == "3.0" else "", _ways(details.emails)),
        ("ADR", "", ((_address(each), each.label) for each in details.addresses)),
        ("URL", "", _ways(details.links)),
    ):
        for value, label in values:
            types = [each for each in (type_, WRITTEN.get(label, "")) if each]
            line = f"{name};TYPE={','.join(types)}:{value}" if types else f"{name}:{value}"
            if label and label not in WRITTEN:
                count += 1
                yield f"item{count}.{line}"
                yield f"item{count}.X-ABLabel:{escaped(label)}"
            else:
                yield line


def _ways(ways: Iterable[Way]) -> Iterator[tuple[str, str]]:
    return ((escaped(way.value), way.label) for way in ways)


def _address(address: Address) -> str:
    return _joined(
        ("", "", address.street, address.city, address.region, address.postcode, address.country)
    )


def _joined(texts: Iterable[str]) -> str:
    return ";".join(map(escaped, texts))


def _birthday(said: str, version: str) -> str:
    """4.0 has the short form alone, and telephones read the long one in 3.0."""
    if version == "3.0":
        return said
    return f"--{said[2:].replace('-', '')}" if said.startswith("--") else said.replace("-", "")


def _entry(said: Said) -> str:
    return f"X-TABLEE-ENTRY{_day('ON', said.on)};X-KIND={_quoted(said.kind)}:{escaped(said.text)}"


def _promise(word: Word) -> str:
    days = _day("DUE", word.due_on) + _day("DONE", word.done_on)
    return f"X-TABLEE-PROMISE{days}:{escaped(word.text)}"


def _day(name: str, day: object) -> str:
    return f";X-{name}={day}" if day else ""


def _quoted(text: str) -> str:
    """A parameter's value: quoted where it must be, with RFC 6868's carets."""
    text = re.sub(r'[\^\n"]', lambda found: _CARETS[found[0]], text)
    return text if text.isalnum() else f'"{text}"'
