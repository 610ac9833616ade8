"""The pages of the mail: stopping it, the outbox of an association and of the whole site."""

from networking.mail.views.operator import operator, operator_again, operator_retry, switch
from networking.mail.views.outbox import again, outbox, retry
from networking.mail.views.provider import events
from networking.mail.views.stopping import stop

__all__ = [
    "again",
    "events",
    "operator",
    "operator_again",
    "operator_retry",
    "outbox",
    "retry",
    "stop",
    "switch",
]
