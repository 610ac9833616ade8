from django.utils.translation import gettext_lazy as _

from events.agenda.formats import register
from events.agenda.stepped import Step, Stepped


@register
class CollaborativeApero(Stepped):
    """Everybody brings something, asks for something, and gives a hand."""

    key = "collaborative_apero"
    label = _("Collaborative apéro")
    icon = "sparkles"
    minutes = 45
    steps = (
        Step(
            "glasses",
            10,
            _("Glasses and plates"),
            _("Put on the table what you brought, and fill a glass for somebody else."),
            _("Fill a glass for somebody else."),
        ),
        Step(
            "calls",
            8,
            _("Who needs a hand?"),
            _(
                "Who has a project, or a question? Half a minute each; then stand where others "
                "can join you."
            ),
            _("A project, a question? Half a minute each."),
        ),
        Step(
            "projects",
            22,
            _("Around the projects"),
            _(
                "Join the project that you can help. Give first: an idea, a name, an hour of "
                "your time."
            ),
            _("Join the project that you can help. Give first."),
        ),
        Step(
            "promises",
            5,
            _("What was promised"),
            _("Each project in one sentence: what did you get, and who promised what?"),
            _("What did you get, and who promised what?"),
        ),
    )
