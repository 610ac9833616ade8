"""What all rounds print: questions, table signs."""

from django.utils.translation import gettext_lazy as _

from events.calendar.rules import hosts
from events.rounds import paper
from networking.paper.prints import Print, register

register(
    Print(
        name="questions",
        label=_("Question cards"),
        note=_("The questions of the rounds, large, in French and English; two to a sheet."),
        rule=hosts,
        render=paper.question_cards,
        offered=paper.has_rounds,
        group="room",
        order=140,
    )
)
register(
    Print(
        name="table-signs",
        label=_("Table signs"),
        note=_("A large number for each table, to be folded in two; a sheet each."),
        rule=hosts,
        render=paper.table_signs,
        offered=paper.has_tables,
        group="room",
        packed=False,
        order=150,
    )
)
