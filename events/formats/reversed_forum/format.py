from django.utils.translation import gettext_lazy as _

from events.agenda.formats import register
from events.agenda.stepped import Step, Stepped


@register
class ReversedForum(Stepped):
    """The room speaks, and the guest of the day listens; then answers."""

    key = "reversed_forum"
    label = _("Reversed forum")
    icon = "arrows-right-left"
    minutes = 40
    steps = (
        Step(
            "opening",
            4,
            _("Opening"),
            _(
                "Today the room speaks first. Our guest says in two minutes why this matters "
                "to them, and then listens."
            ),
            _("Why this matters to our guest."),
        ),
        Step(
            "tables",
            10,
            _("At the tables"),
            _(
                "Four or five to a table: what do you know of this, and what would you like to "
                "know? Choose one thing to say."
            ),
            _("What do you know of this? What would you like to know?"),
        ),
        Step(
            "room",
            10,
            _("The room speaks"),
            _(
                "One voice a table, one minute each. Our guest listens and takes notes; nobody "
                "answers yet."
            ),
            _("One voice a table, one minute each."),
        ),
        Step(
            "answers",
            16,
            _("The guest answers"),
            _("Now our guest answers: first what was surprising, then what came up most."),
            _("Our guest answers what you said."),
        ),
    )
