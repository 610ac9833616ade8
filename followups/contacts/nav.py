"""The way to one's contacts."""

from django.utils.translation import gettext_lazy as _

from networking.web.nav import Item, register

register(
    "guest",
    Item(
        label=_("Contacts"), alone="contacts:contacts", icon="book-open", key="contacts", order=40
    ),
)
