from django.utils.translation import gettext_lazy as _

from events.agenda.formats import register
from events.agenda.stepped import Step, Stepped


@register
class WalkAndTalk(Stepped):
    """Two by two, on foot: one way for the one, the way back for the other."""

    key = "walk_and_talk"
    label = _("Walk & talk")
    icon = "map"
    minutes = 30
    steps = (
        Step(
            "setting_off",
            2,
            _("Setting off"),
            _(
                "Choose somebody you don’t know yet; be three if need be. Go where you like: "
                "the bell tells you when to turn back."
            ),
            _("Find somebody you don’t know yet, and set off."),
        ),
        Step(
            "way_out",
            12,
            _("On the way out"),
            _("On the way out one of you talks; the other listens, and asks."),
            _("One talks; the other listens, and asks."),
        ),
        Step(
            "way_back",
            12,
            _("On the way back"),
            _("Turn back now, and change over: who listened, talks."),
            _("Turn back, and change over."),
        ),
        Step(
            "back",
            4,
            _("Back again"),
            _(
                "Thank each other. Who heard something that everybody should hear? One "
                "sentence each."
            ),
            _("What did you hear? One sentence each."),
        ),
    )
