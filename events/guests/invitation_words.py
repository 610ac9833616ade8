"""What the pages say about those on a list of people to invite."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from events.guests.invitation_list import Why

WHY: Final = {
    Why.NO_ADDRESS: _("There is no e-mail: add them to the guest list by hand."),
    Why.BAD_ADDRESS: _("This is not an e-mail address."),
    Why.TWICE: _("The same address stands on line %(first)s."),
    Why.ON_THE_LIST: _("On the guest list already."),
    Why.ANSWERED_NO: _("Has said no, or given up the seat."),
    Why.WANTS_NONE: _("Wants no more invitations, or the address doesn’t exist."),
}
TONES: Final = {
    Why.NO_ADDRESS: "coral",
    Why.BAD_ADDRESS: "coral",
    Why.TWICE: "amber",
    Why.ON_THE_LIST: "plain",
    Why.ANSWERED_NO: "plain",
    Why.WANTS_NONE: "amber",
}
