"""What organisers type about an agenda."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.agenda.formats import FORMATS
from events.agenda.models import Segment
from events.agenda.templates import TEMPLATES


class TemplateForm(forms.Form):
    """Which agenda to begin with."""

    template = forms.ChoiceField(
        label=_("Start from"),
        choices=lambda: [(template.key, template.label) for template in TEMPLATES.values()],
    )


class AddForm(forms.Form):
    """Which kind of segment to add."""

    format = forms.ChoiceField(label=_("Format"), choices=FORMATS.choices)


class SegmentForm(forms.ModelForm[Segment]):
    """A segment, and below it whatever its format wants to know."""

    format = forms.ChoiceField(label=_("Format"), choices=FORMATS.choices)

    class Meta:
        model = Segment
        fields = ("title", "format", "minutes", "lead", "notes")
        widgets = {"notes": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.settings = self._settings()

    def _settings(self) -> forms.Form | None:
        made = FORMATS[self.instance.format].settings_form
        if made is None:
            return None
        return made(self.data or None, initial=self.instance.options, prefix="settings")

    def is_valid(self) -> bool:
        """Both must be right; what belongs to another format is not asked for."""
        if not super().is_valid():
            return False
        return self.settings is None or self._changes_format or self.settings.is_valid()

    def changes(self) -> dict[str, Any]:
        """Return what to hand to the action: the fields, and the options of the format."""
        options = self.instance.options
        if self._changes_format:
            options = {}
        elif self.settings is not None:
            options = {**options, **self.settings.cleaned_data}
        return {**self.cleaned_data, "options": options}

    @property
    def _changes_format(self) -> bool:
        return bool(self.cleaned_data["format"] != self.initial["format"])
