"""What the lines of one card say, whichever program wrote them. Pure."""

import datetime as dt
import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final

from events.guests.names import given_and_family
from followups.contacts.card import MONTHS, Address, Details, Said, Way, Word
from followups.contacts.vcards import labels
from followups.contacts.vcards.lines import Line, parts
from networking.text import fold, squeeze

_DATE: Final = re.compile(r"(\d{4}|-)-?(\d{2})-?(\d{2})(?:[T ].*)?")
# Apple writes a birthday without its year with one that nobody has.
_NO_YEAR: Final = "X-APPLE-OMIT-YEAR"
_PLAIN: Final = {"NICKNAME": "nickname", "TITLE": "title", "ROLE": "role", "UID": "uid"}
_LINKS: Final = frozenset({"URL", "X-SOCIALPROFILE", "SOCIALPROFILE", "IMPP"})
_WAYS: Final = {"TEL": "phones", "EMAIL": "emails", **dict.fromkeys(_LINKS, "links")}
_SCHEMES: Final = ("tel:", "mailto:")
# Groups that address books keep for themselves: they would be nobody's tags.
_OWN_GROUPS: Final = frozenset({"mycontacts", "my contacts", "starred", "starred in android"})
_ANDROIDS_NICKNAME: Final = "vnd.android.cursor.item/nickname;"


class Oddity(StrEnum):
    """What is said of a card that is taken in all the same."""

    LINES = "odd lines"
    LETTERS = "unreadable letters"
    PICTURE = "bad picture"
    PICTURE_ELSEWHERE = "picture elsewhere"
    SHORTENED = "shortened"
    # In a table only: what is no e-mail address, and that of who paid for somebody else.
    ADDRESS = "bad address"
    PAYER = "address of the payer"


class _Reading:
    """A card as far as it has been read."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.said: dict[str, Any] = {}
        self.many: dict[str, list[Any]] = {
            name: []
            for name in ("phones", "emails", "links", "addresses", "tags", "journal", "promises")
        }
        self.full_name = ""
        self.oddities: list[Oddity] = []
        # Apple writes what a line is called beside it, in a line of the same group.
        self.named = {
            line.group: labels.of_words(line.text)
            for line in lines
            if line.group and line.name == "X-ABLABEL"
        }

    def label(self, line: Line) -> str:
        """What a way to reach somebody is called."""
        if line.group in self.named:
            return self.named[line.group]
        service = line.parameter("X-SERVICE-TYPE") or line.parameter("SERVICE-TYPE")
        return service or labels.of_types(line.types)


def details_of(lines: Sequence[Line]) -> tuple[Details, list[Oddity]]:
    """Return what a card says, and what of it could not be taken."""
    reading = _Reading(lines)
    # What somebody prefers comes first.
    for line in sorted(lines, key=lambda line: not _is_preferred(line)):
        _take(line, reading)
    said = reading.said | {name: tuple(values) for name, values in reading.many.items()}
    said["title"] = said.get("title") or said.pop("role", "")
    said.pop("role", None)
    return _with_name(Details(**said), reading.full_name), reading.oddities


def _take(line: Line, reading: _Reading) -> None:
    name, said = line.name, reading.said
    if name == "FN":
        reading.full_name = reading.full_name or squeeze(line.text)
    elif name == "N":
        said.update(_names(line))
    elif name in _PLAIN:
        said.setdefault(_PLAIN[name], line.text.strip())
    elif name == "ORG":
        said.setdefault("organisation", ", ".join(filter(None, parts(line.value, ";"))))
    elif name == "NOTE":
        said["note"] = "\n\n".join(filter(None, (said.get("note", ""), line.text)))
    elif name == "BDAY":
        said["birthday"] = _birthday(line)
    elif name == "PHOTO":
        _look_at(line, reading)
    elif name == "X-ANDROID-CUSTOM" and line.value.startswith(_ANDROIDS_NICKNAME):
        said.setdefault("nickname", parts(line.value, ";")[1])
    elif name.startswith("X-TABLEE-"):
        _take_ours(line, reading)
    else:
        _take_one_of_many(line, reading)


def _take_one_of_many(line: Line, reading: _Reading) -> None:
    many = reading.many
    if line.name == "CATEGORIES":
        found = (tag for tag in parts(line.value, ",") if tag.strip())
        many["tags"] += [tag for tag in found if fold(tag) not in _OWN_GROUPS]
    elif line.name == "ADR":
        address = _address(line, reading.label(line))
        many["addresses"] += [] if address.is_empty else [address]
    elif line.name in _WAYS and (value := _reached(line)):
        many[_WAYS[line.name]].append(Way(value, reading.label(line)))


def _take_ours(line: Line, reading: _Reading) -> None:
    """What only our own files say."""
    days = {name: _day(line.parameter(f"X-{name}")) for name in ("ON", "DUE", "DONE")}
    if line.name == "X-TABLEE-MET":
        reading.said |= {"met_where": line.text, "met_on": days["ON"]}
    elif line.name == "X-TABLEE-INTRODUCED-BY":
        reading.said["introducer"] = line.text.strip()
    elif line.name == "X-TABLEE-RHYTHM" and line.text.strip() in MONTHS:
        reading.said["rhythm"] = int(line.text)
    elif line.name == "X-TABLEE-PROMISE":
        reading.many["promises"].append(Word(line.text, days["DUE"], days["DONE"]))
    elif line.name == "X-TABLEE-ENTRY" and days["ON"]:
        kind = line.parameter("X-KIND")
        reading.many["journal"].append(Said(days["ON"], line.text, kind or "note"))


def _names(line: Line) -> dict[str, str]:
    """The family name first; of several first names, separated by commas, one text."""
    found = [squeeze(part) for part in parts(line.value, ";")]
    order = ("family_name", "given_name", "additional_names", "prefix", "suffix")
    return dict(zip(order, found, strict=False))


def _with_name(details: Details, full_name: str) -> Details:
    """Take the whole name apart where the card has no other, unless it is something else's."""
    if details.given_name or details.family_name or not any(map(str.isalnum, full_name)):
        return details
    ways = (*details.emails, *details.phones, *details.links)
    others = {details.organisation, details.nickname, *(way.value for way in ways)}
    if fold(full_name) in {fold(other) for other in others}:
        return details
    given, family = given_and_family(full_name)
    fields = {name: getattr(details, name) for name in details.__dataclass_fields__}
    return Details(**fields | {"given_name": given, "family_name": family})


