"""What is done to mails: queueing, withdrawing, claiming, settling; and who wants no more."""

from networking.mail.actions.claiming import (
    LEASE,
    claim,
    drop,
    lease_ends,
    postpone,
    recover,
    release,
    settle,
)
from networking.mail.actions.queueing import (
    enqueue,
    enqueue_all,
    resume,
    retry,
    stop,
    waiting_of,
    withdraw,
)

__all__ = [
    "LEASE",
    "claim",
    "drop",
    "enqueue",
    "enqueue_all",
    "lease_ends",
    "postpone",
    "recover",
    "release",
    "resume",
    "retry",
    "settle",
    "stop",
    "waiting_of",
    "withdraw",
]
