"""What became of an attempt to send: the server's or provider's words, sorted. Pure."""

import smtplib
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

# RFC 3463: the mailbox or its domain does not exist, or no longer.
DEAD = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"})

# What a server answers to a sender when it is told how large the mail is.
TOO_LARGE = 552

# --- A provider's HTTP interface ---
# Too many, too early, too slow: the same request will do later.
HTTP_LATER = frozenset({408, 425, 429})
# About our account, key, plan or settings, never about this mail: somebody has to put it right,
# and whoever comes next would be answered the same.
HTTP_OURS = frozenset({401, 402, 403, 404, 405, 407})
# Postmark answers 422 to everything. These of its own codes are about the account too: sender not
# known or not confirmed, no credit left, not approved yet, not allowed to send.
POSTMARK_OURS = frozenset({400, 401, 405, 412, 413})
# Names of exceptions after which a request may have arrived, and of those after which it did not.
SILENT = ("ReadTimeout", "ReadTimeoutError", "ChunkedEncodingError", "ContentDecodingError")
UNREACHED = (
    *("ConnectTimeout", "ConnectTimeoutError", "NewConnectionError", "NameResolutionError"),
    *("SSLError", "ProxyError", "ConnectionRefusedError", "gaierror", "EndpointConnectionError"),
)


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
    `for_all` is that any other mail would be answered the same now: the rest may as well wait.
    """

    verdict: Verdict
    words: str = ""
    code: str = ""
    dead_address: bool = False
    for_all: bool = False


SENT = Outcome(Verdict.SENT)


def is_dead(code: str) -> bool:
    """Whether an enhanced status code says that there is no such address."""
    return code in DEAD


def outcome_of(error: BaseException, *, handed_over: bool) -> Outcome:
    """Sort an exception of a mail backend.

    A definite answer decides by its first digit. Without one the mail can be tried again, unless
    it had been `handed_over` whole: then nobody knows. A provider's interface is told by what
    django-anymail's exceptions carry.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return _answered(code, words)
    if isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code != TOO_LARGE:
        # Whose mail this is, or that nobody signed in: about us, and said to every mail.
        refused = _answered(error.smtp_code, error.smtp_error)
        return replace(refused, verdict=Verdict.LATER, dead_address=False, for_all=True)
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(error.smtp_code, error.smtp_error)
    if "AnymailError" in _names(error):
        return _of_provider(error)
    verdict = Verdict.UNCERTAIN if handed_over else Verdict.LATER
    name = type(error).__name__
    return Outcome(verdict, words=f"{name}: {error}", code=name)


def _answered(code: int, words: bytes | str) -> Outcome:
    said = _in_one_line(words.decode(errors="replace") if isinstance(words, bytes) else words)
    never = 500 <= code < 600
    return Outcome(
        Verdict.NEVER if never else Verdict.LATER,
        words=f"{code} {said}",
        code=str(code),
        dead_address=never and is_dead(said.partition(" ")[0]),
    )


def _of_provider(error: Any) -> Outcome:
    """Sort what a provider's interface answered, or that it did not."""
    names = _names(error)
    if "AnymailRecipientsRefused" in names:
        return _refused(error)
    if error.status_code is not None:
        return _of_status(int(error.status_code), error)
    name = type(error).__name__
    if "AnymailAPIError" not in names:
        # The mail can't be said in the provider's way, and no later time will change that.
        return Outcome(Verdict.NEVER, words=f"{name}: {_in_one_line(str(error))}", code=name)
    causes = _causes(error)
    unreached = any(cause in UNREACHED for cause in causes)
    answered = "RequestException" not in names and not any(cause in SILENT for cause in causes)
    # An error that is no failure of the line is an answer, which some libraries tell without its
    # number: nothing was sent. Otherwise only who was never reached has certainly not sent it.
    verdict = Verdict.LATER if unreached or answered else Verdict.UNCERTAIN
    known = next((cause for cause in causes if cause in (*UNREACHED, *SILENT)), name)
    words = f"{known}: {_in_one_line(str(error.__cause__ or error))}"
    return Outcome(verdict, words=words, code=known, for_all=unreached)


def _of_status(status: int, error: Any) -> Outcome:
    body = _body_of(error.response)
    for_all = status in HTTP_OURS or status == 429 or _number_in(body) in POSTMARK_OURS
    if status < 400:
        # Taken, it seems, and then words that nobody can read.
        verdict = Verdict.UNCERTAIN
    elif for_all or status in HTTP_LATER or status >= 500:
        verdict = Verdict.LATER
    else:
        verdict = Verdict.NEVER
    words = f"HTTP {status} {_in_one_line(_message_in(body))}"
    return Outcome(verdict, words=words, code=str(status), for_all=for_all)


def _refused(error: Any) -> Outcome:
    """The one recipient was refused: as no address at all, or because the provider keeps a list."""
    found = getattr(getattr(error.email_message, "anymail_status", None), "status", None) or set()
    dead = "invalid" in found
    said = _message_in(_body_of(error.response)) or "refused by the provider"
    words = f"550 5.1.3 {said}" if dead else f"550 {said}"
    return Outcome(Verdict.NEVER, _in_one_line(words), "invalid" if dead else "rejected", dead)


def _names(error: BaseException) -> set[str]:
    return {each.__name__ for each in type(error).__mro__}


def _causes(error: BaseException | None) -> list[str]:
    """The names of an exception and of what it came from, however deeply wrapped."""
    found: list[str] = []
    seen: set[int] = set()
    waiting: list[Any] = [error]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        found += [each.__name__ for each in type(one).__mro__]
        waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
    return found


def _body_of(response: Any) -> Any:
    try:
        return response.json()
    except (AttributeError, ValueError):
        return getattr(response, "text", "")


def _message_in(body: Any) -> str:
    """The provider's own sentence, by whichever name it goes; else whatever stands there."""
    if isinstance(body, dict):
        for name in ("Message", "message", "error", "errors", "detail"):
            if body.get(name):
                return str(body[name])
    return str(body or "")[:200]


def _number_in(body: Any) -> int:
    """Postmark's own number for what went wrong; 0 for all the others."""
    number = body.get("ErrorCode") if isinstance(body, dict) else None
    return number if isinstance(number, int) else 0


def _in_one_line(said: str) -> str:
    return " ".join(said.split())
