"""What organisers say of a list they import: the file, what it is for, what its columns hold."""

from itertools import islice
from typing import Any, Final

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from events.guests import words
from events.guests.headings import Field
from events.guests.models import ImportBatch, Purpose
from events.guests.reading import MAX_BYTES, Table, Unreadable, read

# How many cells of a column are shown beside its heading.
EXAMPLES: Final = 2


class UploadForm(forms.Form):
    """A guest list, read while it is checked: `table` is what stands in it."""

    file = forms.FileField(
        label=_("Guest list"),
        help_text=_("CSV or Excel (.xlsx). French or English headings, in any order."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
    )
    purpose = forms.ChoiceField(
        label=_("What is the list for?"),
        choices=[
            (Purpose.REGISTER, _("Register them: they have a seat")),
            (Purpose.INVITE, _("Invite them by mail: they say whether they come")),
        ],
        initial=Purpose.REGISTER,
        widget=forms.RadioSelect,
        required=False,
    )
    tell_them = forms.BooleanField(
        label=_("Tell those I register by mail"),
        help_text=_("Otherwise they hear nothing of it from Tablée."),
        required=False,
    )
    table: Table

    def clean_file(self) -> Any:
        """Read the list; say in a sentence why it can't be read."""
        file = self.cleaned_data["file"]
        try:
            self.table = read(file.read(MAX_BYTES + 1))
        except Unreadable as error:
            raise forms.ValidationError(words.UNREADABLE[error.reason]) from error
        return file

    def clean_purpose(self) -> str:
        """Nothing said: they are registered."""
        return self.cleaned_data["purpose"] or Purpose.REGISTER


class ColumnsForm(forms.Form):
    """What each column holds: a choice below each heading."""

    all_optional = True

    def __init__(self, batch: ImportBatch, data: Any = None) -> None:
        super().__init__(data)
        self.batch = batch
        held = {column: field for field, column in batch.mapping.items()}
        choices = [("", pgettext_lazy("of a column", "Left out")), *words.FIELDS.items()]
        for at, heading in enumerate(batch.headings):
            self.fields[f"column-{at}"] = forms.ChoiceField(
                label=heading or gettext("Column %(number)s") % {"number": at + 1},
                help_text=self._examples(at) or "–",
                choices=choices,
                required=False,
                initial=held.get(at, ""),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse one thing in two columns."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = [what for what in said.values() if what]
        for what in Field:
            if chosen.count(what) > 1:
                raise forms.ValidationError(
                    _("“%(what)s” is chosen for two columns. Choose it for one."),
                    params={"what": words.FIELDS[what]},
                )
        return said

    def mapping(self) -> dict[str, int]:
        """Return which column holds what, once it is valid."""
        return {
            what: int(name.removeprefix("column-"))
            for name, what in self.cleaned_data.items()
            if what
        }

    def _examples(self, at: int) -> str:
        """The first things that stand in a column."""
        cells = (row[at] for _number, row in self.batch.rows[:50] if at < len(row) and row[at])
        return str(Truncator(" · ".join(islice(cells, EXAMPLES))).chars(60))
