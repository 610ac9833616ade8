"""The ways to whom one met, and for organisers to a season's totals."""

from django.utils.translation import gettext_lazy as _

from networking.associations.rules import organises
from networking.web.nav import Item, register

register(
    "guest",
    Item(
        label=_("My meetings"),
        alone="reminders:follow_ups",
        icon="chat-bubble-left-right",
        key="meetings",
        order=30,
    ),
)
register(
    "association",
    Item(
        label=_("After the events"),
        url="reminders:season",
        icon="chat-bubble-left-right",
        rule=organises,
        order=18,
    ),
)
