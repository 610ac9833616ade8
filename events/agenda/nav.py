"""The organiser's ways to the agenda, before, during and after."""

from django.utils.translation import gettext_lazy as _

from events.calendar import rules
from networking.web.nav import Item, register

register(
    "event",
    Item(
        label=_("Agenda"),
        url="agenda:agenda",
        icon="queue-list",
        rule=rules.organises,
        stage="before",
        order=40,
    ),
)
register(
    "event",
    Item(
        label=_("Links"),
        url="agenda:links",
        icon="link",
        rule=rules.facilitates,
        stage="eve",
        order=60,
    ),
)
register(
    "event",
    Item(
        label=_("Console"),
        url="agenda:console",
        icon="play-circle",
        rule=rules.facilitates,
        stage="during",
        order=40,
    ),
)
register(
    "event",
    Item(
        label=_("Screen"),
        url="agenda:screen",
        icon="presentation-chart-bar",
        rule=rules.facilitates,
        stage="during",
        order=50,
    ),
)
register(
    "event",
    Item(
        label=_("Punctuality"),
        url="agenda:report",
        icon="clock",
        rule=rules.organises,
        stage="after",
        order=30,
    ),
)
