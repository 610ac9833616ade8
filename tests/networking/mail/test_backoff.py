"""How long a refused mail waits."""

import datetime as dt
import random

from hypothesis import given
from hypothesis import strategies as st

from networking.mail import backoff


@given(st.integers(1, backoff.MOST_ATTEMPTS - 1), st.randoms())
def test_each_wait_is_near_its_step(attempts: int, dice: random.Random) -> None:
    wait = backoff.delay(attempts, dice)
    assert wait is not None
    step = backoff.DELAYS[attempts - 1]
    assert 0.75 * step <= wait <= 1.25 * step


def test_the_steps_grow() -> None:
    assert list(backoff.DELAYS) == sorted(backoff.DELAYS)
    assert backoff.DELAYS[0] <= dt.timedelta(minutes=1)


def test_it_is_enough_in_the_end() -> None:
    assert backoff.delay(backoff.MOST_ATTEMPTS, random.Random(1)) is None
