"""What guests and organisers type in the directory."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.guests.models import Registration


class IntroductionForm(forms.Form):
    """Why I would like to be introduced to somebody."""

    note = forms.CharField(label=_("why"), max_length=200, required=False)


class PrepareForm(forms.ModelForm[Registration]):
    """What I am after at this event, and my pitch for it."""

    class Meta:
        model = Registration
        fields = ("objective", "pitch")
        labels = {"objective": _("what I’m after this time"), "pitch": _("my pitch for this event")}
        help_texts = {
            "objective": _("A partnership, an idea, being known… Only you see it."),
            "pitch": _("Leave it empty to use the pitch of your profile."),
        }
        widgets = {"pitch": forms.Textarea(attrs={"rows": 8, "data-pitch": True})}


class SynonymsForm(forms.Form):
    """Words that mean the same here, a line for each group."""

    groups = forms.CharField(
        label=_("words that mean the same"),
        help_text=_("One line for each group, words separated by commas."),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=8000,
        required=False,
    )

    def clean_groups(self) -> list[list[str]]:
        """Return the groups as lists of words."""
        lines = self.cleaned_data["groups"].splitlines()
        groups = ([word.strip() for word in line.split(",") if word.strip()] for line in lines)
        return [words for words in groups if words]
