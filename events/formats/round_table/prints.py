"""What a round table prints: the order in which one speaks."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from events.agenda.reading import has_part
from events.calendar.rules import hosts
from events.formats.round_table import paper
from networking.paper.prints import Print, register

register(
    Print(
        name="round-table",
        label=_("Round-table order"),
        note=_("Who speaks, a box beside each name, the seconds each, lines for whoever is late."),
        rule=hosts,
        render=paper.printed,
        offered=partial(has_part, format="round_table"),
        group="room",
        order=120,
    )
)
