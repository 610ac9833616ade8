from django.utils.translation import gettext_lazy as _

from events.agenda.formats import Format, register


@register
class Debrief(Format[None]):
    """The questions stand on every screen; the room answers."""

    key = "debrief"
    label = _("Debrief")
    icon = "light-bulb"
    minutes = 10
