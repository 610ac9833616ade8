"""What became of an attempt to send: the mail server's words, sorted. Pure."""

import smtplib
from dataclasses import dataclass
from enum import Enum

# RFC 3463: the mailbox or its domain does not exist, or no longer.
DEAD = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10")


class Verdict(Enum):
    """Four ways in which sending may end."""

    SENT = "sent"
    LATER = "later"
    NEVER = "never"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True)
class Outcome:
    """A verdict, the server's words for the organiser's eyes, and whether the address is dead.

    `words` may hold an address: they are kept with the mail and never logged; `code` may be.
    """

    verdict: Verdict
    words: str = ""
    code: str = ""
    dead_address: bool = False


SENT = Outcome(Verdict.SENT)


def outcome_of(error: BaseException, *, handed_over: bool) -> Outcome:
    """Sort an exception of a mail backend.

    A definite answer decides by its first digit. Without one the mail can be tried again, unless
    it had been `handed_over` whole: then nobody knows.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return _answered(code, words)
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(error.smtp_code, error.smtp_error)
    verdict = Verdict.UNCERTAIN if handed_over else Verdict.LATER
    name = type(error).__name__
    return Outcome(verdict, words=f"{name}: {error}", code=name)


def _answered(code: int, words: bytes | str) -> Outcome:
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    said = " ".join(said.split())
    never = 500 <= code < 600
    return Outcome(
        Verdict.NEVER if never else Verdict.LATER,
        words=f"{code} {said}",
        code=str(code),
        dead_address=never and said.startswith(DEAD),
    )
