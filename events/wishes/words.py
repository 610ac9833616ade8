"""What is said to who wished or answered, in the active language."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.wishes import actions


def kindly(name: str) -> str:
    """Say that somebody can't: always the same, whatever the reason."""
    return _("%(name)s thanks you, and can’t this time. Others will be glad to meet you.") % {
        "name": name
    }


def refusal(refused: actions.Refused, name: str) -> str:
    """Say why a wish can't be made, and what to do."""
    if isinstance(refused, actions.TooMany):
        return ngettext(
            "You have %(most)s wish going out: withdraw it, or wait for an answer.",
            "You have %(most)s wishes going out: withdraw one, or wait for an answer.",
            refused.most,
        ) % {"most": refused.most}
    if isinstance(refused, actions.KeptApart):
        return _("You asked to be kept apart from this person. Take that back first, if you like.")
    if isinstance(refused, actions.Answered):
        return kindly(name)
    return _("No wishes can be made here now.")
