"""What one writes down about a contact, dated."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followups.contacts.models import Entry, Kind, Promise
from networking.time import today


def day_field(**attrs: str) -> forms.DateInput:
    """A day as the browser's own calendar gives it."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", **attrs})


class EntryForm(forms.ModelForm[Entry]):
    """What happened, on which day, in one's own words."""

    class Meta:
        model = Entry
        fields = ("kind", "on", "text")
        widgets = {"on": day_field(), "text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": today()}, **kwargs})

    def clean_on(self) -> dt.date:
        """What happened has happened."""
        on: dt.date = self.cleaned_data["on"]
        if on > today():
            raise forms.ValidationError(
                _("This day is still to come. For plans there are promises.")
            )
        return on

    def clean(self) -> dict[str, Any] | None:
        """A note says something; that one called or had a coffee can go without words."""
        cleaned = super().clean()
        if cleaned and cleaned.get("kind") == Kind.NOTE and not cleaned.get("text", "").strip():
            self.add_error("text", _("Write a word or two."))
        return cleaned


class PromiseForm(forms.ModelForm[Promise]):
    """What one promised, perhaps by a day."""

    class Meta:
        model = Promise
        fields = ("text", "due_on")
        widgets = {"due_on": day_field()}
