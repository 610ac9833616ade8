from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.agenda.clock import Planned
from events.agenda.formats import Format, register


@register
class Debrief(Format[None]):
    """The questions stand on every screen; the room answers."""

    key = "debrief"
    label = gettext_lazy("Debrief")
    icon = "light-bulb"
    minutes = 10

    def on_paper(self, segment: Planned) -> list[str]:  # noqa: ARG002
        return [_("What did you learn and hear? What surprised or delighted you?")]
