"""How an event looks: a colour of its own, a picture."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Event
from networking.pictures import PictureField


class LookForm(forms.Form):
    """The colour and the picture of an event's page."""

    own_colour = forms.BooleanField(
        label=_("a colour of its own"),
        required=False,
        help_text=_("Otherwise the association’s."),
    )
    colour = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$",
        label=_("colour"),
        required=False,
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=_("It is made dark or light enough to be read by itself."),
        error_messages={"invalid": _("Write a colour such as #8a1c42.")},
    )
    cover = PictureField(
        label=_("picture"),
        box=(1600, 1600),
        format="JPEG",
        required=False,
        help_text=_("Wide or square, 10 MB at most. It stands at the head of the page."),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "own_colour": bool(event.cover_colour),
            "colour": event.cover_colour or event.association.accent,
            "cover": event.cover or None,
        }
        super().__init__(*args, **kwargs)

    @property
    def chosen_colour(self) -> str:
        """The event's own colour, or nothing where it wears the association's."""
        cleaned = self.cleaned_data
        return cleaned["colour"].lower() if cleaned["own_colour"] else ""
