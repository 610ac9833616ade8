from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.agenda.formats import Format, Scene, View, register
from events.calendar.models import Event, Hand
from events.door.models import CheckIn
from events.door.self_check_in import link_of
from events.guests.models import Registration
from networking.paper import qr


@register
class Welcome(Format[None]):
    """Arrivals, counted."""

    key = "welcome"
    label = pgettext_lazy("segment", "Welcome")
    icon = "hand-raised"
    minutes = 15
    latecomers = _("Check them in, and hand them their badge.")
    led_by = Hand.HOST

    def context(self, view: View, scene: Scene) -> dict[str, Any]:
        """Count who is here and who is expected. Guests on their phones aren't told how many."""
        if view is View.PHONE:
            return {}
        expected = Registration.objects.filter(event=scene.event).confirmed()
        return {
            "expected": expected.count(),
            "arrived": CheckIn.objects.filter(registration__in=expected).count(),
            "entrance": _entrance(scene.event) if view is View.SCREEN else "",
        }


def _entrance(event: Event) -> str:
    """The code by which guests check themselves in, as SVG; empty where they don't."""
    link = link_of(event)
    return qr.svg(link) if link else ""
