"""The file one chooses, and what its columns hold if it is a table."""

from collections.abc import Sequence
from itertools import islice
from typing import Any, Final

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from followups.contacts.importing import files, kept, words
from followups.contacts.tables import Sheet
from followups.contacts.tables.choices import SEVERAL, Choice, choice_of, column_of
from followups.contacts.tables.headings import NAMES, Column, assign
from networking.spreadsheets.reading import Unreadable


class FileForm(forms.Form):
    """A file of contacts, read while it is checked: `read` is what stands in it."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("vCards (.vcf), CSV or Excel (.xlsx), from any address book."),
        widget=forms.FileInput(attrs={"accept": files.ACCEPT}),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
    )
    read: kept.Read

    def clean_file(self) -> Any:
        """Read the file; say in a sentence why it can't be read."""
        file = self.cleaned_data["file"]
        try:
            found = files.opened(file)
            self.read = kept.looked_at(found.cards, found.sheet)
        except Unreadable as error:
            raise forms.ValidationError(words.UNREADABLE[error.reason]) from error
        return file


# How many cells of a column are shown beside its heading.
EXAMPLES: Final = 2


class ColumnsForm(forms.Form):
    """What each column of a table holds: a choice below each heading that has something in it."""

    all_optional = True

    def __init__(self, sheet: Sheet, data: Any = None) -> None:
        super().__init__(data)
        self.sheet = sheet
        rows = [row.cells for row in sheet.table.rows]
        self.by_heading = assign(sheet.table.headings, rows)
        self.examples = _examples(rows)
        for at, cells in self.examples.items():
            said = choice_of(self.by_heading.get(at))
            offered = [each for each in Choice if each is not Choice.AS_SAID or each is said]
            self.fields[f"column-{at}"] = forms.ChoiceField(
                label=self._name(at),
                help_text=Truncator(" · ".join(cells)).chars(60),
                choices=[
                    ("", pgettext_lazy("of a column", "Left out")),
                    *((each, words.CHOICES[each]) for each in offered),
                ],
                required=False,
                initial=choice_of(sheet.columns.get(at)) or "",
            )

    def clean(self) -> dict[str, Any]:
        """Refuse one thing in two columns, unless the table itself says so."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.changed_data:
            what = said.get(name)
            its_own = choice_of(self.by_heading.get(_place(name)))
            if not what or what in SEVERAL or what == its_own:
                continue
            if list(said.values()).count(what) > 1:
                raise forms.ValidationError(
                    _("“%(what)s” is chosen for two columns. Choose it for one."),
                    params={"what": words.CHOICES[Choice(what)]},
                )
        return said

    def columns_held(self) -> dict[int, Column]:
        """Return what each column holds, once it is valid; unchanged ones hold what they held."""
        held = dict(self.sheet.columns)
        for name in self.changed_data:
            at, what = _place(name), self.cleaned_data[name]
            held.pop(at, None)
            if what:
                said = self.by_heading.get(at)
                held[at] = said if said and choice_of(said) == what else column_of(Choice(what), at)
        return dict(sorted(held.items()))

    @property
    def nameless(self) -> bool:
        """Whether no column holds a name."""
        return NAMES.isdisjoint(column.part for column in self.sheet.columns.values())

    @property
    def left_out(self) -> list[str]:
        """Return what the columns are called of which nothing is taken."""
        return [self._name(at) for at in self.examples if at not in self.sheet.columns]

    def _name(self, at: int) -> str:
        headings = self.sheet.table.headings
        said = headings[at] if at < len(headings) else ""
        return said or gettext("Column %(number)s") % {"number": at + 1}


def _place(name: str) -> int:
    """Which column a field of the form is about."""
    return int(name.removeprefix("column-"))


def _examples(rows: Sequence[Sequence[str]]) -> dict[int, list[str]]:
    """The first cells of each column in which something stands."""
    found = {
        at: list(islice((row[at] for row in rows if at < len(row) and row[at]), EXAMPLES))
        for at in range(max(map(len, rows), default=0))
    }
    return {at: cells for at, cells in found.items() if cells}
