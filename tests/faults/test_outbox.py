"""The outbox while everything around it breaks: nothing is lost, and what left twice is counted.

Workers are killed again and again over their work, and meanwhile the broker loses what it was
told, PostgreSQL crashes, the mail server refuses, hangs up and says nothing, clocks are wrong and
two beats tick. A mail may leave twice only if its sender, its database or its mail server was
gone between the server's "250" and the commit that notes it: so at most once for each of those.

A hundred mails for each kill: five of them in the ordinary run; `make test-faults` kills fifty.
"""

import datetime as dt
import os
import random
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.faults.feeder import address
from tests.faults.stand import Stand
from tests.services import plugin
from tests.services.servers import wait_until
from tests.services.site import SiteProcess

pytestmark = [pytest.mark.faults, pytest.mark.slow]

KILLS = int(os.environ.get("TABLEE_KILLS", "5"))
A_ROUND = 100
MAILS = KILLS * A_ROUND
REFUSED_NOW, DROPPED, SILENT = 40, 3, 2
# Of these the mail server says that they don't exist.
DEAD = [address(number) for number in range(7, MAILS, 97)]


@pytest.fixture(params=[pytest.param("services", marks=pytest.mark.services), "embedded"])
def stand(request: pytest.FixtureRequest) -> Iterator[Stand]:
    # Not pytest's own: PostgreSQL's user may pass through this one, whoever runs the test.
    folder = plugin.folder() / f"faults-{request.param}"
    folder.mkdir()
    stand = Stand(folder, embedded=request.param == "embedded")
    yield stand
    stand.close()


def test_nothing_is_lost_and_what_left_twice_is_counted(stand: Stand) -> None:
    dice = random.Random(20261129)
    stand.sink.delay = 0.01
    for dead in DEAD:
        stand.sink.refuse_recipient(dead)
    stand.two_beats()
    worker = stand.site.worker()
    for kill in range(KILLS):
        following = stand.site.worker()
        stand.post(kill * A_ROUND, A_ROUND)
        break_something(stand, kill)
        time.sleep(dice.uniform(0.0, 1.2))
        worker.kill()
        worker = following
    assert stand.left() > 0, "no worker was ever killed over its work"
    last_hours(stand, worker)

    times = Counter(str(message["Message-ID"]) for message in stand.sink.messages)
    reached = {str(message["X-RcptTo"]) for message in stand.sink.messages}
    assert reached == {address(number) for number in range(MAILS)} - set(DEAD)
    assert len(times) == MAILS - len(DEAD)
    assert sorted(stand.ask(failed=True)) == sorted(DEAD)
    twice = sum(times.values()) - len(times)
    print(f"{MAILS} mails, {KILLS} kills: 0 lost, {twice} sent again")
    # Two workers stood on PostgreSQL when it crashed, and two when the clock jumped.
    crashed = 2 if stand.postgresql else 0
    assert twice <= KILLS + DROPPED + SILENT + crashed + 2


def break_something(stand: Stand, kill: int) -> None:
    """One more thing goes wrong beside some of the kills."""
    fifth, beside = divmod(kill * 5, KILLS)
    if beside:
        return
    if fifth == 0:
        stand.sink.refuse("450 4.2.0 come back later", times=REFUSED_NOW)
    elif fifth == 1:
        stand.lose_messages()
    elif fifth == 2 and stand.postgresql:
        stand.postgresql.crash_and_come_back()
    elif fifth == 3:
        stand.sink.hang_up(DROPPED)
        stand.set_clock(-dt.timedelta(hours=2))
    elif fifth == 4:
        stand.site.environment.pop("TABLEE_CLOCK")
        stand.sink.say_nothing(SILENT)


def last_hours(stand: Stand, worker: SiteProcess) -> None:
    """Two workers whose clocks are days ahead find what was put off, and what nobody finished."""
    stand.sink.behave()
    stand.set_clock(dt.timedelta(days=2))
    others = [stand.site.worker(), stand.site.worker()]
    worker.kill()
    stand.two_beats()
    wait_until(lambda: stand.left() == 0, "all mails settled", 120 + MAILS / 20)
    assert all(other.alive() for other in others)
