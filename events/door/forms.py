"""What hosts type at the door, and what they choose before printing."""

import re
from typing import Any, Final, Self

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Event
from events.door.faces import Wishes
from events.door.models import Badge
from networking.paper.labels import DEFAULT, LABELS

_DASH: Final = re.compile(r"\s*[-–]\s*")
_RANGE: Final = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?", re.ASCII)


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


class PrintForm(forms.Form):
    """How badges are to be printed."""

    label = forms.ChoiceField(
        label=_("Labels"),
        choices=[(key, label.name) for key, label in LABELS.items()],
        initial=DEFAULT.key,
    )
    start_at = forms.IntegerField(
        label=_("Begin at label"),
        min_value=1,
        initial=1,
        help_text=_("On a sheet already begun, the first label that is left."),
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    numbers = forms.CharField(
        label=_("Only these numbers"),
        max_length=200,
        required=False,
        help_text=_("Such as 3, 8–12. Leave it empty for all."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    first_time = forms.BooleanField(
        label=_("Mark those who come for the first time"), required=False
    )
    trim_marks = forms.BooleanField(label=_("Trim marks"), required=False)

    @classmethod
    def asked(cls, query: QueryDict) -> Self:
        """What an address asks for; what it doesn't say is as it stands in the empty form."""
        return cls({"label": DEFAULT.key, "start_at": 1, **query.dict()})

    def clean_numbers(self) -> list[tuple[int, int]]:
        """Read “3, 8–12” as ranges. What isn't a number or a range is said, not guessed."""
        ranges = []
        for part in re.split(r"[,;\s]+", _DASH.sub("-", self.cleaned_data["numbers"])):
            found = _RANGE.fullmatch(part)
            if found is not None:
                ranges.append((int(found[1]), int(found[2] or found[1])))
            elif part:
                raise ValidationError(_("Write numbers such as 3, 8–12."))
        return ranges

    def clean(self) -> dict[str, Any]:
        """A sheet has only so many labels."""
        cleaned = super().clean() or self.cleaned_data
        label = LABELS.get(cleaned.get("label", ""))
        if label and cleaned.get("start_at", 1) > label.per_sheet:
            self.add_error(
                "start_at",
                ValidationError(
                    _("A sheet of these has %(count)s labels."), params={"count": label.per_sheet}
                ),
            )
        return cleaned

    def wishes(self) -> Wishes:
        """Return what was chosen, once it is valid."""
        chosen = self.cleaned_data
        return Wishes(
            label=LABELS[chosen["label"]],
            start_at=chosen["start_at"],
            numbers=chosen["numbers"],
            mark_first_time=chosen["first_time"],
            trim_marks=chosen["trim_marks"],
        )
