"""Two contacts become one: what stands in the end, and what is written down to undo it. Pure."""

import base64
import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

from followups.contacts.card import NAMES, WAYS, Address, Details, Said, Way, Word, joined, united
from networking.text import fold

# Of these the kept one's word stands where it has one.
EITHER: Final = (*NAMES, "birthday", "met_where", "met_on", "picture")
# Of these all of both, each once.
_BOTH: Final = ("addresses", "tags", "journal", "promises")


def merged(kept: Details, gone: Details) -> Details:
    """Return what both say together. Where they differ, `kept` is right; nothing else is lost.

    Merging with an equal record changes nothing, and so does merging the same one again.
    """
    either = {name: getattr(kept, name) or getattr(gone, name) for name in EITHER}
    ways = {kind: united(getattr(kept, kind), getattr(gone, kind)) for kind in WAYS}
    both: dict[str, Any] = {
        name: tuple(dict.fromkeys((*getattr(kept, name), *getattr(gone, name)))) for name in _BOTH
    }
    both["addresses"] = _places(both["addresses"])
    note = joined(kept.note, gone.note)
    return dataclasses.replace(kept, **{**both, **ways, **either, "note": note})


def _places(addresses: Iterable[Address]) -> tuple[Address, ...]:
    """Each place once, however it is spelt; the first spelling stays."""
    once: dict[str, Address] = {}
    for each in addresses:
        once.setdefault(" ".join(fold(line) for line in each.lines), each)
    return tuple(once.values())


def snapshot(details: Details) -> dict[str, Any]:
    """Return details as JSON can hold them; `restored` reads them back."""
    said = dataclasses.asdict(details)
    said["picture"] = base64.b64encode(details.picture).decode()
    said["met_on"] = _day(details.met_on)
    for each in said["journal"]:
        each["on"] = _day(each["on"])
    for each in said["promises"]:
        each["due_on"], each["done_on"] = _day(each["due_on"]), _day(each["done_on"])
    return said


def restored(said: Mapping[str, Any]) -> Details:
    """Return the details of which `snapshot` made this."""
    return Details(
        **{
            **said,
            **{kind: tuple(Way.of(each) for each in said[kind]) for kind in WAYS},
            "addresses": tuple(Address.of(each) for each in said["addresses"]),
            "tags": tuple(said["tags"]),
            "met_on": _read_day(said["met_on"]),
            "picture": base64.b64decode(said["picture"]),
            "journal": tuple(
                Said(dt.date.fromisoformat(each["on"]), each["text"], each["kind"])
                for each in said["journal"]
            ),
            "promises": tuple(
                Word(each["text"], _read_day(each["due_on"]), _read_day(each["done_on"]))
                for each in said["promises"]
            ),
        }
    )


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _read_day(said: str | None) -> dt.date | None:
    return dt.date.fromisoformat(said) if said else None
