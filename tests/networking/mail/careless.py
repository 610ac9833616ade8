"""Claiming as one would without thinking: look, then take. The control beside the race test."""

import time
from typing import Any

from networking.mail.models import OutgoingMail, State
from networking.time import now


def claim(*, most: int, **_: Any) -> list[OutgoingMail]:
    found = list(OutgoingMail.objects.due().order_by("due_at")[:most])
    time.sleep(0.1)  # long enough for the other to look too, on a busy machine
    OutgoingMail.objects.filter(pk__in=[mail.pk for mail in found]).update(
        state=State.SENDING, lease_until=now()
    )
    return found


def settle(*, mail: OutgoingMail, **_: Any) -> bool:
    return bool(OutgoingMail.objects.filter(pk=mail.pk).update(state=State.SENT))
