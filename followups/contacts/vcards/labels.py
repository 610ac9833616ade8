"""What programs call a number, an address, a link; and what it is called here. Pure."""

import re
from collections.abc import Iterable
from typing import Final

from followups.contacts.card import FAX, HOME, LABELS, MOBILE, WORK

# Types that say what a number is for, the surest first.
_TYPES: Final = (("FAX", FAX), ("CELL", MOBILE), ("WORK", WORK), ("HOME", HOME))
# Types that say nothing one would want to read.
_SILENT: Final = frozenset({
    "VOICE", "INTERNET", "PREF", "MSG", "OTHER", "DOM", "INTL", "POSTAL", "PARCEL", "TEXT", "URL",
    "MAIN", "X400", "VIDEO", "",
})  # fmt: skip
# What Apple calls by a name of its own: _$!<HomeFAX>!$_
_APPLE: Final = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)
_NAMES: Final = {
    "home": HOME, "work": WORK, "mobile": MOBILE, "iphone": MOBILE, "cell": MOBILE, "fax": FAX,
    "homefax": FAX, "workfax": FAX, "otherfax": FAX, "other": "", "main": "", "homepage": "",
}  # fmt: skip
WRITTEN: Final = {MOBILE: "CELL", WORK: "WORK", HOME: "HOME", FAX: "FAX"}


def of_types(types: Iterable[str]) -> str:
    """Return the label that types in capitals stand for: one of ours, or what they say."""
    said = [type_.removeprefix("X-") for type_ in types]
    for type_, label in _TYPES:
        if type_ in said:
            return label
    return next((type_.capitalize() for type_ in said if type_ not in _SILENT), "")


def of_words(label: str) -> str:
    """Return a label as another program wrote it; Apple's own names become ours."""
    found = _APPLE.fullmatch(label)
    if not found:
        return label
    return _NAMES.get(found[1].lower(), found[1])


def is_ours(label: str) -> bool:
    """Whether a label has a type of its own in a vCard."""
    return label in LABELS
