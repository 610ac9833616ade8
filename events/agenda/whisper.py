"""A word from the console to the speaker, for nobody else. Pure."""

import datetime as dt
from dataclasses import dataclass

# How long it stays on her view.
WHISPERED = dt.timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Whisper:
    """What the facilitator tells the speaker, and nobody else; known by its revision."""

    rev: int
    text: str
    at: dt.datetime
    seen_at: dt.datetime | None = None

    def ends_at(self) -> dt.datetime:
        """Return when it disappears if nobody taps on it."""
        return self.at + WHISPERED
