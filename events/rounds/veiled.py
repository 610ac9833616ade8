"""Whom a device without network must not put together, said so that it tells nobody of a block.

Pure. Everybody is kept apart from somebody: who has no block is put into a pair by numbers that
only the server knows. So a pair of the list may be any of them, none is in the way of a draw, and
nearly all pairs stay the same when somebody comes.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from events.rounds.ties import Pair

BITS: Final = 64


def veiled(blocks: Iterable[Pair], numbers: Mapping[str, int]) -> list[Pair]:
    """Return the pairs to keep apart, in an order that says nothing; but for one guest, perhaps,
    each is in one.

    `numbers` has a secret number of 64 bits for each guest, the same one each time.
    """
    pairs = {(min(pair), max(pair)) for pair in blocks}
    named = {one for pair in pairs for one in pair}
    others = sorted((number, one) for one, number in numbers.items() if one not in named)
    _pair_up(others, BITS - 1, pairs)
    return sorted(pairs)


def _pair_up(guests: Sequence[tuple[int, str]], bit: int, pairs: set[Pair]) -> list[str]:
    """Pair those whose numbers begin alike, in place; return who is left, one at most."""
    if len(guests) < 2 or bit < 0:
        left = [one for _, one in guests]
    else:
        halves: tuple[list[tuple[int, str]], list[tuple[int, str]]] = ([], [])
        for number, one in guests:
            halves[number >> bit & 1].append((number, one))
        left = [one for half in halves for one in _pair_up(half, bit - 1, pairs)]
    while len(left) > 1:
        one, two = left.pop(), left.pop()
        pairs.add((min(one, two), max(one, two)))
    return left
