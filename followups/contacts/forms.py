"""What one writes about somebody: a word, a note, and all that makes an address book."""

import dataclasses
from collections.abc import Collection, Iterable
from typing import Any, Final

from django import forms
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext_lazy as _

from followups.contacts import birthday
from followups.contacts.card import WAYS, Address, Details, Way
from followups.contacts.journal.forms import day_field
from followups.contacts.labels import key_of, word_of
from followups.contacts.models import Contact
from networking.pictures import PictureField
from networking.text import squeeze

# As much as one types standing, with a thumb.
LONGEST_WORD: Final = 200
# What a page shows of a face, twice as fine.
FACE: Final = (256, 256)


class WordForm(forms.Form):
    """A word to remember about somebody one has just met."""

    text = forms.CharField(label=_("A word to remember"), max_length=LONGEST_WORD)


class NoteForm(forms.ModelForm[Contact]):
    """The words that make a contact more than an address."""

    class Meta:
        model = Contact
        fields = ("note",)
        widgets = {"note": forms.Textarea(attrs={"rows": 5})}


class ContactForm(forms.ModelForm[Contact]):
    """Somebody added, or corrected, by hand; her ways and addresses stand in `WaysForms` beside."""

    all_optional = True

    tags = forms.CharField(
        label=_("Tags"), max_length=2000, required=False, help_text=_("With commas between them.")
    )
    birthday = forms.CharField(
        label=_("birthday"),
        max_length=30,
        required=False,
        help_text=_("Such as 15/04/1980, or 15/04 without the year."),
    )
    introduced_by = forms.CharField(
        label=_("Who introduced us"),
        max_length=170,
        required=False,
        help_text=_("The name of somebody in your list."),
        widget=forms.TextInput(attrs={"list": "names", "autocomplete": "off"}),
    )
    picture = PictureField(label=_("Picture"), box=FACE, format="JPEG", required=False)

    class Meta:
        model = Contact
        fields = (
            "prefix", "given_name", "additional_names", "family_name", "suffix", "nickname",
            "title", "organisation", "met_where", "met_on", "note",
        )  # fmt: skip
        widgets = {"note": forms.Textarea(attrs={"rows": 4}), "met_on": day_field()}

    def __init__(self, data: Any, files: Any, *, details: Details, contact: Contact) -> None:
        super().__init__(data, files, instance=contact)
        self.details = details
        introducer = contact.introduced_by.full_name if contact.introduced_by else ""
        self.initial["tags"] = ", ".join(details.tags)
        self.initial["birthday"] = birthday.said(details.birthday)
        self.initial["introduced_by"] = introducer

    def clean_birthday(self) -> str:
        """Return the day as it is kept; the year may be missing."""
        text: str = self.cleaned_data["birthday"]
        try:
            return birthday.read(text) if text else ""
        except ValueError:
            wrong = _("Type the day as 15/04/1980, or 15/04 without the year.")
            raise forms.ValidationError(wrong) from None

    def clean_introduced_by(self) -> Contact | None:
        """Find by her name who introduced us."""
        name = squeeze(self.cleaned_data["introduced_by"])
        if not name:
            return None
        if name == squeeze(self.initial["introduced_by"]):
            return self.instance.introduced_by
        others = Contact.objects.of(self.instance.owner).exclude(pk=self.instance.pk)
        found = [each for each in others.matching(name)[:20] if each.full_name == name]
        if not found:
            raise forms.ValidationError(_("Nobody of this name is in your list."))
        return found[0]

    def clean_tags(self) -> tuple[str, ...]:
        """Split the tags at their commas; one that came with a comma in it stays, untouched."""
        if self.cleaned_data["tags"] == self.initial["tags"].strip():
            return self.details.tags
        return tuple(filter(None, map(squeeze, self.cleaned_data["tags"].split(","))))


