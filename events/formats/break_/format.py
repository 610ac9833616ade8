from django.utils.translation import gettext_lazy as _

from events.agenda.formats import Format, register


@register
class Break(Format[None]):
    """A clock that says when to be back."""

    key = "break"
    label = _("Break")
    icon = "pause-circle"
    minutes = 15
