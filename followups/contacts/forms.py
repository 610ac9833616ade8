"""What one writes about somebody."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from followups.contacts.models import Contact

# As much as one types standing, with a thumb.
LONGEST_WORD: Final = 200


class WordForm(forms.Form):
    """A word to remember about somebody one has just met."""

    text = forms.CharField(label=_("A word to remember"), max_length=LONGEST_WORD)


class NoteForm(forms.ModelForm[Contact]):
    """The words that make a contact more than an address."""

    class Meta:
        model = Contact
        fields = ("note",)
        widgets = {"note": forms.Textarea(attrs={"rows": 5})}


class ContactForm(forms.ModelForm[Contact]):
    """Somebody added, or corrected, by hand."""

    class Meta:
        model = Contact
        fields = ("given_name", "family_name", "title", "organisation", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["given_name"].required = True
