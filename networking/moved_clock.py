"""A clock moved for demonstrations and tests; see :func:`networking.time.now`."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class MovedClock:
    """Where the moved clock stood (`start`) at a real instant (`began`), and how fast it runs."""

    start: dt.datetime
    rate: float
    began: dt.datetime


def parse(text: str) -> MovedClock | None:
    """Read ``start[,rate[,began]]``, instants in ISO 8601 with a zone; an empty text is no move.

    Without `began` the clock starts as the process reads it, so several processes that are to
    agree must be given all three. Raises ``ValueError`` for anything else.
    """
    if not text.strip():
        return None
    start, *rest = (part.strip() for part in text.split(","))
    rate = float(rest[0]) if rest else 1.0
    began = dt.datetime.fromisoformat(rest[1]) if len(rest) > 1 else dt.datetime.now(dt.UTC)
    moved = MovedClock(dt.datetime.fromisoformat(start), rate, began)
    if moved.start.tzinfo is None or moved.began.tzinfo is None:
        raise ValueError("TABLEE_CLOCK needs instants with a time zone")
    return moved
