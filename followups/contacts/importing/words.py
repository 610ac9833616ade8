"""What the pages of an import say for its codes."""

from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from followups.contacts.importing.judging import Fate, Line
from followups.contacts.importing.undoing import Stays
from followups.contacts.models import Import
from followups.contacts.tables.choices import Choice
from followups.contacts.vcards import Oddity, Refusal
from networking.spreadsheets.reading import Reason

UNREADABLE: Final = {
    Reason.EMPTY: _("There is nobody in this file."),
    Reason.TOO_BIG: _(
        "This file is too large: 150 MB at most for vCards, 10 MB for a table. Please split it."
    ),
    Reason.TOO_LONG: _("There are more than 20,000 contacts in this file. Please split it."),
    Reason.OLD_EXCEL: _(
        "This is an old Excel workbook (.xls). Save it as .xlsx or as CSV, then choose it again."
    ),
    Reason.LOCKED: _(
        "This workbook is protected by a password. Save it without one, then choose it again."
    ),
    Reason.OPEN_DOCUMENT: _(
        "This is an OpenDocument sheet (.ods). Save it as .xlsx or as CSV, then choose it again."
    ),
    Reason.NOT_A_LIST: _(
        "No contacts can be read in this file. Choose vCards (.vcf), a CSV file or an Excel"
        " workbook (.xlsx)."
    ),
}

CHOICES: Final = {
    Choice.GIVEN_NAME: _("First name"),
    Choice.FAMILY_NAME: _("Family name"),
    Choice.FULL_NAME: _("Whole name"),
    Choice.PREFIX: _("Form of address"),
    Choice.ADDITIONAL_NAMES: _("Other first names"),
    Choice.SUFFIX: _("After the name"),
    Choice.NICKNAME: _("Nickname"),
    Choice.TITLE: pgettext_lazy("of a person", "Title"),
    Choice.ORGANISATION: _("Organisation"),
    Choice.DEPARTMENT: pgettext_lazy("of an organisation", "Department"),
    Choice.EMAIL: _("E-mail"),
    Choice.WORK_EMAIL: _("E-mail (work)"),
    Choice.HOME_EMAIL: _("E-mail (home)"),
    Choice.MOBILE: _("Mobile"),
    Choice.PHONE: _("Phone"),
    Choice.WORK_PHONE: _("Phone (work)"),
    Choice.HOME_PHONE: _("Phone (home)"),
    Choice.FAX: _("Fax"),
    Choice.LINK: _("Link"),
    Choice.STREET: _("Street"),
    Choice.POSTCODE: _("Postcode"),
    Choice.CITY: _("City"),
    Choice.REGION: _("Region"),
    Choice.COUNTRY: _("Country"),
    Choice.BIRTHDAY: _("Birthday"),
    Choice.NOTE: _("Note"),
    Choice.TAGS: _("Tags"),
    Choice.MET_WHERE: _("Where we met"),
    Choice.MET_ON: _("When we met"),
    Choice.INTRODUCER: _("Who introduced us"),
    Choice.AS_SAID: pgettext_lazy("of a column", "What its heading says"),
}

FATES: Final = {
    Fate.NEW: pgettext_lazy("card of a file", "New"),
    Fate.KNOWN: pgettext_lazy("card of a file", "Already known"),
    Fate.TWICE: _("Twice in the file"),
    Fate.REFUSED: pgettext_lazy("card of a file", "Refused"),
}
TONES: Final = {Fate.NEW: "leaf", Fate.KNOWN: "plain", Fate.TWICE: "amber", Fate.REFUSED: "coral"}

REFUSED: Final = {
    Refusal.NO_END: _("The card is broken off: its end is missing."),
    Refusal.NOBODY: _("There is no name, no number and no address."),
    Refusal.FORMULA: _("The name looks like a formula (= + - @)."),
}

NOTES: Final = {
    Oddity.LINES: _("Some lines could not be read and are left out."),
    Oddity.LETTERS: _("Some letters could not be read."),
    Oddity.PICTURE: _("The picture can’t be read and is left out."),
    Oddity.PICTURE_ELSEWHERE: _("The picture isn’t in the file, only its address: left out."),
    Oddity.SHORTENED: _("A text was too long and has been shortened."),
    Oddity.ADDRESS: _("What stands there is no e-mail address: left out."),
    Oddity.PAYER: _("The address is that of who paid: left out."),
}

# Why somebody stays where an import is taken back.
STAYS: Final = {
    Stays.CHANGED: _("Has been changed since."),
    Stays.TAKES_PART: _("Something has been added to her since, such as an introduction."),
}


def why(line: Line, *, gains: bool) -> list[str]:
    """Return what there is to say of a card beside its fate, a sentence each."""
    said = []
    if line.reason is not None:
        said.append(str(REFUSED[line.reason]))
    elif line.fate is Fate.TWICE:
        said.append(
            gettext("The same as on line %(first)s: what this one adds goes to her.")
            % {"first": line.first}
        )
    elif line.fate is Fate.KNOWN and gains:
        said.append(gettext("What was missing is added; all else stays as it is."))
    elif line.fate is Fate.KNOWN:
        said.append(gettext("Nothing new about her."))
    return [*said, *(str(NOTES[note]) for note in line.notes)]


def said_of(batch: Import) -> str:
    """Return what an import brought, in a sentence."""
    if batch.confirmed_at and not batch.finished_at:
        return gettext("Not all of them are in yet")
    if not batch.new:
        return gettext("Nobody new came with this file.")
    return ngettext(
        "%(new)s contact came with this file.", "%(new)s contacts came with this file.", batch.new
    ) % {"new": number_format(batch.new, force_grouping=True)}
