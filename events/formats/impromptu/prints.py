"""What an Impromptu prints: its pairs."""

from django.utils.translation import gettext_lazy as _

from events.calendar.rules import hosts
from events.formats.impromptu import paper
from networking.paper.prints import Print, register

register(
    Print(
        name="pairs",
        label=_("Pairs"),
        note=_("With whom, at which table; before the draw, how two facing circles go instead."),
        rule=hosts,
        render=paper.pairs,
        offered=paper.draws_somewhere,
        group="room",
        order=130,
    )
)
register(
    Print(
        name="without-lists",
        label=_("Impromptu, without lists"),
        note=_("How the rounds go for which nobody is drawn: what to say, with room to write."),
        rule=hosts,
        render=paper.without_lists,
        offered=paper.goes_without,
        group="room",
        order=135,
    )
)
