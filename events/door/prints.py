"""What the door prints."""

from django.utils.translation import gettext_lazy as _

from events.calendar.rules import hosts
from events.door import lists, poster
from events.door.self_check_in import code_of
from networking.paper.prints import Print, register

register(
    Print(
        name="attendees",
        label=_("List to hand out"),
        note=_("Who is coming, each with what they agreed to show."),
        rule=hosts,
        render=lists.attendee_list,
        order=10,
    )
)
register(
    Print(
        name="door-list",
        label=_("Door list"),
        note=_("In alphabetical order, a box to tick beside each name."),
        rule=hosts,
        render=lists.door_list,
        order=20,
    )
)
register(
    Print(
        name="entrance",
        label=_("Poster for the entrance"),
        note=_("The code by which guests check themselves in."),
        rule=lambda user, event: hosts(user, event) and bool(code_of(event)),
        render=poster.render,
        order=60,
    )
)
