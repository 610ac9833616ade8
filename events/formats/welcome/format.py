from typing import Any

from django.utils.translation import pgettext_lazy

from events.agenda.formats import Format, Scene, View, register
from events.calendar.models import Hand
from events.door.models import CheckIn
from events.guests.models import Registration


@register
class Welcome(Format[None]):
    """Arrivals, counted."""

    key = "welcome"
    label = pgettext_lazy("segment", "Welcome")
    icon = "hand-raised"
    minutes = 15
    led_by = Hand.HOST

    def context(self, view: View, scene: Scene) -> dict[str, Any]:
        """Count who is here and who is expected. Guests on their phones aren't told how many."""
        if view is View.PHONE:
            return {}
        expected = Registration.objects.filter(event=scene.event).confirmed()
        return {
            "expected": expected.count(),
            "arrived": CheckIn.objects.filter(registration__in=expected).count(),
        }
