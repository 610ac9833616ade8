"""How long a refused mail waits before it is tried again. Pure."""

import datetime as dt
import random

# After the first, second, … refusal: in a minute while somebody may be waiting for a code, then
# ever more rarely, for two days in all.
DELAYS = tuple(
    dt.timedelta(minutes=minutes)
    for minutes in (0.5, 1, 2, 5, 10, 20, 40, 60, 120, 180, 240, 360, 480, 600, 720)
)
# A sender may be killed this often over one mail before the mail is given up.
MOST_ATTEMPTS = len(DELAYS) + 1
# How long to wait before a mail in doubt is sent once more.
DOUBT = dt.timedelta(minutes=10)


def delay(attempts: int, dice: random.Random) -> dt.timedelta | None:
    """Return how long to wait after `attempts` tries (1 or more); None when it is enough.

    Spread by a quarter either way, so that what failed together does not come back together.
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    return DELAYS[max(attempts, 1) - 1] * dice.uniform(0.75, 1.25)