class WayForm(forms.Form):
    """A number, an address or a link, and what it is for; left empty, it is none."""

    all_optional = True

    label = forms.CharField(
        label=_("for"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"list": "labels", "autocomplete": "off"}),
    )
    value = forms.CharField(max_length=300, required=False)

    def __init__(self, *args: Any, known: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known

    def clean_label(self) -> str:
        """Keep a known label under its key, however its word reads here."""
        return key_of(squeeze(self.cleaned_data["label"]))

    def clean_value(self) -> str:
        """Return the value; what stood there before is taken as it is, whatever a file brought."""
        value: str = self.cleaned_data["value"].strip()
        return value if not value or value in self.known else self.checked(value)

    def checked(self, value: str) -> str:
        """Return a value typed anew as it is kept, or refuse it."""
        return value


class PhoneForm(WayForm):
    value = forms.CharField(
        label=_("Number"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )


class EmailForm(WayForm):
    value = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"}),
    )

    def checked(self, value: str) -> str:
        """Refuse what is no address."""
        validate_email(value)
        return value


class LinkForm(WayForm):
    value = forms.CharField(
        label=_("Link"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )

    def checked(self, value: str) -> str:
        """Add the first letters of an address, which nobody types; refuse what leads nowhere."""
        whole = value if "://" in value else f"https://{value}"
        URLValidator(schemes=("http", "https"))(whole)
        return whole


class AddressForm(forms.Form):
    """A postal address; left empty, it is none. The first one places her."""

    all_optional = True

    street = forms.CharField(
        label=_("Street"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    postcode = forms.CharField(label=_("Postcode"), max_length=20, required=False)
    city = forms.CharField(label=_("city"), max_length=80, required=False)
    region = forms.CharField(label=_("Region"), max_length=80, required=False)
    country = forms.CharField(label=_("country"), max_length=80, required=False)
    label = forms.CharField(label=_("for"), max_length=40, required=False)

    def clean_label(self) -> str:
        """Keep a known label under its key, however its word reads here."""
        return key_of(squeeze(self.cleaned_data["label"]))


FORMS: Final[dict[str, type[forms.BaseFormSet[forms.Form]]]] = {
    "phones": forms.formset_factory(PhoneForm, extra=1, max_num=20),
    "emails": forms.formset_factory(EmailForm, extra=1, max_num=20),
    "links": forms.formset_factory(LinkForm, extra=1, max_num=20),
    "addresses": forms.formset_factory(AddressForm, extra=1, max_num=10),
}


class WaysForms:
    """All the ways to reach somebody, several of each kind, with an empty line for one more."""

    def __init__(self, data: Any, details: Details) -> None:
        self.details = details
        # What is typed is compared with nothing: a line that says what stood there before is one.
        self.sets = {
            kind: made(
                data,
                prefix=kind,
                initial=None if data else _lines_of(details, kind),
                form_kwargs=_known(details, kind),
            )
            for kind, made in FORMS.items()
        }

    def is_valid(self) -> bool:
        """Whether every line of every kind can be taken."""
        return all(forms.is_valid() for forms in self.sets.values())

    def filled(self) -> dict[str, Any]:
        """Return the ways and addresses as they were typed; what she gave herself stays hers."""
        given = {way for kind in WAYS for way in getattr(self.details, kind) if way.given}
        ways = {kind: tuple(_ways(self._lines(kind), given)) for kind in WAYS}
        addresses = (Address(**line) for line in self._lines("addresses"))
        return {**ways, "addresses": tuple(each for each in addresses if not each.is_empty)}

    def _lines(self, kind: str) -> Iterable[dict[str, str]]:
        return ({**_EMPTY[kind], **form.cleaned_data} for form in self.sets[kind])


def _known(details: Details, kind: str) -> dict[str, Any]:
    """What a line may say without being looked at: it stood there before."""
    return {"known": {way.value for way in getattr(details, kind)}} if kind in WAYS else {}


def _lines_of(details: Details, kind: str) -> list[dict[str, Any]]:
    """The lines as they are shown: a known label in the reader's language."""
    return [
        {**dataclasses.asdict(each), "label": str(word_of(each.label))}
        for each in getattr(details, kind)
    ]


_EMPTY: Final = {
    **{kind: {"value": "", "label": ""} for kind in WAYS},
    "addresses": dict.fromkeys(("street", "postcode", "city", "region", "country", "label"), ""),
}


def _ways(lines: Iterable[dict[str, str]], given: set[Way]) -> Iterable[Way]:
    for line in lines:
        if line["value"]:
            way = Way(squeeze(line["value"]), squeeze(line["label"]), given=True)
            yield way if way in given else dataclasses.replace(way, given=False)
