"""What search and suggestions need to know of every guest of an event, in two queries.

Cards are for showing people; loading a thousand of them to show twenty would be slow. An entry
holds only what may be seen (`consent.visible` has the last word here as it has on the cards).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from events.calendar.models import Event
from events.directory.suggestions import Person
from events.directory.tags import Thesaurus
from events.guests import consent
from events.guests.models import RegistrationQuerySet
from networking.profiles.languages import name_of
from networking.profiles.models import Kind, Wanted
from networking.text import fold
from networking.time import now

_SHOWN = ("title", "organisation")


@dataclass(frozen=True)
class Entry:
    """One guest, as the others may know her. `offers` and `needs` are tags as she wrote them."""

    pk: int
    public_id: str
    user_id: int
    # Whether she has said herself what the others may see of her here.
    consented: bool
    organisation: str
    text: str
    offers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    def matches(self, words: Iterable[str]) -> bool:
        """Whether all these folded words stand in her name, house, title, tags or languages."""
        return all(word in self.text for word in words)

    def person(self, thesaurus: Thesaurus) -> Person:
        """What a suggestion must know of her."""
        return Person(
            id=self.public_id,
            organisation=fold(self.organisation),
            offers=frozenset(map(thesaurus.root, self.offers)),
            needs=frozenset(map(thesaurus.root, self.needs)),
            consented=self.consented,
        )


def entries_of(event: Event, guests: RegistrationQuerySet, *, few: bool = False) -> list[Entry]:
    """Return the entries of these guests of the event, in the order of `guests`. Two queries.

    With `few` the tags of nobody else are read.
    """
    at = now()
    own = _wanted(event, guests if few else None) if at < event.ends_at + consent.KEPT else {}
    return [_entry(event, row, own, at) for row in guests.values(*_COLUMNS)]


def matching(entries: Iterable[Entry], query: str) -> list[Entry]:
    """Return those entries that hold every word of `query`, accents and case aside."""
    words = fold(query).split()
    return [entry for entry in entries if entry.matches(words)] if words else list(entries)


def thesaurus_of(event: Event) -> Thesaurus:
    """Return which words the event's association holds equal. One query."""
    groups = event.association.synonyms.values_list("words", flat=True)
    return Thesaurus(groups, language=event.association.language)


_PROFILE = "user__profile__"
_COLUMNS = (
    "pk", "public_id", "user_id", "given_name", "family_name", "shared", "consented_at", *_SHOWN,
    "user__given_name", "user__family_name", _PROFILE + "languages",
    *(_PROFILE + name for name in _SHOWN),
)  # fmt: skip
# By user and kind, each with its sentence.
_Said = Mapping[int, Mapping[str, list[tuple[str, str]]]]


def _wanted(event: Event, guests: RegistrationQuerySet | None) -> _Said:
    """The offers and needs of the event's guests, or of these alone, by user and kind."""
    found: dict[int, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    rows = Wanted.objects.filter(profile__user__registrations__event=event).order_by("position")
    if guests is not None:
        rows = rows.filter(profile__user__registrations__in=guests.order_by())
    for user, kind, tag, sentence in rows.values_list(
        "profile__user_id", "kind", "tag__name", "sentence"
    ):
        found[user][kind].append((tag, sentence))
    return found


def _entry(event: Event, row: Mapping[str, Any], wanted: _Said, at: dt.datetime) -> Entry:
    # Who never said what to show here shows what the association typed, as on her card.
    asked = row["consented_at"] is not None
    values = {name: (asked and row[_PROFILE + name]) or row[name] for name in _SHOWN}
    seen = consent.visible(values, shared=row["shared"], ended_at=event.ends_at, at=at)
    own = wanted.get(row["user_id"], {}) if asked else {}
    said = [*own.get(Kind.OFFER, ()), *own.get(Kind.NEED, ())]
    kept = asked and at < event.ends_at + consent.KEPT
    spoken = map(name_of, (row[_PROFILE + "languages"] or ()) if kept else ())
    name = f"{row['given_name']} {row['family_name']}".strip() or (
        f"{row['user__given_name']} {row['user__family_name']}"
    )
    return Entry(
        pk=row["pk"],
        public_id=row["public_id"],
        user_id=row["user_id"],
        consented=asked,
        organisation=seen.get("organisation", ""),
        text=fold(" ".join((name, *seen.values(), *chain.from_iterable(said), *spoken))),
        offers=tuple(tag for tag, _sentence in own.get(Kind.OFFER, ())),
        needs=tuple(tag for tag, _sentence in own.get(Kind.NEED, ())),
    )
