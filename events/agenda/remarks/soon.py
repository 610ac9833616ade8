"""Something to be done once, a moment from now, however often it is asked for meanwhile.

A hundred guests voting are a hundred questions asked of this process in a second, and one answer
to all pages. What a process that is killed still had to say is said with the next vote or command.
"""

import logging
import threading
from typing import Final, Protocol

from django.db import connections

from events.calendar.models import Event
from networking.accounts.models import User

log = logging.getLogger("tablee.agenda")

PAUSE_SECONDS: Final = 1.0

_waiting: set[int] = set()
_lock = threading.Lock()


class Telling(Protocol):
    """What is done about an event; its answer is nobody's business here."""

    def __call__(self, *, event: Event, by: User | None) -> object: ...


def ask(event: int, tell: Telling) -> bool:
    """Have `tell` done for an event in a second, on a thread of its own.

    Whether it was the first to ask: who asks again meanwhile changes nothing.
    """
    with _lock:
        if event in _waiting:
            return False
        _waiting.add(event)
    timer = threading.Timer(PAUSE_SECONDS, _done, [event, tell])
    timer.daemon = True
    timer.start()
    return True


def _done(event: int, tell: Telling) -> None:
    with _lock:
        _waiting.discard(event)
    try:
        found = Event.objects.filter(pk=event).first()
        if found is not None:
            tell(event=found, by=None)
    except Exception as error:  # noqa: BLE001  whatever it was, the next vote tells it
        log.warning("votes could not be told: %s", type(error).__name__)
    finally:
        connections.close_all()
