from django.utils.translation import gettext_lazy as _

from events.agenda.formats import Format, register


@register
class Discussion(Format[None]):
    """A clock, and a title to talk about."""

    key = "discussion"
    label = _("General discussion")
    icon = "chat-bubble-left-right"
    minutes = 30
