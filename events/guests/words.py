"""What the pages say for the codes of the pure modules."""

from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Event
from events.guests import fates, reading
from events.guests.headings import Field
from events.guests.models import ImportBatch, Purpose, Step
from events.guests.opening import Opening
from events.guests.readers import Unreached
from events.guests.templatetags.guest_words import moment
from events.guests.undoing import Stays

UNREADABLE: Final = {
    reading.Reason.EMPTY: _("There is no list in this file: no line below the headings."),
    reading.Reason.TOO_BIG: _("This file is larger than 10 MB. Keep only the sheet with the list."),
    reading.Reason.TOO_LONG: _("This list has more than 20,000 lines. Please split it."),
    reading.Reason.OLD_EXCEL: _(
        "This is an old Excel workbook (.xls). Save it as .xlsx or as CSV, then choose it again."
    ),
    reading.Reason.LOCKED: _(
        "This workbook is protected by a password. Save it without one, then choose it again."
    ),
    reading.Reason.OPEN_DOCUMENT: _(
        "This is an OpenDocument sheet (.ods). Save it as .xlsx or as CSV, then choose it again."
    ),
    reading.Reason.NOT_A_LIST: _(
        "This file can’t be read as a list. Choose a CSV file or an Excel workbook (.xlsx)."
    ),
}

FATES: Final = {
    fates.Fate.NEW: pgettext_lazy("line of a list", "New"),
    fates.Fate.KNOWN: pgettext_lazy("line of a list", "Already known"),
    fates.Fate.TWICE: _("Twice in the file"),
    fates.Fate.REFUSED: pgettext_lazy("line of a list", "Refused"),
}

REASONS: Final = {
    fates.Reason.NO_NAME: _("There is no name."),
    fates.Reason.FORMULA: _("The name looks like a formula (= + - @)."),
    fates.Reason.BAD_ADDRESS: _("This is not an e-mail address."),
    fates.Reason.NO_ADDRESS: _("No e-mail, so no invitation."),
    fates.Reason.ORDER_UNDONE: _("The order was cancelled or refunded."),
    fates.Reason.ON_THE_LIST: _("On the guest list already."),
    fates.Reason.CANCELLED: _("Gave up the seat before; stays off the list."),
    fates.Reason.SAME_ADDRESS: _("The same address stands on line %(first)s."),
    fates.Reason.SAME_NAME: _("The same name stands on line %(first)s, without an address either."),
    fates.Reason.OTHER_NAME: _(
        "Line %(first)s has this address under another name. Give each their own address, or none."
    ),
}

NOTES: Final = {
    fates.Note.MORE_CELLS: _("More cells than headings: the rest is left out."),
    fates.Note.SHORTENED: _("A text was too long and has been shortened."),
    fates.Note.JOINED: _("A line break was replaced by a space."),
    fates.Note.PAYER: _("The address is that of who paid: left out."),
    fates.Note.NO_ADDRESS: _("No e-mail: a badge, but no mail."),
    fates.Note.LETTERS: _("Some letters could not be read."),
    fates.Note.FORMULA: _("Title or organisation begin like a formula: kept as plain text."),
}

FIELDS: Final = {
    Field.GIVEN_NAME: _("First name"),
    Field.FAMILY_NAME: _("Family name"),
    Field.FULL_NAME: _("Whole name"),
    Field.EMAIL: _("E-mail"),
    Field.ORGANISATION: _("Organisation"),
    Field.TITLE: pgettext_lazy("of a person", "Title"),
    Field.PHONE: _("Phone"),
    Field.MOBILE: _("Mobile"),
    Field.FAX: _("Fax"),
    Field.DIET: _("Diet"),
    Field.ORDER: _("State of the order"),
}

# Why somebody stays where an import is taken back.
STAYS: Final = {
    Stays.ENDED: _("Has cancelled since; stays noted as such."),
    Stays.ANSWERED: _("Has said since that she comes, or not."),
    Stays.CHANGED: _("Has been changed since, by herself or by an organiser."),
    Stays.SIGNED_IN: _("Has signed in since."),
    Stays.TAKES_PART: _("Already has a badge, was checked in, paired or suggested."),
}

