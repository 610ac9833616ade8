"""What one types about many contacts at once."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from followups.contacts.models import LONGEST_TAG
from networking.text import fold

NEEDS_WORD: Final = _("Type a word for the tag.")


class TagForm(forms.Form):
    """A tag to put on contacts, or to take off them."""

    name = forms.CharField(
        label=_("tag"), max_length=LONGEST_TAG, error_messages={"required": NEEDS_WORD}
    )

    def clean_name(self) -> str:
        """Refuse what has neither letter nor figure: nobody could look for it."""
        name: str = self.cleaned_data["name"]
        if not fold(name):
            raise forms.ValidationError(NEEDS_WORD)
        return name


class ViewForm(forms.Form):
    """The name of a selection one wants to find again."""

    name = forms.CharField(
        label=_("name"),
        max_length=60,
        error_messages={"required": _("Give the view a name.")},
    )
