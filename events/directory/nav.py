"""The guest's way to who is coming."""

from django.utils.translation import gettext_lazy as _

from events.calendar.rules import organises
from events.guests.rules import attends
from networking.web.nav import Item, register

register(
    "guest",
    Item(
        label=_("People"),
        url="directory:people",
        icon="users",
        key="people",
        rule=attends,
        order=20,
    ),
)
register(
    "me",
    Item(label=_("Kept apart"), alone="directory:kept_apart", icon="user-minus", order=70),
)
register(
    "event",
    Item(
        label=_("Preparations"),
        url="directory:preparations",
        icon="sparkles",
        rule=organises,
        stage="before",
        order=50,
    ),
)
