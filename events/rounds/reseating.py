"""Who comes and goes while tables are drawn or talk: who has no seat is given one. Pure."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from events.rounds.pairing import Draw, Person, costs_of
from events.rounds.seating import SMALLEST, described, dice, sizes, unblocked
from events.rounds.ties import BLOCKED, Ties


def reseat(
    people: Iterable[Person],
    ties: Ties,
    *,
    size: int,
    seed: int | str,
    keep: Sequence[Sequence[str]],
    hosts: Sequence[str] = (),
    before: Sequence[Sequence[Sequence[str]]] = (),
) -> Draw:
    """Seat those of ``people`` who have no table; the others stay together, without who left.

    A table of which fewer than three are left is given up, unless it is the only one, and each of
    its people finds another, as do newcomers: at the smallest, where she knows the fewest. Where
    that would make tables too large newcomers have one of their own. Hosts who left are replaced.
    """
    by_id = {person.id: person for person in people}
    rng = dice(seed)
    groups = [[one for one in group if one in by_id] for group in keep]
    whole = [group for group in groups if len(group) >= SMALLEST]
    if not whole:
        whole = sorted((group for group in groups if group), key=len, reverse=True)[:1]
    seated = {one for group in whole for one in group}
    free = sorted(by_id.keys() - seated)
    rng.shuffle(free)
    costs = costs_of(by_id.values(), ties)
    room_left = sum(max(size - len(group), 0) for group in whole)
    if len(free) - room_left >= SMALLEST or not whole:
        own = len(free) - room_left
        own = own if own >= SMALLEST else len(free)
        for many in sizes(own, size):
            whole.append([free.pop() for _ in range(many)])
    alone = []
    for one in free:
        # Who must not meet somebody at any table waits; nobody who sits already gets up for her.
        open_to = [group for group in whole if costs.within([*group, one]) < BLOCKED]
        if not open_to:
            alone.append(one)
            continue
        group = min(
            open_to,
            key=lambda group: (len(group), sum(costs(one, other) for other in group)),
        )
        group.append(one)
    staying = set(hosts)
    done = [_host_last(group, staying, by_id, rng) for group in whole] if hosts else whole
    made, apart = unblocked([tuple(group) for group in done], ties)
    said = described(made, by_id, ties, before)
    staying_on = tuple(group[0] for group in made) if hosts else ()
    return replace(said, sitting_out=(*alone, *apart), hosts=staying_on)


def _host_last(
    group: Sequence[str], hosts: set[str], by_id: Mapping[str, Person], rng: random.Random
) -> list[str]:
    """Return a table with its host in her place, one chosen anew if she is gone."""
    own = [one for one in group if one in hosts]
    host = own[0] if own else min(group, key=lambda one: (by_id[one].host_turns, rng.random()))
    return [host, *(one for one in group if one != host)]
