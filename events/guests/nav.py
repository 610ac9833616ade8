"""The organiser's way to the guest list."""

from django.utils.translation import gettext_lazy as _

from events.calendar.rules import organises
from networking.web.nav import Item, register

register(
    "event",
    Item(
        label=_("Guests"),
        url="guests:guests",
        icon="users",
        key="guests",
        rule=organises,
        stage="before",
        order=30,
    ),
)
register(
    "event",
    Item(
        label=_("Invitations"),
        url="guests:invite",
        icon="paper-airplane",
        key="invite",
        rule=organises,
        stage="before",
        order=28,
    ),
)
register(
    "event",
    Item(
        label=_("Questions"),
        url="guests:questions",
        icon="chat-bubble-bottom-center-text",
        key="questions",
        rule=organises,
        stage="before",
        order=34,
    ),
)
register(
    "event",
    Item(
        label=_("Messages"),
        url="guests:messages",
        icon="envelope",
        key="messages",
        rule=organises,
        stage="before",
        order=36,
    ),
)
register(
    "event",
    Item(
        label=_("For the restaurant"),
        url="guests:covers",
        icon="clipboard-document-list",
        key="covers",
        rule=organises,
        stage="eve",
        order=40,
    ),
)