# Why one can't register: a heading, and what to do.
CLOSED: Final = {
    Opening.NOT_YET: (
        _("Registration isn’t open yet"),
        _("Come back when it opens; this address stays the same."),
    ),
    Opening.CLOSED: (
        _("Registration is closed"),
        _("If you would still like to come, write to the organisers."),
    ),
    Opening.MEMBERS_ONLY: (
        _("For members only"),
        _("This breakfast is for members of the association. Ask a member to bring you along."),
    ),
    Opening.BY_INVITATION: (
        _("By invitation only"),
        _("If you were invited under another address, sign in with that one."),
    ),
    Opening.CANCELLED: (
        _("This breakfast is cancelled"),
        _("The association’s page tells you about the next one."),
    ),
    Opening.OVER: (
        _("This breakfast is over"),
        _("The association’s page tells you about the next one."),
    ),
}

# The tabs of the guest list.
TABS: Final = {
    "registered": _("Registrations"),
    "offered": _("Seats offered"),
    "waiting": _("Waiting list"),
    "requests": _("To approve"),
    "invited": pgettext_lazy("have not answered", "Invited"),
    "unsettled": _("To be confirmed"),
    "ended": _("Cancellations"),
    "all": pgettext_lazy("guests", "All"),
}

# What the picture of the registrations over time shows.
LINES: Final = {
    "confirmed": _("Registrations"),
    "waiting": _("Waiting list"),
    "ended": _("Cancellations"),
}

# Why a message doesn't reach somebody.
UNREACHED: Final = {
    Unreached.NO_ADDRESS: _("No e-mail"),
    Unreached.UNPROVEN: _("Address not confirmed yet"),
    Unreached.STOPPED: _("Wants no such mails"),
    Unreached.BOUNCED: _("The address doesn’t exist"),
}

# What organisers did to a guest, as her history says it.
DONE: Final = {
    "guest.added": _("Put on the list"),
    "guest.approved": _("Approved"),
    "guest.declined": _("Declined"),
    "guest.cancelled": _("Cancelled"),
    "guest.seated": _("Given a seat"),
    "guest.walked_in": _("Registered at the door"),
    "guest.described": _("Badge corrected"),
    "guest.noted": _("Notes changed"),
    "guest.tagged": _("Tags changed"),
    "guest.consent_set": _("Consent changed"),
}
CAME_ON_THE_LIST: Final = _("Came on the list")
REMINDED: Final = _("Reminded of the invitation")


def why_closed(opening: Opening, event: Event) -> tuple[str, str]:
    """Return why one can't register, and what to do; with the hour where there is one."""
    heading, text = map(str, CLOSED[opening])
    opens, closes = event.registration_opens_at, event.registration_closes_at
    if opening is Opening.NOT_YET and opens:
        text = gettext("It opens on %(moment)s; this address stays the same.") % {
            "moment": moment(opens, event)
        }
    elif opening is Opening.CLOSED and closes:
        text = gettext(
            "It closed on %(moment)s. If you would still like to come, write to the organisers."
        ) % {"moment": moment(closes, event)}
    return heading, text


def why(line: fates.Line) -> list[str]:
    """Return what is to be said about a line: the reason for its fate, then its notes."""
    said = [str(REASONS[line.reason]) % {"first": line.first}] if line.reason else []
    return said + [str(NOTES[note]) for note in line.notes]


def said_of(batch: ImportBatch) -> str:
    """Return what became of a confirmed list, in a line; nothing while it is being written."""
    outcome = batch.outcome
    if not outcome:
        return ""
    if batch.step == Step.UNDONE:
        return _said_of_undoing(outcome["undone"], outcome["stayed"])
    new, waiting, refused = outcome["new"], outcome["waiting"], outcome["refused"]
    if batch.purpose == Purpose.INVITE:
        said = [ngettext("%(count)s person invited.", "%(count)s people invited.", new)]
    else:
        said = [ngettext("%(count)s person added.", "%(count)s people added.", new)]
    said = [each % {"count": _grouped(new)} for each in said]
    for sentence, count in (
        (gettext("On the waiting list: %(count)s."), waiting),
        (gettext("Known already: %(count)s."), outcome["known"]),
        (gettext("Twice in the file: %(count)s."), outcome["twice"]),
        (gettext("Refused: %(count)s."), refused),
    ):
        if count:
            said.append(sentence % {"count": _grouped(count)})
    return " ".join(said)


def _grouped(count: int) -> str:
    """A number as one reads it: 20 000."""
    return number_format(count, force_grouping=True)


def _said_of_undoing(undone: int, stayed: int) -> str:
    said = ngettext(
        "%(count)s person taken off the list again.",
        "%(count)s people taken off the list again.",
        undone,
    )
    said %= {"count": _grouped(undone)}
    if stayed:
        said += " " + gettext("Stayed: %(count)s.") % {"count": _grouped(stayed)}
    return said
