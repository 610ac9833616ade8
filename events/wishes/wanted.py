"""What the rooms above may know of wishes: who wants to meet whom, as far as it can be."""

import datetime as dt
from dataclasses import dataclass

from events.calendar.models import Event
from events.wishes.models import State, Wish


@dataclass(frozen=True, slots=True)
class Wanted:
    """One wish: the public ids of who asked and of whom, and where it stands.

    `state` is open, accepted or declined. `mutual`: both asked, and neither was told no.
    """

    by: str
    to: str
    state: str
    mutual: bool
    asked_at: dt.datetime


def wishes_of(event: Event) -> list[Wanted]:
    """Return the wishes between those who come, in the order they were asked. One query.

    One at most from one guest to another, the last. Without those that were withdrawn and those
    of people kept apart, whoever of them asked for it.
    """
    found = Wish.objects.of(event).together().exclude(state=State.WITHDRAWN)
    rows = found.order_by("asked_at", "pk").values_list(
        "registration__public_id", "wanted__public_id", "state", "asked_at"
    )
    last = {(by, to): (state, asked_at) for by, to, state, asked_at in rows}
    standing = {pair for pair, (state, _at) in last.items() if state != State.DECLINED}
    return [
        Wanted(by, to, state, (by, to) in standing and (to, by) in standing, asked_at)
        for (by, to), (state, asked_at) in last.items()
    ]


def accepted_names(event: Event) -> dict[int, list[str]]:
    """Return whom each guest is to meet by an accepted wish, by her registration's id. One query.

    For what is printed of her alone.
    """
    found = Wish.objects.of(event).together().filter(state=State.ACCEPTED)
    columns = ("pk", "sort_name", "given_name", "family_name")
    rows = found.values_list(
        *(f"registration__{name}" for name in columns), *(f"wanted__{name}" for name in columns)
    )
    people: dict[int, set[tuple[str, str]]] = {}
    for row in rows:
        (one, *asker), (other, *asked) = row[:4], row[4:]
        for guest, (order, given, family) in ((one, asked), (other, asker)):
            people.setdefault(guest, set()).add((order, f"{given} {family}".strip()))
    return {guest: [name for _order, name in sorted(names)] for guest, names in people.items()}
