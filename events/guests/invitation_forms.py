"""Whom an organiser invites, and what she writes to them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

# A pasted list is for hundreds; for more there is the file.
PASTED_AT_MOST = 100_000


class InviteForm(forms.Form):
    """All members, a pasted list, or both; and a personal word."""

    members = forms.BooleanField(required=False)
    pasted = forms.CharField(
        label=_("People to invite"),
        required=False,
        max_length=PASTED_AT_MOST,
        help_text=_(
            "One per line, or as copied from a mail or a spreadsheet:"
            " Claire Martin <claire@example.org>"
        ),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
    )
    word = forms.CharField(
        label=_("A personal word"),
        required=False,
        max_length=500,
        help_text=_("It stands in the mail and on the page where they answer."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Somebody must be meant."""
        said = super().clean() or self.cleaned_data
        if not (self.errors or said.get("members") or said.get("pasted", "").strip()):
            raise forms.ValidationError(
                _("Choose whom to invite: the members, a list you paste, or both.")
            )
        return said
