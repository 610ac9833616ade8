import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.agenda.clock import Bell, Moment, Phase, Planned
from events.agenda.formats import Format, register

DEFAULT_BELL_MINUTES = 5
# How many exchanges fit into the 4 KB that every device is told.
MOST_TOLD = 24


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
    twin = "formats/bilateral.js"

    def on_paper(self, segment: Planned) -> list[str]:
        every = segment.options.get("bell_minutes", DEFAULT_BELL_MINUTES)
        return [_("A bell every %(every)s minutes: time to move on") % {"every": every}]

    def public(self, state: None, moment: Moment) -> dict[str, Any]:  # noqa: ARG002
        every = dt.timedelta(
            minutes=moment.segment.options.get("bell_minutes", DEFAULT_BELL_MINUTES)
        )
        count = max(-(-moment.length // every), 1)
        # Of a whole morning devices learn what is near; any tap tells them of the next ones.
        first = 0 if count <= MOST_TOLD else min(max(moment.elapsed // every, 0), count - 1)
        last = min(first + MOST_TOLD, count) - 1
        return {
            "phases": [
                Phase(
                    name="exchange",
                    anchor=moment.anchor(
                        every * number,
                        every if number < last else moment.length - every * number,
                    ),
                    bell=Bell.BOWL,
                ).to_json()
                for number in range(first, last + 1)
            ]
        }
