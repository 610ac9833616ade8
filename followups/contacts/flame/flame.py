"""When one wants to hear from somebody again, and who comes first. Pure.

A rhythm is a number of months, 0 for none. Days are the owner's own.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dateutil.relativedelta import relativedelta

# "Later": a month, whatever the rhythm; one is asked again and may answer the same.
LATER: Final = relativedelta(months=1)


@dataclass(frozen=True, slots=True)
class Flame:
    """What is to be known of a contact: her rhythm in months, and the day by which it is due."""

    id: int
    months: int
    due_on: dt.date


def due_on(since: dt.date, months: int, put_off_until: dt.date | None = None) -> dt.date | None:
    """Return by when one wants to hear from somebody heard of last on `since`; None if never.

    Putting off never brings the day nearer.
    """
    if not months:
        return None
    day = since + relativedelta(months=months)
    return max(day, put_off_until) if put_off_until else day


def is_due(flame: Flame, day: dt.date) -> bool:
    """Whether it is due on this day."""
    return flame.due_on <= day


def rounds_missed(flame: Flame, day: dt.date) -> float:
    """Return how late it is, in turns of its own rhythm; less than 0 where it is still to come.

    A month is much for who wanted to write every month, and little for once a year.
    """
    turn = (day + relativedelta(months=flame.months) - day).days
    return (day - flame.due_on).days / turn


def in_order(flames: Iterable[Flame], day: dt.date) -> list[Flame]:
    """Return those due on this day: who waits longest by her own rhythm first."""
    waiting = [flame for flame in flames if is_due(flame, day)]
    return sorted(waiting, key=lambda each: (-rounds_missed(each, day), each.due_on, each.id))


def put_off(day: dt.date) -> dt.date:
    """Return until when it is put off on this day."""
    return day + LATER
