"""What people read about a mail that did not leave, or did not arrive."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from networking.mail.models import Reason
from networking.mail.trouble import Trouble

TROUBLES: dict[Trouble, str | Promise] = {
    Trouble.NONE: "",
    Trouble.NO_SUCH_ADDRESS: _("Nobody has this address, says the other mail server."),
    Trouble.NOT_AN_ADDRESS: _("This is not an e-mail address."),
    Trouble.COMPLAINED: _("Not sent: our mails were called unwanted there."),
    Trouble.STOPPED: _("Not sent: this person asked for no more mails of this kind."),
    Trouble.NO_LONGER_WANTED: _("Not sent: what it was about had changed when its turn came."),
    Trouble.WITHDRAWN: _("Withdrawn before it left."),
    Trouble.FULL: _("The mailbox is full."),
    Trouble.TOO_LARGE: _("The mail is too large for the other mail server."),
    Trouble.BLOCKED: _("The other mail server does not take our mails: it thinks they are spam."),
    Trouble.REFUSED: _("The other mail server refused it, and will not change its mind."),
    Trouble.BUSY: _("The other mail server asked us to come back later."),
    Trouble.OURS: _("Our own mail server refused it: the operator of this site has to see to it."),
    Trouble.UNREACHABLE: _("No mail server could be reached."),
    Trouble.MADE_WRONGLY: _("A mistake of ours: this mail could not be written."),
    Trouble.BROKEN_OFF: _(
        "The line broke while it left. It may have arrived, so sent again it may come twice."
    ),
    Trouble.UNKNOWN: _("It was refused, without a reason that we know."),
}

# Of an address, wherever it stands; the organiser alone can put it right.
ADDRESSES: dict[str, str | Promise] = {
    Reason.BOUNCED: _("This address no longer works"),
    Reason.COMPLAINED: _("Wants no mails from us"),
}

# The tabs of the outbox.
TABS: dict[str, str | Promise] = {
    "": pgettext_lazy("mails", "All"),
    "failed": pgettext_lazy("mails", "Failed"),
    "uncertain": pgettext_lazy("mails", "Uncertain"),
    "waiting": pgettext_lazy("mails", "To leave"),
    "sent": pgettext_lazy("mails", "Sent"),
    "dropped": pgettext_lazy("mails", "Not sent"),
}
