"""What a provider tells of a mail after it left: bounced, complained, or nothing of note. Pure.

The words are those of django-anymail, which says the same of every provider.
"""

import re
from enum import Enum

from networking.mail.outcomes import is_dead

BOUNCED = "bounced"
# An enhanced status code (RFC 3463) that stands by itself.
_CODE = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")


class News(Enum):
    """What follows from what a provider told."""

    NOTHING = "nothing"
    # It did not arrive, and the address may be good all the same: full, blocked, too large.
    REFUSED = "refused"
    # Nobody has this address, or nobody any longer.
    DEAD = "dead"
    # Somebody called it spam.
    COMPLAINED = "complained"
    # Somebody asked the provider itself for no more.
    UNSUBSCRIBED = "unsubscribed"


def news_of(event: str, reject_reason: str, said: str, *, soft: bool = False) -> News:
    """Sort an event: its type, why it was rejected, and the words of the server that did.

    `soft` is that the provider itself calls the bounce one that may pass. A code in the words
    decides over the provider's own sorting: some call every refusal a bounce, also those that are
    about us and not about the address.
    """
    if event == "complained" or (event == "rejected" and reject_reason == "spam"):
        return News.COMPLAINED
    if event == "unsubscribed" or (event == "rejected" and reject_reason == "unsubscribed"):
        return News.UNSUBSCRIBED
    if event not in {BOUNCED, "rejected", "failed"}:
        return News.NOTHING
    hard = event != "failed" and reject_reason in {BOUNCED, "invalid"} and not soft
    if hard and (code := _CODE.search(said)):
        hard = is_dead(code[1])
    return News.DEAD if hard else News.REFUSED
