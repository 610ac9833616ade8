"""The way to whom one met."""

from django.utils.translation import gettext_lazy as _

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
