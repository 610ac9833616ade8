"""Puts mails in the outbox as the site's pages do: ``python -m tests.faults.feeder``.

A process of its own, for it stands on the database that is about to suffer. It reads a line of
JSON and answers one: ``{"post": [first, number]}`` queues so many mails in one transaction,
``{"states": true}`` counts the mails by their state, ``{"failed": true}`` names the addresses
that failed. While the database is away it tries again, as whoever filled in a form would.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import django

# Of a hundred mails so many stand before the others: somebody waits for them.
URGENT = 10
PATIENCE_SECONDS = 60.0


def address(number: int) -> str:
    return f"claire.{number}@exemple.org"


def main() -> None:
    django.setup()
    print("ready", flush=True)
    for line in sys.stdin:
        print(json.dumps(_insisting(lambda asked=line: _answer(json.loads(asked)))), flush=True)


def _insisting(answer: Callable[[], Any]) -> Any:
    from django.db import Error, connection

    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return answer()
        except (Error, OSError):
            if time.monotonic() > end:
                raise
            connection.close()
            time.sleep(0.2)


def _answer(asked: dict[str, Any]) -> Any:
    from django.db import transaction
    from django.db.models import Count

    from networking.mail import actions
    from networking.mail.models import OutgoingMail, State

    if "post" in asked:
        first, number = asked["post"]
        with transaction.atomic():
            for one in range(first, first + number):
                actions.enqueue(
                    kind="accounts.code",
                    to=address(one),
                    key=f"faults:{one}",
                    params={"code": "ABC-DEF"},
                    priority=0 if one % 100 < URGENT else 1,
                    by=None,
                )
        return number
    if "failed" in asked:
        return list(OutgoingMail.objects.filter(state=State.FAILED).values_list("to", flat=True))
    found = OutgoingMail.objects.order_by().values_list("state").annotate(Count("pk"))
    return dict(found.values_list("state", "pk__count"))


if __name__ == "__main__":
    main()
