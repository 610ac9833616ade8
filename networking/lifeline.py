"""No orphans: a child process that ends when its parent does, however the parent ends.

Run as a program, this file ties itself to its parent and then becomes the command it was given.
"""

import ctypes
import os
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1


def tied(command: list[str], how: signal.Signals = signal.SIGTERM) -> list[str]:
    """Return a command that runs ``command`` and sends it ``how`` when this process is gone.

    To be started from the main thread: the kernel watches the thread that started the child.
    Linux only; elsewhere it is the command itself, and a parent killed by force leaves orphans.
    """
    if sys.platform != "linux":
        return command
    launcher = [sys.executable, "-I", "-S", str(Path(__file__).resolve())]
    return [*launcher, str(os.getpid()), str(int(how)), *command]


def tie_to(parent: int, how: signal.Signals = signal.SIGTERM) -> None:
    """Have this very process get ``how`` when ``parent``, which started it, is gone."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(how))
    if os.getppid() != parent:  # it died before we could ask
        os.kill(os.getpid(), how)


if __name__ == "__main__":
    (_, _parent, _how, *_command) = sys.argv
    tie_to(int(_parent), signal.Signals(int(_how)))
    os.execv(_command[0], _command)  # noqa: S606 - commands are our own
