"""Segments that give way to the next one by themselves. Pure."""

import datetime as dt
from collections.abc import Sequence

from events.agenda.clock import State, ms
from events.agenda.log import Entry


def due(state: State, log: Sequence[Entry]) -> dt.datetime | None:
    """Return when the next segment begins by itself, or should have; None if somebody has to tap.

    It happens once: whoever takes it back goes on by hand, unless she gives the segment more time.
    """
    at = state.goes_on_at
    if at is None or any(entry.payload.get("auto") == ms(at) for entry in log):
        return None
    return at
