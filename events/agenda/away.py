"""The words that console and screen need on a device without network, in the reader's language."""

from typing import TYPE_CHECKING, Any

from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from events.agenda.formats import FORMATS
from events.agenda.history import WORDS as KINDS
from events.agenda.words import REFUSALS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# Filled in by `static/agenda/away.js`.
WORDS: "dict[str, _StrPromise]" = {
    "now": _("Now · %(number)s of %(count)s"),
    "number": _("%(number)s of %(count)s"),
    "until": _("until %(end)s"),
    "still": _("the clock stands still"),
    "ended": _("ended at %(end)s"),
    "planned": _("planned from %(start)s to %(end)s"),
    "next": _("Next: %(title)s"),
    "refused": _("That can’t be done now."),
}


def words() -> dict[str, Any]:
    """Return everything that is said, by room and by format, and why something is refused."""
    return {
        "agenda": {name: str(said) for name, said in WORDS.items()},
        "kinds": {kind: str(said) for kind, said in KINDS.items()},
        "refusals": {reason: str(said) for reason, said in REFUSALS.items()},
        "formats": {
            key: {
                "label": str(each.label),
                "words": {name: str(said) for name, said in each.words.items()},
                "refusals": {reason: str(said) for reason, said in each.refusals.items()},
            }
            for key, each in FORMATS.items()
        },
    }


def twins() -> dict[str, Any]:
    """Return where the formats’ pure halves in JavaScript are, and what they are made of."""
    return {
        key: {"url": static(each.twin), "data": each.twin_data()}
        for key, each in FORMATS.items()
        if each.twin
    }
