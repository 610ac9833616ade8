"""The association's ways, for its organisers."""

from django.utils.translation import gettext_lazy as _

from networking.associations import rules
from networking.web.nav import Item, register

register(
    "association",
    Item(
        label=_("Members"),
        url="associations:members",
        icon="user-group",
        rule=rules.organises,
        order=30,
    ),
)
register(
    "association",
    Item(
        label=_("Settings"),
        url="associations:settings",
        icon="cog-6-tooth",
        rule=rules.organises,
        order=40,
    ),
)
register(
    "me",
    Item(
        label=_("My associations"),
        alone="associations:mine",
        icon="building-library",
        order=60,
    ),
)
