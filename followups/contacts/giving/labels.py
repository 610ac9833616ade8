"""What the fields of a card are called."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LABELS: Final[dict[str, str | Promise]] = {
    "title": pgettext_lazy("of a person", "title"),
    "organisation": _("organisation"),
    "phone": _("phone"),
    "mobile": _("mobile"),
    "fax": _("fax"),
    "email": _("e-mail"),
}


def label_of(name: str) -> str | Promise:
    """Return the name of a field; an unknown one is called as it is kept."""
    return LABELS.get(name, name)
