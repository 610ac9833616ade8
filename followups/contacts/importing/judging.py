"""What becomes of each card of a file, and why; what a known contact gains by one. Pure.

A card is somebody known if it has her UID, an address she gave herself, or an e-mail or a number
together with her name. The name alone says nothing: there is more than one Marie Martin. Only what
the owner's own list shows is compared, so that no import tells whose address this is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from followups.contacts.card import (
    WAYS,
    Address,
    Details,
    Said,
    Way,
    joined,
    known_as,
    same,
    united,
)
from followups.contacts.vcards import Card, Oddity, Refusal
from networking.text import fold, squeeze

# How much of each text is kept, as the database has it.
ROOM: Final[Mapping[str, int]] = {
    "prefix": 40, "given_name": 80, "additional_names": 80, "family_name": 80, "suffix": 40,
    "nickname": 80, "title": 120, "organisation": 120, "met_where": 120,
}  # fmt: skip
NOTE: Final = 4_000
PROMISE: Final = 250
TAG: Final = 40
# As the edit form takes them: what is longer could not be saved there again.
WAY: Final[Mapping[str, int]] = {"phones": 60, "emails": 254, "links": 300}
LABEL: Final = 40
ADDRESS: Final[Mapping[str, int]] = {
    "street": 200, "postcode": 20, "city": 80, "region": 80, "country": 80, "label": LABEL,
}  # fmt: skip
LONGEST_UID: Final = 255
# More of one thing than anybody has.
MOST: Final = 50
KINDS: Final = frozenset({"note", "message", "call", "coffee"})
# Whatever breaks a line; and what no text holds and no database takes.
_BREAK: Final = re.compile("\r\n|[\r\x0b\x0c\x85]")
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_GIVEN: Final = "given "
# What a contact has several of; of the rest it has one or none.
_UNITED: Final = (*WAYS, "addresses", "tags", "journal", "promises")
# What her owner decides: a file says it of new ones alone.
_OF_NEW: Final = ("introducer", "rhythm")


class Fate(StrEnum):
    """What becomes of a card."""

    NEW = "new"
    KNOWN = "known"
    TWICE = "twice"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Line:
    """A card, what becomes of it and why."""

    number: int
    details: Details
    fate: Fate
    reason: Refusal | None = None
    notes: tuple[Oddity, ...] = ()
    # Where it stands among the cards of its file.
    at: int = 0
    # The contact it is about, if she is known; the line she stands on first, if she is there twice.
    contact: int | None = None
    first: int | None = None


def judge(cards: Iterable[Card], known: Mapping[str, int]) -> list[Line]:
    """Return the fate of every card; `known` says under which keys which contact is known."""
    lines: list[Line] = []
    firsts: dict[str, Line] = {}
    for at, card in enumerate(cards):
        line = Line(card.number, card.details, Fate.NEW, card.refused, card.notes, at)
        if card.refused:
            lines.append(replace(line, fate=Fate.REFUSED))
            continue
        keys = keys_of(card.details)
        # Two people of one file may share an address: only who gave it herself is known by it.
        own = [key for key in keys if not key.startswith(_GIVEN)]
        first = next((firsts[key] for key in own if key in firsts), None)
        contact = next((known[key] for key in keys if key in known), None)
        if first is not None:
            line = replace(line, fate=Fate.TWICE, first=first.number, contact=first.contact)
        elif contact is not None:
            line = replace(line, fate=Fate.KNOWN, contact=contact)
        for key in own:
            firsts.setdefault(key, first or line)
        lines.append(line)
    return lines


def keys_of(details: Details) -> list[str]:
    """Return what makes somebody the same person in two places, the surest first."""
    keys = [f"uid {details.uid}"] if details.uid else []
    keys += [f"{_GIVEN}{same(way.value)}" for way in details.emails]
    # Who has no name is the same as who has none either and is reached in the same way.
    name = known_as(details) or fold(details.nickname or details.organisation)
    ways = [same(way.value) for way in (*details.emails, *details.phones)]
    keys += [f"way {way} {name}" for way in ways]
    return keys if ways or not name else [*keys, f"name {name} {fold(details.organisation)}"]


def keys_of_known(details: Details) -> list[str]:
    """Return the keys under which a contact is found: of her addresses those alone she gave."""
    given = {f"{_GIVEN}{same(way.value)}" for way in details.emails if way.given}
    return [key for key in keys_of(details) if not key.startswith(_GIVEN) or key in given]


def filled(has: Details, gets: Details) -> Details:
    """Return what somebody known says once what was missing is taken over; all else stays.

    Twice adds nothing more.
    """
    said: dict[str, Any] = {}
    for each in fields(Details):
        name = each.name
        if name in _OF_NEW:
            said[name] = getattr(has, name)
        elif name not in _UNITED:
            said[name] = getattr(has, name) or getattr(gets, name)
    said |= {kind: united(getattr(has, kind), getattr(gets, kind))[:MOST] for kind in WAYS}
    known = {_flat(address.lines) for address in has.addresses}
    said["addresses"] = has.addresses + tuple(
        address for address in gets.addresses if _flat(address.lines) not in known
    )
    said["tags"] = _once(has.tags, gets.tags, fold)
    said["journal"] = _once(has.journal, gets.journal, lambda each: (each.on, squeeze(each.text)))
    said["promises"] = _once(has.promises, gets.promises, lambda each: squeeze(each.text))
    return Details(**said)


def together(first: Details, again: Details) -> Details:
    """Return what two cards of one file say of the same person: of both the notes too.

    Twice adds nothing more.
    """
    note = joined(first.note, again.note)[:NOTE].rstrip()
    own = {name: getattr(first, name) or getattr(again, name) for name in _OF_NEW}
    return replace(filled(first, again), note=note, **own)


def fitted(card: Card) -> Card:
    """Return a card as the database can hold it: what is longer is cut, and said.

    What no text holds goes without a word; who says nothing then is nobody.
    """
    details: Details = _legible(card.details)
    said: dict[str, Any] = {
        name: squeeze(getattr(details, name))[:room].rstrip() for name, room in ROOM.items()
    }
    for kind in WAYS:
        ways = (_short(way, WAY[kind]) for way in getattr(details, kind))
        said[kind] = united(way for way in ways if way.value)[:MOST]
    said |= {
        "uid": _short_uid(details.uid),
        "introducer": _short_uid(squeeze(details.introducer)),
        "addresses": tuple(map(_short_address, details.addresses[:MOST])),
        "note": details.note.strip()[:NOTE],
        "tags": tuple(tag for tag in map(_short_tag, details.tags) if fold(tag))[:MOST],
        "journal": tuple(map(_short_entry, details.journal)),
        "promises": tuple(
            replace(each, text=squeeze(each.text)[:PROMISE])
            for each in details.promises
            if each.text.strip()
        ),
    }
    # Composing makes three letters of one at the most: hardly any text has to be looked at.
    cut = any(len(text) * 3 > room and len(squeeze(text)) > room for text, room in _roomy(details))
    cut = cut or len(details.note.strip()) > NOTE
    notes = (*card.notes, Oddity.SHORTENED) if cut else card.notes
    details = replace(details, **said)
    nobody = Refusal.NOBODY if details.is_empty and not details.links else None
    return replace(card, details=details, refused=card.refused or nobody, notes=notes)


def _legible(said: Any) -> Any:
    """The same, without what no text holds, in all of its texts."""
    if isinstance(said, str):
        # Almost every text is, and asking costs a tenth of looking through it twice.
        return said if said.isprintable() else _CONTROL.sub("", _BREAK.sub("\n", said))
    if isinstance(said, tuple):
        return tuple(map(_legible, said)) if said else said
    if is_dataclass(said) and not isinstance(said, type):
        before = {name: getattr(said, name) for name in _names(type(said))}
        legible = {name: _legible(value) for name, value in before.items() if value}
        changed = {name: value for name, value in legible.items() if value != before[name]}
        return replace(said, **changed) if changed else said
    return said


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def _roomy(details: Details) -> Iterator[tuple[str, int]]:
    """The texts that are cut, and how much room each has."""
    yield from ((getattr(details, name), room) for name, room in ROOM.items())
    for kind in WAYS:
        for way in getattr(details, kind):
            yield from ((way.value, WAY[kind]), (way.label, LABEL))
    for address in details.addresses:
        yield from ((getattr(address, name), room) for name, room in ADDRESS.items())


def _short(way: Way, room: int) -> Way:
    return Way(squeeze(way.value)[:room].rstrip(), squeeze(way.label)[:LABEL].rstrip())


def _short_address(address: Address) -> Address:
    """A street may have several lines."""
    said = {name: squeeze(getattr(address, name)) for name in ADDRESS}
    said["street"] = address.street.strip()
    return Address(**{name: said[name][:room].rstrip() for name, room in ADDRESS.items()})


def _short_uid(uid: str) -> str:
    """The same card keeps the same name, also where its own is too long."""
    return uid if len(uid) <= LONGEST_UID else f"urn:uuid:{uuid5(NAMESPACE_URL, uid)}"


def _short_tag(tag: str) -> str:
    return squeeze(tag)[:TAG].rstrip()


def _short_entry(said: Said) -> Said:
    return Said(said.on, said.text[:NOTE], said.kind if said.kind in KINDS else "note")


def _flat(lines: Iterable[str]) -> str:
    return fold(" ".join(lines))


def _once(has: tuple[Any, ...], gets: tuple[Any, ...], key: Any) -> tuple[Any, ...]:
    def anew() -> Iterator[Any]:
        known = set(map(key, has))
        for each in gets:
            if key(each) not in known:
                known.add(key(each))
                yield each

    return (*has, *anew())
