"""What the guest list prints: a sheet for the restaurant."""

from django.utils.translation import gettext_lazy as _

from events.calendar.rules import organises
from events.guests import covers
from networking.paper.prints import Print, register

register(
    Print(
        name="covers",
        label=_("For the restaurant"),
        note=_("How many come, who eats what, and who has still to pay."),
        rule=organises,
        render=covers.printed,
        lines=covers.lines,
        order=50,
    )
)
