"""What is on a card that is handed over, and what goes when it is taken back. Pure.

A receiver has what the giver shows to everybody at the event and what she gave to this person.
Taken back, a card takes along what came by it alone: what its receiver typed or corrected stays.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from events.guests.consent import FIELDS
from followups.contacts.card import FAX, MOBILE, WORK, Way, same, united

# Where on a contact each field of a card stands.
ROLE: Final = ("title", "organisation")
WAYS_GIVEN: Final = {
    "mobile": ("phones", MOBILE),
    "phone": ("phones", WORK),
    "fax": ("phones", FAX),
    "email": ("emails", WORK),
}

# How long after its event a badge's code still opens anything.
GOOD_FOR: Final = dt.timedelta(days=7)


def is_dead(ended_at: dt.datetime, at: dt.datetime) -> bool:
    """Whether the codes of an event that ended then open nothing any more."""
    return at >= ended_at + GOOD_FOR


def on_the_card(
    own: Mapping[str, str], *, chosen: Collection[str], shared: Collection[str]
) -> list[str]:
    """Return the fields of a card, in its order: those chosen, and those everybody sees anyway.

    Fields of which she has told nothing (`own`) aren't on it.
    """
    return [name for name in FIELDS if own.get(name) and (name in chosen or name in shared)]


def handed(
    shown: Mapping[str, str], own: Mapping[str, str], *, given: Collection[str]
) -> dict[str, str]:
    """Return what somebody receives: what all are shown, and what was given to her; card order."""
    said = {
        name: shown.get(name) or (own.get(name, "") if name in given else "") for name in FIELDS
    }
    return {name: value for name, value in said.items() if value}


def gone(lost: Iterable[str], still: Collection[str]) -> list[str]:
    """Return the fields that go: those no longer given which come from nowhere else either."""
    return [name for name in lost if name not in still]


def ways_of(kind: str, fields: Mapping[str, str]) -> list[Way]:
    """Return the ways of one kind (`phones`, `emails`) that these fields say, marked as given."""
    return [
        Way(fields[name], label, given=True)
        for name, (its_kind, label) in WAYS_GIVEN.items()
        if its_kind == kind and fields.get(name)
    ]


def without(
    ways: Iterable[Way], kind: str, lost: Collection[str], still: Mapping[str, str]
) -> tuple[Way, ...]:
    """Return ways without those that came by the fields `lost`; only given ones ever go.

    A number that was two fields at once stays by the one that is `still` given.
    """
    taken = {WAYS_GIVEN[name] for name in lost if name in WAYS_GIVEN}
    labels = {label for its_kind, label in taken if its_kind == kind}
    before = list(ways)
    left = [way for way in before if not (way.given and way.label in labels)]
    values = {same(way.value) for way in before} - {same(way.value) for way in left}
    back = [way for way in ways_of(kind, still) if same(way.value) in values]
    return united(left, back)
