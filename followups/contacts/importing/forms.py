"""The file one chooses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followups.contacts.importing import words
from followups.contacts.importing.files import ACCEPT, read
from followups.contacts.vcards import Card
from networking.spreadsheets.reading import Unreadable


class FileForm(forms.Form):
    """A file of contacts, read while it is checked: `cards` is what stands in it."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("vCards (.vcf), CSV or Excel (.xlsx), from any address book."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
    )
    cards: list[Card]

    def clean_file(self) -> Any:
        """Read the file; say in a sentence why it can't be read."""
        file = self.cleaned_data["file"]
        try:
            self.cards = read(file)
        except Unreadable as error:
            raise forms.ValidationError(words.UNREADABLE[error.reason]) from error
        return file
