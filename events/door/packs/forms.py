"""What goes into a pack, and as what it is handed over."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.door.models import PackKind
from events.door.packs.contents import Offer


class PackForm(forms.Form):
    """The prints that are offered to somebody, those ticked that most events want."""

    parts = forms.MultipleChoiceField(
        label=_("What goes into it"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one thing to print.")},
    )
    kind = forms.ChoiceField(
        label=_("As"),
        choices=PackKind.choices,
        initial=PackKind.PDF,
        widget=forms.RadioSelect,
    )

    def __init__(self, offers: Sequence[Offer], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = offers
        field = self.fields["parts"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(offer.name, str(offer.label)) for offer in offers]
        field.initial = [offer.name for offer in offers if offer.packed]

    @property
    def chosen(self) -> set[str]:
        """What is ticked on the page: as it was sent, else as it is usually wanted."""
        return {str(name) for name in self["parts"].value() or ()}

    @property
    def names(self) -> list[str]:
        """What was chosen, once it is valid, in the order in which it is bound."""
        chosen = set(self.cleaned_data["parts"])
        return [offer.name for offer in self.offers if offer.name in chosen]
