"""What is done to mails: queueing, withdrawing, claiming, settling; and who wants no more."""

from networking.mail.actions.claiming import (
    LEASE,
    claim,
    drop,
    lease_ends,
    postpone,
    put_off,
    recover,
    release,
    settle,
)
from networking.mail.actions.departing import depart, forget_departures
from networking.mail.actions.hearing import hear
from networking.mail.actions.queueing import (
    enqueue,
    enqueue_all,
    resume,
    stop,
    waiting_of,
    withdraw,
)
from networking.mail.actions.retrying import retry, retry_all
from networking.mail.actions.switching import switch

__all__ = [
    "LEASE",
    "claim",
    "depart",
    "drop",
    "enqueue",
    "enqueue_all",
    "forget_departures",
    "hear",
    "lease_ends",
    "postpone",
    "put_off",
    "recover",
    "release",
    "resume",
    "retry",
    "retry_all",
    "settle",
    "stop",
    "switch",
    "waiting_of",
    "withdraw",
]
