"""What planned exchanges print: who meets whom, hour by hour."""

from django.utils.translation import gettext_lazy as _

from events.calendar.rules import hosts
from events.formats.bilateral import paper
from networking.paper.prints import Print, register

register(
    Print(
        name="meetings",
        label=_("Planned meetings"),
        note=_("Who meets whom, hour by hour and table by table, as it is planned now."),
        rule=hosts,
        render=paper.printed,
        lines=paper.lines_of,
        offered=paper.is_planned,
        group="room",
        order=140,
    )
)
