"""What an Impromptu prints: pairs, questions, table signs."""

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
register(
    Print(
        name="questions",
        label=_("Question cards"),
        note=_("The questions of the Impromptu, large, in French and English; two to a sheet."),
        rule=hosts,
        render=paper.question_cards,
        offered=partial(has_part, format="impromptu"),
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
        offered=partial(has_part, format="impromptu"),
        group="room",
        packed=False,
        order=150,
    )
)
