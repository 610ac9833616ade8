"""Why a mail did not leave or not arrive, sorted for people: from what was noted of it. Pure."""

import re
from enum import Enum

from networking.mail.outcomes import is_dead

# What `actions` and `checks` note of a mail that was not sent after all.
DEAD_ADDRESS = "the address doesn't exist"
UNWANTED = "called unwanted"
STOPPED = "stopped"
NO_ADDRESS = "not an address"
NO_LONGER_WANTED = "no longer wanted"
WITHDRAWN = "withdrawn"
TIRED = "tried too often"


class Trouble(Enum):
    """One sort of trouble each; the organiser reads a sentence, not a code."""

    NONE = "none"
    NO_SUCH_ADDRESS = "no such address"
    NOT_AN_ADDRESS = "not an address"
    COMPLAINED = "complained"
    STOPPED = "stopped"
    NO_LONGER_WANTED = "no longer wanted"
    WITHDRAWN = "withdrawn"
    FULL = "full"
    TOO_LARGE = "too large"
    BLOCKED = "blocked"
    REFUSED = "refused"
    BUSY = "busy"
    OURS = "ours"
    UNREACHABLE = "unreachable"
    MADE_WRONGLY = "made wrongly"
    BROKEN_OFF = "broken off"
    UNKNOWN = "unknown"


NOTED = {
    "": Trouble.NONE,
    DEAD_ADDRESS: Trouble.NO_SUCH_ADDRESS,
    UNWANTED: Trouble.COMPLAINED,
    STOPPED: Trouble.STOPPED,
    NO_ADDRESS: Trouble.NOT_AN_ADDRESS,
    NO_LONGER_WANTED: Trouble.NO_LONGER_WANTED,
    WITHDRAWN: Trouble.WITHDRAWN,
    TIRED: Trouble.BROKEN_OFF,
}
# The subject of an enhanced status code: its middle number, and here and there its last.
_FULL = ("4.2.2", "5.2.2")
_LARGE = ("5.2.3", "5.3.4")
_STATUS = re.compile(r"HTTP (\d{3})\b")
# Providers put a word before it: "smtp;550 5.1.1 …".
_CODED = re.compile(r"(?:smtp; ?)?(?P<digits>[245]\d\d\b)?[ -]?(?P<enhanced>[245]\.\d+\.\d+)?")
# How a line without an answer begins: an exception's name.
_UNREACHED = re.compile(
    r"(ConnectionRefused|ConnectTimeout|ConnectionError|gaierror|Timeout|OSError|SSL|SMTPConnect"
    r"|SMTPServerDisconnected|ConnectionReset|BrokenPipe|unreachable)",
    re.IGNORECASE,
)
_WRONG = re.compile(r"^(unknown kind|[A-Z][A-Za-z]*(Error|DoesNotExist|Exception)?:)")


def trouble_of(noted: str, *, uncertain: bool = False) -> Trouble:
    """Sort what was noted of a mail. `uncertain`: the line broke after it was handed over."""
    if uncertain:
        return Trouble.BROKEN_OFF
    if noted in NOTED:
        return NOTED[noted]
    if status := _STATUS.match(noted):
        return _of_status(int(status[1]))
    said = _CODED.match(noted)
    if said and (said["digits"] or said["enhanced"]):
        return _of_code(int(said["digits"] or 0), said["enhanced"] or "")
    return _without_an_answer(noted)


def _without_an_answer(noted: str) -> Trouble:
    """What stopped it before any server spoke, or words in which there is no code."""
    if _UNREACHED.match(noted):
        return Trouble.UNREACHABLE
    return Trouble.MADE_WRONGLY if _WRONG.match(noted) else Trouble.REFUSED


def _of_code(digits: int, enhanced: str) -> Trouble:
    """The answer of a mail server: three digits, and a finer code where it gave one."""
    found = Trouble.REFUSED
    if is_dead(enhanced):
        found = Trouble.NO_SUCH_ADDRESS
    elif enhanced in _FULL or (not enhanced and digits in {452, 552}):
        found = Trouble.FULL
    elif enhanced in _LARGE or digits == 552:
        found = Trouble.TOO_LARGE
    elif enhanced == "5.7.8" or digits in {530, 534, 535}:
        found = Trouble.OURS
    elif enhanced.startswith(("5.7.", "4.7.")):
        found = Trouble.BLOCKED
    elif 400 <= digits < 500 or enhanced.startswith("4."):
        found = Trouble.BUSY
    return found


def _of_status(status: int) -> Trouble:
    """The answer of a provider's own interface."""
    if status == 413:
        return Trouble.TOO_LARGE
    if status in {408, 425, 429} or status >= 500:
        return Trouble.BUSY
    return Trouble.OURS if status in {401, 402, 403, 404, 405, 407} else Trouble.REFUSED
