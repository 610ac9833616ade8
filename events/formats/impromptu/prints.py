"""What an Impromptu prints: its pairs."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from events.agenda.reading import has_part
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
        offered=partial(has_part, format="impromptu"),
        group="room",
        order=130,
    )
)
