"""The words one begins with when one introduces people; hers to edit, in French or in English.

They name the two, and what one offers and the other looks for as guests of an event say it to one
another: of an event where both were. What is the author's own (tags, notes), and what perhaps only
she was shown (a profession, an organisation, what was said elsewhere), stands in no mail by itself.
"""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from followups.contacts.introductions.common_ground import Ground, Reason
from followups.contacts.models import Contact
from networking.accounts.models import User
from networking.text import squeeze

# Mail programs cut addresses that are longer than this or so.
LONGEST = 1500
SPOKEN = frozenset({Ground.FIRST_HELPS, Ground.SECOND_HELPS})


def language_of(asked: str | None, user: User) -> str:
    """Return the language of a text: the one asked for if it is ours, else the author's."""
    known = {code for code, _name in settings.LANGUAGES}
    return asked if asked in known else user.language


def why(reason: Reason, first: Contact, second: Contact) -> str:
    """Say a reason why two people fit, in the active language."""
    said = {"words": ", ".join(reason.words), "first": short(first), "second": short(second)}
    sentences = {
        Ground.FIRST_HELPS: _("%(first)s offers what %(second)s is looking for: %(words)s."),
        Ground.SECOND_HELPS: _("%(second)s offers what %(first)s is looking for: %(words)s."),
        Ground.SAME_NEED: _("Both are looking for the same thing: %(words)s."),
        Ground.TAG: _("You gave both the same tag: %(words)s."),
        Ground.EVENT: _("You met both at the same place: %(words)s."),
        Ground.TOWN: _("Both are in the same town: %(words)s."),
        Ground.COUNTRY: _("Both are in the same country: %(words)s."),
        Ground.WORD: _("The same words stand in your notes on both: %(words)s."),
    }
    return sentences[reason.ground] % said


def subject(first: str, second: str, *, language: str) -> str:
    """Return the subject of an introduction."""
    with override(language):
        return squeeze(_("%(first)s, meet %(second)s") % {"first": first, "second": second})


def introduction(
    owner: User, first: Contact, second: Contact, reasons: Iterable[Reason], *, language: str
) -> str:
    """Return the text of an introduction before its author has touched it."""
    with override(language):
        told = [why(reason, first, second) for reason in reasons if reason.ground in SPOKEN]
        parts = (
            _("Hello %(first)s, hello %(second)s,")
            % {"first": short(first), "second": short(second)},
            _("I think you should know each other."),
            f"{first.full_name}\n{second.full_name}",
            "\n".join(told),
            _("The rest is yours: an answer to all reaches us both."),
            owner.full_name,
        )
    return "\n\n".join(filter(None, parts))


def request(owner: User, contact: Contact, whom: str, *, language: str) -> str:
    """Return the text by which one asks a contact to be introduced to somebody."""
    with override(language):
        parts = (
            _("Hello %(name)s,") % {"name": short(contact)},
            _("Would you introduce me to %(whom)s? A line to both of us would be enough.")
            % {"whom": whom},
            _("If you’d rather not, that is fine too."),
            owner.full_name,
        )
    return "\n\n".join(parts)


def asking(*, language: str) -> str:
    """Return the subject of such a question."""
    with override(language):
        return _("Would you introduce me?")


def mailto(addresses: Iterable[str], subject: str, body: str) -> str:
    """Return a ``mailto:`` link to several people with a mail begun."""
    to = ",".join(quote(address, safe="@") for address in addresses if address)
    lines = body.replace("\r\n", "\n").replace("\n", "\r\n")
    return f"mailto:{to}?{urlencode({'subject': subject, 'body': lines}, quote_via=quote)}"


def short(contact: Contact) -> str:
    """Return the name by which one greets somebody."""
    return contact.given_name or contact.full_name
