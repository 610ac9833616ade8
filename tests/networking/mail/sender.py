"""A sender of the outbox as a process of its own: ``python -m tests.networking.mail.sender``.

It says "ready" on a line, and begins when it is sent one.
``--seconds N`` is how long it looks for work, ``--lease N`` how many seconds a lease lasts, and
``--careless`` claims without any lock, to show that the lock is what keeps two senders apart.
"""

import argparse
import datetime as dt
import sys
import time

import django


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--seconds", type=float, default=10)
    options.add_argument("--lease", type=float, default=60)
    options.add_argument("--careless", action="store_true")
    said = options.parse_args()
    django.setup()

    from networking.mail import actions, checks, kinds, sending
    from tests.networking.mail import careless
    from tests.networking.mail.letters import LETTER

    kinds.register(LETTER)
    actions.claiming.LEASE = dt.timedelta(seconds=said.lease)
    if said.careless:
        actions.claim = careless.claim
        actions.settle = careless.settle
        checks.Look.is_ours = lambda look, mail: True
    print("ready", flush=True)
    sys.stdin.readline()
    end = time.monotonic() + said.seconds
    while time.monotonic() < end:
        if not sending.send_due(budget=said.seconds):
            time.sleep(0.05)


if __name__ == "__main__":
    main()
