"""What an organiser drags, as a form that works without script too."""

from typing import Any

from django import forms


class Spot(forms.CharField):
    """A table at an hour: “slot-table”, both numbers."""

    def clean(self, value: Any) -> tuple[int, int]:
        slot, _, table = super().clean(value).partition("-")
        if not (slot.isdecimal() and table.isdecimal() and len(slot) < 4 and len(table) < 5):
            raise forms.ValidationError(self.error_messages["required"])
        return int(slot), int(table)


class MoveForm(forms.Form):
    """Which meeting goes where; ``rev`` is what its sender saw."""

    moved = Spot()
    to = Spot()
    rev = forms.IntegerField(min_value=0)

    @property
    def payload(self) -> dict[str, int]:
        """The command that it means."""
        (slot, table), (to_slot, to_table) = self.cleaned_data["moved"], self.cleaned_data["to"]
        return {"slot": slot, "table": table, "to_slot": to_slot, "to_table": to_table}
