"""What the door prints: the lists, and badges to write a name on."""

from django.utils.translation import gettext_lazy as _

from events.calendar.rules import hosts, organises
from events.door import lists, poster, spreadsheets
from events.door.packs import contents
from events.door.self_check_in import code_of
from networking.paper.prints import Print, register

register(
    Print(
        name="attendees",
        label=_("List to hand out"),
        note=_("Who is coming, each with what they agreed to show."),
        rule=hosts,
        render=lists.attendee_list,
        lines=spreadsheets.attendees,
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
        lines=spreadsheets.door,
        order=20,
    )
)
register(
    Print(
        name="entrance",
        label=_("Poster for the entrance"),
        note=_("The code by which guests check themselves in."),
        rule=hosts,
        offered=lambda event: bool(code_of(event)),
        render=poster.render,
        packed=False,
        order=60,
    )
)
register(
    Print(
        name="sign-in",
        label=_("Sign-in sheet"),
        note=_("A line to sign for each guest, and a few for whoever isn’t on the list."),
        rule=hosts,
        render=lists.sign_in_sheet,
        lines=spreadsheets.signatures,
        packed=False,
        order=30,
    )
)
register(
    Print(
        name="emergency",
        label=_("Emergency list"),
        note=_(
            "Who is in the house and who is expected, with their phone numbers. For organisers."
        ),
        rule=organises,
        render=lists.emergency_list,
        lines=spreadsheets.emergency,
        order=40,
    )
)
register(
    Print(
        name=contents.BLANK,
        label=_("Ten blank badges"),
        note=_("With codes and lines to write on, for whoever comes unannounced."),
        rule=hosts,
        prepare=contents.make_blank,
        render=contents.print_blank,
        group="guests",
        order=210,
    )
)
