"""The profile's forms: one for each part of the page, which is saved by itself as one types.

Without a script they are sent together, as one form with one button. Each keeps what it cleaned
under the names that `actions.save` takes.
"""

import itertools
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from networking import pictures
from networking.profiles import languages
from networking.profiles.models import Kind, Profile
from networking.profiles.paragraphs import PARAGRAPHS
from networking.profiles.pitch import FASTEST, SLOWEST

# Enough to be known for something; more is a catalogue.
MOST_LINES: Final = 8
MOST_LINKS: Final = 3
MOST_STARTERS: Final = 3
# Pixels of either side: sharp at the largest size a page shows, on any screen.
FACE: Final = 512

Line = tuple[str, str]


class FaceField(pictures.PictureField):
    """A picture of somebody: the square in its middle, unless she cut it herself before."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(box=(FACE, FACE), format="WEBP", required=False, **kwargs)

    def to_python(self, data: Any) -> Any:
        """Return the square, drawn anew."""
        sent = forms.FileField.to_python(self, data)
        if not sent:
            return sent
        image = _on_white(pictures.read(sent))
        side = min(FACE, *image.size)
        return pictures.encoded(ImageOps.fit(image, (side, side)), box=self.box, format=self.format)


def _on_white(image: Image.Image) -> Image.Image:
    """Without transparency: the monogram stands below the picture."""
    if image.mode != "RGBA":
        return image
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


class FaceForm(forms.Form):
    """One's picture."""

    picture = FaceField(
        label=_("A picture of you"), help_text=_("A face is found again more easily than a name.")
    )


