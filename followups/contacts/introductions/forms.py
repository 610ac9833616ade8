"""The mail that introduces two people, and the one that asks for it."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from followups.contacts.introductions.words import LONGEST
from followups.contacts.models import Introduced

# Not the label of a state, but what a button does.
HOW: Final = ((Introduced.SENT.value, "sent"), (Introduced.OWN.value, "own"))


class MailForm(forms.Form):
    """A mail before it leaves: its words, and by which way."""

    text = forms.CharField(
        label=_("Your mail"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": _("A mail needs a few words.")},
    )
    how = forms.ChoiceField(choices=HOW, required=False)

    @property
    def way(self) -> Introduced:
        """Who sends it: the author's own mail program, unless she said Tablée."""
        return Introduced(self.cleaned_data["how"] or Introduced.OWN)

    def clean_text(self) -> str:
        """Return the words with the breaks that everything but a browser knows."""
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n")


class WhomForm(forms.Form):
    """To whom one would like to be introduced."""

    whom = forms.CharField(
        label=_("To whom would you like to be introduced?"),
        help_text=_("A name, or what this person does."),
        max_length=120,
    )
