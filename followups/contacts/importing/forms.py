"""The file one chooses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followups.contacts.importing import files, kept, words
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
            self.read = kept.looked_at(files.read(file))
        except Unreadable as error:
            raise forms.ValidationError(words.UNREADABLE[error.reason]) from error
        return file
