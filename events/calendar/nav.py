"""The calendar's ways."""

from django.utils.translation import gettext_lazy as _

from events.calendar import rules
from networking.associations import rules as association_rules
from networking.web.nav import Item, register

register(
    "association",
    Item(
        label=_("Events"),
        url="calendar:events",
        icon="calendar-days",
        rule=association_rules.belongs,
        order=10,
    ),
)
register(
    "association",
    Item(
        label=_("Recurring events"),
        url="calendar:all_series",
        icon="arrow-path",
        rule=association_rules.organises,
        order=14,
    ),
)
register(
    "event",
    Item(
        label=_("Overview"),
        url="calendar:overview",
        icon="squares-2x2",
        rule=rules.organises,
        order=10,
    ),
)
register(
    "event",
    Item(
        label=_("Details"),
        url="calendar:edit",
        icon="pencil-square",
        rule=rules.organises,
        stage="before",
        order=20,
    ),
)
register(
    "event",
    Item(
        label=_("Speakers"),
        url="calendar:speakers",
        icon="microphone",
        rule=rules.organises,
        stage="before",
        order=45,
    ),
)
register(
    "association",
    Item(
        label=_("Speakers"),
        url="calendar:rota",
        icon="microphone",
        rule=association_rules.organises,
        order=15,
    ),
)
register(
    "guest",
    Item(
        label=_("Event"),
        url="calendar:event",
        icon="calendar",
        key="event",
        order=10,
        alone="mine:events",
    ),
)
