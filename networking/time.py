"""The one clock of the site: everything that asks for the time asks here."""

import datetime as dt
import time

from django.conf import settings
from django.utils import timezone


def now() -> dt.datetime:
    """Return the present instant, aware, in UTC.

    ``TABLEE_CLOCK="2026-12-01T07:45:00+00:00,30"`` starts the site at that instant and lets it
    run thirty times as fast, in every process alike: the second part of the setting, made when
    it is read, holds the real instant at which the moved clock began.
    """
    real = dt.datetime.now(dt.UTC)
    moved = settings.CLOCK
    if moved is None:
        return real
    return moved.start + (real - moved.began) * moved.rate


def epoch_ms(instant: dt.datetime) -> int:
    """Return an instant as whole milliseconds since 1970, the unit of every anchor we send."""
    return round(instant.timestamp() * 1000)


def monotonic() -> float:
    """Return seconds of a clock that never jumps; only differences mean anything."""
    return time.monotonic()


def today() -> dt.date:
    """Return the day it is now where the reader is (the zone that is active)."""
    return timezone.localdate(now())
