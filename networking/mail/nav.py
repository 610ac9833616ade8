"""The organiser's way to the association's mails, and the operator's to all of them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from networking.associations.rules import organises
from networking.web.nav import Item, register


def operates(user: Any, _obj: Any) -> bool:
    return bool(getattr(user, "is_staff", False))


register(
    "association",
    Item(
        label=_("Mails"),
        url="mail:outbox",
        icon="inbox-stack",
        key="mails",
        rule=organises,
        order=35,
    ),
)
register(
    "me",
    Item(
        label=_("Mails of this site"),
        alone="mail:operator",
        icon="inbox-stack",
        rule=operates,
        order=90,
    ),
)
