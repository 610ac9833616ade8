"""The way to one's profile."""

from django.utils.translation import gettext_lazy as _

from networking.web.nav import Item, register

register("me", Item(label=_("My profile"), alone="profiles:profile", icon="user-circle", order=10))
