"""The organisers' way to their own questions."""

from django.utils.translation import gettext_lazy as _

from networking.associations import rules
from networking.web.nav import Item, register

register(
    "association",
    Item(
        label=_("Questions"),
        url="rounds:questions",
        icon="chat-bubble-left-right",
        rule=rules.organises,
        order=45,
    ),
)
