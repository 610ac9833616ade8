"""The organiser's ways to video rooms."""

from django.utils.translation import gettext_lazy as _

from events.calendar.rules import organises
from networking.associations import rules
from networking.web.nav import Item, register

register(
    "association",
    Item(
        label=_("Video rooms"),
        url="rooms:server",
        icon="video-camera",
        rule=rules.organises,
        order=50,
    ),
)
register(
    "event",
    Item(
        label=_("Online rooms"),
        url="rooms:event",
        icon="video-camera",
        rule=organises,
        stage="before",
        order=50,
    ),
)
