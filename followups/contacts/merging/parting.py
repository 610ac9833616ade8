"""One contact becomes two again: both as they were, and what was said since stays. Pure."""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Hashable, Mapping, Sequence
from typing import Any, Final

from followups.contacts.card import Address, Details, Way, Word, same
from followups.contacts.merging.merging import EITHER, merged
from networking.text import fold


def _same(way: Way) -> str:
    return same(way.value)


def _spelt(place: Address) -> str:
    return " ".join(fold(line) for line in place.lines)


def _promised(word: Word) -> Hashable:
    """A promise that was kept since is the same promise."""
    return word.text, word.due_on


# By what a part of a contact is known again, however it was changed.
_KEYS: Final[Mapping[str, Callable[[Any], Hashable]]] = {
    "phones": _same,
    "emails": _same,
    "links": _same,
    "addresses": _spelt,
    "tags": fold,
    "journal": lambda said: said,
    "promises": _promised,
}


def parted(kept: Details, gone: Details, now: Details) -> tuple[Details, Details]:
    """Return what each of two says that were merged and say `now` together.

    Without a change since, both are what they were. What was added since is the kept one's; what
    was changed is so with whoever said it, what was taken away is gone from both.
    """
    was = merged(kept, gone)
    first: dict[str, Any] = {
        name: getattr(now, name) for name in EITHER if getattr(now, name) != getattr(was, name)
    }
    second: dict[str, Any] = {}
    for name, key in _KEYS.items():
        then, since = Counter(getattr(was, name)), Counter(getattr(now, name))
        anew = list((since - then).elements())
        changes: dict[Hashable, list[tuple[Any, Any]]] = defaultdict(list)
        for before in (then - since).elements():
            after = next((part for part in anew if key(part) == key(before)), None)
            if after is not None:
                anew.remove(after)
            changes[key(before)].append((before, after))
        for side, said in ((kept, first), (gone, second)):
            parts = getattr(side, name)
            as_now = [_as_now(part, changes.get(key(part), []), since) for part in parts]
            if as_now != [*parts]:
                said[name] = tuple(part for part in as_now if part is not None)
        if anew:
            first[name] = (*first.get(name, getattr(kept, name)), *anew)
    if now.note != was.note:
        first["note"] = _note(kept.note, was.note, now.note)
    return dataclasses.replace(kept, **first), dataclasses.replace(gone, **second)


def _as_now(part: Any, changes: Sequence[tuple[Any, Any]], since: Container[Any]) -> Any:
    """What a part is by now; None if it was taken away. Perhaps only its like has changed."""
    for before, after in changes:
        if before == part:
            return after
    return changes[0][1] if changes and part not in since else part


def _note(kept: str, was: str, now: str) -> str:
    """The kept one's note with what was written below both; rewritten, all of it is hers."""
    if not now.startswith(was):
        return now
    added = now.removeprefix(was).strip()
    return "\n\n".join(filter(None, (kept.rstrip(), added)))
