"""The hosts' ways: paper the evening before, the door during the event."""

from django.utils.translation import gettext_lazy as _

from events.calendar.rules import hosts
from networking.web.nav import Item, register

register(
    "event",
    Item(
        label=_("Badges and lists"),
        url="door:paper",
        icon="printer",
        key="paper",
        rule=hosts,
        stage="eve",
        order=30,
    ),
)
register(
    "event",
    Item(
        label=_("Door"), url="door:door", icon="hand-raised", rule=hosts, stage="during", order=30
    ),
)
register("pass", Item(label=_("Door"), url="door:door", icon="hand-raised", rule=hosts, order=10))
