"""The way to one's passkeys, if they are switched on."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from networking.web.nav import Item, register

if settings.PASSKEYS:
    register("me", Item(label=_("My passkeys"), alone="mfa_index", icon="finger-print", order=80))
