from django.utils.translation import gettext_lazy as _

from events.agenda.formats import register
from events.agenda.stepped import Step, Stepped


@register
class ParticipativeConference(Stepped):
    """A short talk, then the room works on it three by three."""

    key = "participative_conference"
    label = _("Participative conference")
    icon = "presentation-chart-line"
    minutes = 45
    steps = (
        Step(
            "talk",
            15,
            _("The talk"),
            _("A quarter of an hour, no more. Note what speaks to you, and what you would ask."),
            _("Note what speaks to you, and what you would ask."),
        ),
        Step(
            "threes",
            10,
            _("Three by three"),
            _(
                "Turn to two people beside you: what speaks to you in this, and what is "
                "missing? Agree on one question."
            ),
            _("What speaks to you? What is missing? Agree on one question."),
        ),
        Step(
            "questions",
            15,
            _("Your questions"),
            _("One question from each three, and a short answer, so that many are heard."),
            _("One question from each three."),
        ),
        Step(
            "harvest",
            5,
            _("What we take along"),
            _("To close: one thing you will do by next month. A few voices, a sentence each."),
            _("One thing you will do by next month."),
        ),
    )
