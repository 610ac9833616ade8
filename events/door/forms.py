"""What hosts type at the door."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Event
from events.door.models import Badge


class WalkInForm(forms.Form):
    """Somebody at the door who isn't on the list: a name is enough.

    With `badge`, the number of a blank one, she wears that from now on.
    """

    given_name = forms.CharField(
        label=_("First name"), max_length=80, widget=forms.TextInput({"autocomplete": "off"})
    )
    family_name = forms.CharField(
        label=_("Family name"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=_("Only if they would like to hear from the people they meet."),
        widget=forms.EmailInput({"autocomplete": "off", "inputmode": "email"}),
    )
    badge = forms.IntegerField(
        label=_("Number of the blank badge"),
        min_value=1,
        required=False,
        help_text=_("Only if you hand one out: otherwise their badge gets the next number."),
        widget=forms.NumberInput({"autocomplete": "off", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event

    def clean_badge(self) -> Badge | None:
        """Find the blank badge of this number."""
        number = self.cleaned_data["badge"]
        if number is None:
            return None
        found = self.event.badges.blank().filter(number=number).first()
        if found is None:
            raise ValidationError(
                _("No blank badge has the number %(number)s."), params={"number": number}
            )
        return found
