"""When one may be reminded."""

from typing import Any

from django import forms

from followups.reminders.models import Habits


class HabitsForm(forms.ModelForm[Habits]):
    """The hours in which nobody disturbs, and whether weekends are free."""

    class Meta:
        model = Habits
        fields = ("quiet_from", "quiet_until", "weekends")
        widgets = {
            "quiet_from": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "quiet_until": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        }

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen, for the action."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
