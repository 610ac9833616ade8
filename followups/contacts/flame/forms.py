"""What one says with a tap."""

from django import forms

from followups.contacts.models import Kind, Rhythm


class SpokeForm(forms.Form):
    """How one was in touch: a note of the journal is none."""

    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in (Kind.MESSAGE, Kind.CALL, Kind.COFFEE)]
    )

    @property
    def said(self) -> Kind:
        """What was said."""
        return Kind(self.cleaned_data["kind"])


class RhythmForm(forms.Form):
    """How often one wants to hear from somebody."""

    rhythm = forms.TypedChoiceField(choices=Rhythm.choices, coerce=int)

    @property
    def chosen(self) -> Rhythm:
        """What was chosen."""
        return Rhythm(self.cleaned_data["rhythm"])
