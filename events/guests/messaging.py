"""What organisers type when they write to guests, or note something about many."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from events.guests import placeholders
from events.guests.models import GuestTag
from networking.text import fold, squeeze


class MessageForm(forms.Form):
    """A subject and a text, with words in braces that are filled in for each reader."""

    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    body = forms.CharField(
        label=gettext_lazy("Message"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def clean_subject(self) -> str:
        """Keep it on one line, with words in braces that we know."""
        return squeeze(self._known(self.cleaned_data["subject"]))

    def clean_body(self) -> str:
        """Keep to words in braces that we know."""
        return self._known(self.cleaned_data["body"])

    def _known(self, text: str) -> str:
        if strange := placeholders.unknown(text):
            words = ", ".join(f"{{{word}}}" for word in strange)
            raise forms.ValidationError(
                _("Nothing stands for %(words)s. Choose one of those below, or take it out."),
                params={"words": words},
            )
        return text


def words_in_braces() -> list[tuple[str, Any]]:
    """Return the words in braces as one writes them in the active language, and their meaning."""
    meanings = {
        "first_name": gettext_lazy("the guest’s first name"),
        "name": gettext_lazy("first and family name"),
        "event": gettext_lazy("the event’s title"),
        "day": gettext_lazy("its day"),
        "hours": gettext_lazy("from when until when"),
        "place": gettext_lazy("the venue"),
    }
    french = (get_language() or "").startswith("fr")
    return [(f"{{{ways[french]}}}", meanings[name]) for name, ways in placeholders.NAMES.items()]


class TagForm(forms.Form):
    """One tag."""

    name = forms.CharField(
        label=pgettext_lazy("on a guest", "Tag"),
        max_length=GuestTag._meta.get_field("name").max_length,
        widget=forms.TextInput(attrs={"list": "tags", "autocomplete": "off"}),
    )

    def clean_name(self) -> str:
        """Want at least a letter or a figure: a tag is found again by them."""
        name = squeeze(self.cleaned_data["name"])
        if not fold(name):
            raise forms.ValidationError(_("A tag needs a letter or a figure."))
        return name


class NoteForm(forms.Form):
    """What the association noted about a guest, and her tags."""

    diet = forms.CharField(label=gettext_lazy("Diet"), max_length=120, required=False)
    remark = forms.CharField(
        label=gettext_lazy("Remark for the door"),
        help_text=gettext_lazy("Read by those who welcome, when this guest comes in."),
        max_length=200,
        required=False,
    )
    mobile = forms.CharField(label=gettext_lazy("Mobile"), max_length=40, required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    fax = forms.CharField(label=gettext_lazy("Fax"), max_length=40, required=False)
    tags = forms.CharField(
        label=gettext_lazy("Tags"),
        help_text=gettext_lazy("Separated by commas. Guests never see them."),
        max_length=400,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    def clean_tags(self) -> list[str]:
        """Take the text apart at its commas; each must fit and hold a letter or a figure."""
        names = [squeeze(name) for name in self.cleaned_data["tags"].replace(";", ",").split(",")]
        names = [name for name in names if fold(name)]
        longest = GuestTag._meta.get_field("name").max_length or 0
        if any(len(name) > longest for name in names):
            raise forms.ValidationError(
                _("A tag has %(most)s letters at most."), params={"most": longest}
            )
        return names
