import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.agenda.clock import ZERO, Bell, Moment, Phase
from events.agenda.formats import Format, register

DEFAULT_BELL_MINUTES = 5


class BilateralSettings(forms.Form):
    """How often the bell asks people to move on."""

    bell_minutes = forms.IntegerField(
        label=_("A bell every … minutes"), min_value=2, max_value=30, initial=DEFAULT_BELL_MINUTES
    )


@register
class Bilateral(Format[None]):
    """A row of equal exchanges; the last one takes what is left."""

    key = "bilateral"
    label = _("Bilateral exchanges")
    icon = "users"
    minutes = 15
    settings_form = BilateralSettings

    def public(self, state: None, moment: Moment) -> dict[str, Any]:  # noqa: ARG002
        every = dt.timedelta(
            minutes=moment.segment.options.get("bell_minutes", DEFAULT_BELL_MINUTES)
        )
        starts = [every * number for number in range(-(-moment.length // every))] or [ZERO]
        return {
            "phases": [
                Phase(
                    name="exchange",
                    anchor=moment.anchor(start, min(every, moment.length - start)),
                    bell=Bell.BOWL,
                ).to_json()
                for start in starts
            ]
        }
