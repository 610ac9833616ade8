"""What the agenda prints: the run sheet, and a card for each guest."""

from django.utils.translation import gettext_lazy as _

from events.agenda import dance_cards, run_sheet
from events.calendar.rules import facilitates, organises
from networking.paper.prints import Print, register

register(
    Print(
        name="run-sheet",
        label=_("Run sheet"),
        note=_(
            "The agenda with its hours and notes; its code opens door and console on any phone."
        ),
        # Its code lends a facilitator's hand, so nobody less may print it.
        rule=facilitates,
        prepare=run_sheet.prepare,
        render=run_sheet.printed,
        group="room",
        order=110,
    )
)
register(
    Print(
        name="dance-cards",
        label=_("Dance cards"),
        note=_(
            "A small card for each guest: the hours, whom they meet, lines for what they promise."
        ),
        # Whom somebody starred may stand on her card, if she wants it there.
        rule=organises,
        render=dance_cards.printed,
        group="guests",
        order=220,
    )
)