def _reached(line: Line) -> str:
    value = line.text.strip()
    is_address = line.parameter("VALUE").upper() == "URI" and line.name in {"TEL", "EMAIL"}
    if is_address and value.lower().startswith(_SCHEMES):
        value = value.partition(":")[2]
    return value


def _address(line: Line, label: str) -> Address:
    """Street and what stands before it, each on a line of its own."""
    found = [part.strip() for part in parts(line.value, ";")]
    box, extended, street, city, region, postcode, country = (*found, *[""] * 7)[:7]
    lines = "\n".join(filter(None, (box, extended, street)))
    return Address(lines, postcode, city, region, country, label)


def _birthday(line: Line) -> str:
    """A day as ``1985-04-15``, or ``--04-15`` without its year; nothing for what is none."""
    found = _DATE.fullmatch(line.value.strip().replace("\\", ""))
    if found is None:
        return ""
    year, month, day = found.groups()
    known = len(year) == 4 and line.parameter(_NO_YEAR) != year and year != "1604"
    try:
        dt.date(int(year) if known else 2000, int(month), int(day))
    except ValueError:
        return ""
    return f"{year}-{month}-{day}" if known else f"--{month}-{day}"


def _look_at(line: Line, reading: _Reading) -> None:
    """Take a picture that is in the card; what lies elsewhere is never fetched."""
    if reading.said.get("picture"):
        return
    elsewhere = re.match(r"(?i)https?:|file:|content:", line.value.strip())
    if elsewhere or line.parameter("VALUE").upper() == "URL":
        reading.oddities.append(Oddity.PICTURE_ELSEWHERE)
        return
    try:
        reading.said["picture"] = line.bytes
    except ValueError:
        reading.oddities.append(Oddity.PICTURE)


def _is_preferred(line: Line) -> bool:
    return "PREF" in line.types or line.parameter("PREF") == "1"


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
