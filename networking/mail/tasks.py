"""What Celery runs for the outbox."""

import threading

from celery import shared_task

from networking.mail import sending

# One sender in each process: whatever ends the process leaves one mail in doubt, not one a thread.
_turn = threading.Lock()
_asked = threading.Event()


@shared_task  # type: ignore[untyped-decorator]
def send_due() -> None:
    """Send what is due. Harmless when run twice, at once or for nothing.

    While this process is sending, another call only has it look once more before it ends.
    """
    _asked.set()
    while _asked.is_set() and _turn.acquire(blocking=False):
        try:
            _asked.clear()
            sending.send_due()
        finally:
            _turn.release()
