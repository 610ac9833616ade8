"""The organiser's way to how many wishes a guest may have."""

from django.utils.translation import gettext_lazy as _

from events.calendar.rules import organises
from networking.web.nav import Item, register

register(
    "event",
    Item(
        label=_("Wishes"),
        url="wishes:limit",
        icon="heart",
        rule=organises,
        stage="before",
        order=55,
    ),
)
