from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.agenda.clock import Planned
from events.agenda.formats import register
from events.agenda.remarks.floor import EMPTY, Floor, Standing
from events.agenda.remarks.listening import Hearing, Listening

QUESTION = gettext_lazy("What did you learn and hear? What surprised or delighted you?")
# Notes are short, and one has several things to say.
MOST = 10


class DebriefSettings(forms.Form):
    """How notes come to the wall."""

    notes = forms.BooleanField(
        label=gettext_lazy("Guests may send notes from their phones"), initial=True, required=False
    )
    moderated = forms.BooleanField(
        label=gettext_lazy("The facilitator sees each note before the room does"),
        initial=True,
        required=False,
    )


@register
class Debrief(Listening[Floor]):
    """The questions stand on every screen; the room answers, and what it says stays on a wall."""

    key = "debrief"
    label = gettext_lazy("Debrief")
    icon = "light-bulb"
    minutes = 10
    settings_form = DebriefSettings
    twin = "formats/debrief.js"
    words = {"question": QUESTION}
    verbs = {"take": Standing.ACCEPTED, "aside": Standing.ASIDE}

    def initial(self, segment: Planned) -> Floor:  # noqa: ARG002
        return EMPTY

    def hearing(self, segment: Planned) -> Hearing:
        """The facilitator notes even where phones don't."""
        options = segment.options
        most = MOST if options.get("notes", True) else 0
        return Hearing(moderated=options.get("moderated", True), most=most)

    def floor(self, state: Floor) -> Floor:
        return state

    def with_floor(self, state: Floor, floor: Floor) -> Floor:  # noqa: ARG002
        return floor

    def on_paper(self, segment: Planned) -> list[str]:  # noqa: ARG002
        return [_("What did you learn and hear? What surprised or delighted you?")]