class MeForm(forms.ModelForm[Profile]):
    """Who I am."""

    given_name = forms.CharField(
        label=_("First name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    family_name = forms.CharField(
        label=_("Family name"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    languages = forms.MultipleChoiceField(required=False, label=_("Languages I speak"))

    class Meta:
        model = Profile
        fields = ("pronouns", "headline", "title", "organisation", "city", "country", "languages")
        widgets = {
            "pronouns": forms.TextInput(attrs={"autocomplete": "off"}),
            "title": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "organisation": forms.TextInput(attrs={"autocomplete": "organization"}),
            "city": forms.TextInput(attrs={"autocomplete": "address-level2"}),
            "country": forms.TextInput(attrs={"autocomplete": "country-name"}),
        }
        help_texts = {
            "pronouns": _("They stand on your badge, if you fill them in."),
            "headline": _("What you would like people to remember; it stands on the big screen."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.instance.user
        self.initial.update(given_name=user.given_name, family_name=user.family_name)
        spoken = self.fields["languages"]
        assert isinstance(spoken, forms.MultipleChoiceField)
        self.common = languages.choices(languages.COMMON)
        self.others = languages.choices(languages.OTHERS)
        spoken.choices = [*self.common, *self.others]

    @property
    def chosen_languages(self) -> list[str]:
        """The codes that are ticked at this moment."""
        return [str(code) for code in self["languages"].value() or ()]

    @property
    def open_others(self) -> bool:
        """Whether a language is ticked that isn't one of the common ones."""
        return not set(self.chosen_languages) <= set(languages.COMMON)


class PitchForm(forms.ModelForm[Profile]):
    """The minute itself, and one's pace."""

    class Meta:
        model = Profile
        fields = ("pitch", "pace")
        widgets = {
            "pitch": forms.Textarea(attrs={"rows": 9, "data-pitch": True}),
            "pace": forms.NumberInput(attrs={"data-pace": True}),
        }
        help_texts = {
            "pitch": _("What you’ll say at the round table, in a minute at most."),
            "pace": _("150 is an unhurried speaker."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pace"].widget.attrs |= {"min": SLOWEST, "max": FASTEST}


class LinesWidget(forms.Widget):
    """Rows of two controls each, `<name>_tag` and `<name>_sentence`; the page draws them."""

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> list[Line]:
        """Return the rows that say anything, trimmed."""
        tags, said = data.getlist(f"{name}_tag"), data.getlist(f"{name}_sentence")
        said += [""] * (len(tags) - len(said))
        rows = [(tag.strip(), line.strip()) for tag, line in zip(tags, said, strict=False)]
        return [row for row in rows if any(row)]


class LinesField(forms.Field):
    """A few lines, each a tag and a sentence if one likes."""

    widget = LinesWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> list[Line]:
        """Return (tag, sentence) pairs; refuses what isn't a word or two, and a catalogue."""
        lines: list[Line] = value or []
        for said in itertools.chain.from_iterable(lines):
            ProhibitNullCharactersValidator()(said)
        if len(lines) > MOST_LINES:
            raise ValidationError(
                _("Choose your %(most)d most useful ones, please.") % {"most": MOST_LINES}
            )
        for tag, sentence in lines:
            if not tag:
                raise ValidationError(_("Give “%(said)s” a word or two.") % {"said": sentence[:40]})
            if len(tag) > 60:
                raise ValidationError(
                    _("“%(said)s…” is long: a word or two first, the rest beside it.")
                    % {"said": tag[:30]}
                )
            if len(sentence) > 200:
                raise ValidationError(
                    _("One sentence about %(tag)s is enough: 200 letters.") % {"tag": tag}
                )
        return lines


class GivingForm(forms.Form):
    """What I give, and what I look for."""

    offers = LinesField(label=_("I offer"))
    needs = LinesField(label=_("I’m looking for"))

    def __init__(self, *args: Any, instance: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said: dict[str, list[Line]] = {Kind.OFFER: [], Kind.NEED: []}
        if instance.pk:
            for each in instance.wanted.select_related("tag"):
                said[each.kind].append((each.tag.name, each.sentence))
        self.initial.update(offers=said[Kind.OFFER], needs=said[Kind.NEED])

    def rows(self, name: str) -> list[Line]:
        """The rows to draw: what is said, and room for one more, two at the least."""
        said: list[Line] = list(self[name].value() or [])
        wanted = min(MOST_LINES, max(2, len(said) + 1))
        return said + [("", "")] * (wanted - len(said))

    @property
    def offer_rows(self) -> list[Line]:
        return self.rows("offers")

    @property
    def need_rows(self) -> list[Line]:
        return self.rows("needs")


class StartersForm(forms.Form):
    """Two or three easy subjects, kept one a line."""

    def __init__(self, *args: Any, instance: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = [line for line in instance.starters.splitlines() if line.strip()]
        lines[MOST_STARTERS - 1 :] = [" ".join(lines[MOST_STARTERS - 1 :])]
        examples = (_("My allotment"), _("Night trains"), _("What I’m reading"))
        for at, example in enumerate(examples):
            self.fields[f"starter_{at + 1}"] = forms.CharField(
                label=_("Subject %(number)d") % {"number": at + 1},
                required=False,
                max_length=160,
                initial=lines[at] if at < len(lines) else "",
                widget=forms.TextInput(attrs={"placeholder": example}),
            )

    def clean(self) -> dict[str, Any]:
        """Return the subjects as one text."""
        said = [self.cleaned_data.get(name, "") for name in self.fields]
        return {"starters": "\n".join(filter(None, said))}


class ReachForm(forms.ModelForm[Profile]):
    """How to reach me, and where there is more to see."""

    class Meta:
        model = Profile
        fields = ("phone", "mobile", "website")
        widgets = {
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            "mobile": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            "website": forms.URLInput(attrs={"autocomplete": "url"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        had = self.instance.links
        for at in range(MOST_LINKS):
            self.fields[f"link_{at + 1}"] = forms.URLField(
                label=_("Link %(number)d") % {"number": at + 1},
                required=False,
                max_length=200,
                initial=had[at] if at < len(had) else "",
            )

    def clean(self) -> dict[str, Any]:
        """Return the links as one list, each once."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        links = [said.pop(f"link_{at + 1}", "") for at in range(MOST_LINKS)]
        return {**said, "links": list(dict.fromkeys(filter(None, links)))}

    @property
    def had_links(self) -> bool:
        """Whether the fields for links have something to show."""
        return any(each.value() or each.errors for each in self.link_fields)

    @property
    def link_fields(self) -> list[forms.BoundField]:
        return [self[f"link_{at + 1}"] for at in range(MOST_LINKS)]


Section = MeForm | PitchForm | GivingForm | StartersForm | ReachForm

# The parts of the page, in its order.
SECTIONS: Final[Mapping[str, type[Section]]] = {
    "me": MeForm,
    "pitch": PitchForm,
    "giving": GivingForm,
    "starters": StartersForm,
    "reach": ReachForm,
}


class PaceForm(forms.Form):
    """How long it took to read the paragraph aloud."""

    language = forms.ChoiceField(choices=[(code, code) for code in PARAGRAPHS])
    seconds = forms.FloatField(
        label=_("Seconds it took"),
        min_value=1,
        max_value=3600,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": "any"}),
    )
