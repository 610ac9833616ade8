"""Work in processes beside this one: answers in order, and nobody left behind."""

import os
import signal
import subprocess
import sys
import time

import pytest

from networking.processes import processes
from tests.services.servers import wait_until
from tests.services.site import gone

pytestmark = pytest.mark.slow


def test_answers_come_in_the_order_of_what_was_asked_from_other_processes() -> None:
    with processes() as crew:
        assert list(crew.map(abs, range(-5, 0), chunksize=2)) == [5, 4, 3, 2, 1]
        assert crew.submit(os.getpid).result() != os.getpid()


def test_an_error_lets_undone_what_has_not_begun() -> None:
    with pytest.raises(LookupError), processes() as crew:
        waiting = [crew.submit(time.sleep, 0.2) for _ in range(60)]
        raise LookupError
    assert any(each.cancelled() for each in waiting)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_the_processes_end_when_who_started_them_is_killed() -> None:
    program = (
        "import os, time\n"
        "from networking.processes import processes\n"
        "if __name__ == '__main__':\n"
        "    with processes() as crew:\n"
        "        print(crew.submit(os.getpid).result(), flush=True)\n"
        "        time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    wait_until(lambda: gone(child), "the end of the child")
