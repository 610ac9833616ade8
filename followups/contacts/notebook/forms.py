"""How a notebook is to be printed."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from followups.contacts.notebook.book import By
from networking.paper.notebook import Paper

_PAPERS: Final[dict[str, Paper]] = {"a5": "a5", "a4": "a4"}


class NotebookForm(forms.Form):
    """What an address may leave out is by name, on A5."""

    by = forms.ChoiceField(
        label=_("Order"),
        choices=[(By.NAME.value, _("By name")), (By.COUNTRY.value, _("By country"))],
        widget=forms.RadioSelect,
        required=False,
        initial=By.NAME.value,
    )
    paper = forms.ChoiceField(
        label=_("Paper"),
        choices=[("a5", _("A5, as a notebook")), ("a4", _("A4, two beside each other"))],
        widget=forms.RadioSelect,
        required=False,
        initial="a5",
    )

    q = forms.CharField(
        label=_("Only some"),
        help_text=_("A name, a town, a country, a word of your notes; empty for all."),
        max_length=100,
        required=False,
    )

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen, for the printing."""
        return {
            "by": By(self.cleaned_data["by"] or By.NAME),
            "paper": _PAPERS[self.cleaned_data["paper"] or "a5"],
        }
