"""What a number or an address is for: known words have a key, any other is kept as it was typed."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from followups.contacts.card import FAX, HOME, MOBILE, WORK
from networking.text import fold

WORDS: Final[dict[str, str | Promise]] = {
    MOBILE: _("mobile"),
    WORK: _("work"),
    HOME: _("home"),
    FAX: _("fax"),
}


def word_of(label: str) -> str | Promise:
    """Return a label in the reader's language, or as it was typed."""
    return WORDS.get(label, label)


def key_of(typed: str) -> str:
    """Return the key of a known word in the reader's language; any other word as it is."""
    return next((key for key, word in WORDS.items() if fold(str(word)) == fold(typed)), typed)
