"""The profile's form. Offers and needs are one line each: “tag: a sentence”."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from networking.profiles.models import Kind, Profile

Line = tuple[str, str]
# Enough to be known for something; more is a catalogue.
MOST = 8


class LinesField(forms.CharField):
    """A few lines, each a tag and, after a colon, a sentence if one likes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False, max_length=2400, widget=forms.Textarea(attrs={"rows": 3}), **kwargs
        )

    def clean(self, value: str) -> list[Line]:
        """Split into (tag, sentence) pairs; the colon may wear French spaces."""
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST:
            raise forms.ValidationError(
                _("Choose your %(most)d most useful ones, please.") % {"most": MOST}
            )
        pairs = [(line.partition(":")[0].strip(), line.partition(":")[2].strip()) for line in lines]
        if any(len(tag) > 60 for tag, _sentence in pairs):
            raise forms.ValidationError(
                _("Begin each line with a word or two, then a colon and your sentence.")
            )
        return pairs


class ProfileForm(forms.ModelForm[Profile]):
    """Who I am, my pitch, what I offer and what I look for."""

    offers = LinesField(
        label=_("I offer"), help_text=_("One a line, for example “Accounting: a first hour free”.")
    )
    needs = LinesField(
        label=_("I’m looking for"),
        help_text=_("One a line, for example “A bright office in Lyon”."),
    )

    class Meta:
        model = Profile
        fields = (
            "headline", "pitch", "pace", "title", "organisation", "city", "country", "phone",
            "mobile", "website", "starters",
        )  # fmt: skip
        widgets = {
            "pitch": forms.Textarea(attrs={"rows": 9, "data-pitch": True}),
            "starters": forms.Textarea(attrs={"rows": 2}),
            "pace": forms.NumberInput(attrs={"data-pace": True, "min": 60, "max": 300}),
        }
        help_texts = {
            "headline": _("What you would like people to remember; it stands on the big screen."),
            "pitch": _("What I am, what I can do, what I’d like to do."),
            "starters": _("Two or three subjects you like to be asked about."),
            "pace": _("150 is an unhurried speaker."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("offers", self._said(Kind.OFFER))
            self.initial.setdefault("needs", self._said(Kind.NEED))

    def _said(self, kind: Kind) -> str:
        wanted = self.instance.wanted.filter(kind=kind).select_related("tag")
        return "\n".join(
            gettext("%(tag)s: %(sentence)s") % {"tag": each.tag, "sentence": each.sentence}
            if each.sentence
            else str(each.tag)
            for each in wanted
        )
