"""Sharing a time out in proportion. Pure: a length and shares in, lengths out."""

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise

MINUTE = dt.timedelta(minutes=1)
SECOND = dt.timedelta(seconds=1)


def split(length: dt.timedelta, shares: Sequence[int | Fraction]) -> list[dt.timedelta]:
    """Return a length shared out in whole minutes; together the parts are exactly that length.

    No part is more than a minute from its true share. Where there are not two minutes for each,
    seconds are counted instead. What doesn't divide evenly falls to the last part.
    """
    whole = sum(shares)
    if whole <= 0 or min(shares) < 0:
        raise ValueError("shares are positive, or there is nothing to share")
    unit = MINUTE if length >= 2 * MINUTE * len(shares) else SECOND
    edges = [_rounded(length, Fraction(reached) / whole, unit) for reached in accumulate(shares)]
    return [end - begin for begin, end in pairwise([dt.timedelta(), *edges[:-1], length])]


def _rounded(length: dt.timedelta, share: Fraction, unit: dt.timedelta) -> dt.timedelta:
    """Return how far a share of a length reaches, in whole units, and never beyond its end."""
    exact = Fraction(length // dt.timedelta.resolution) * share
    return min(unit * round(exact / (unit // dt.timedelta.resolution)), length)


def in_proportion(
    lengths: Mapping[int, dt.timedelta], owed: dt.timedelta
) -> dict[int, dt.timedelta]:
    """Take a total from several lengths in proportion, in whole seconds as far as they go."""
    shortened: dict[int, dt.timedelta] = {}
    whole = sum(lengths.values(), dt.timedelta())
    for index, length in lengths.items():
        taken = owed * (length / whole) if whole else dt.timedelta()
        taken = min(dt.timedelta(seconds=round(taken.total_seconds())), length, owed)
        taken = owed if length == whole else taken
        shortened[index] = length - taken
        whole, owed = whole - length, owed - taken
    return shortened
