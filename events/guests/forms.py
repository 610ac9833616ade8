"""What guests and organisers type about guests."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.guests import words
from events.guests.consent import DEFAULT_SHARED, cleaned
from events.guests.headings import Field
from events.guests.models import ImportBatch
from events.guests.particulars import Particulars
from events.guests.reading import MAX_BYTES, Table, Unreadable, read

SHARABLE = (
    ("title", _("Title")),
    ("organisation", _("Organisation")),
    ("phone", _("Phone")),
    ("mobile", _("Mobile")),
    ("fax", _("Fax")),
    ("email", _("E-mail")),
)


class ConsentForm(forms.Form):
    """What the other participants see, field by field; the name always."""

    shared = forms.MultipleChoiceField(
        label=_("The others see my name, and"),
        choices=SHARABLE,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        initial=cleaned(DEFAULT_SHARED),
    )


class CardForm(forms.Form):
    """Name, title and organisation, as they stand on the badge."""

    given_name = forms.CharField(
        label=_("First name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    family_name = forms.CharField(
        label=_("Family name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )


class RegisterForm(CardForm, ConsentForm):
    """Registering: a name, consent, and an address from who isn't signed in."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("We’ll send a code there. No password needed."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    field_order = ("given_name", "family_name", "email", "title", "organisation", "shared")

    def __init__(self, *args: Any, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if signed_in:
            del self.fields["email"]

    def particulars(self) -> Particulars:
        """Return what was typed, once it is valid."""
        said = {name: text for name, text in self.cleaned_data.items() if name != "email"}
        return Particulars(**{**said, "shared": tuple(cleaned(said["shared"]))})


class AddForm(CardForm):
    """One more guest, typed by an organiser."""

    family_name = forms.CharField(label=_("Family name"), max_length=80, required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=_("Without one: a badge, a turn and pairs all the same, but no mail."),
    )
    tell_her = forms.BooleanField(
        label=_("Send the confirmation by mail"), required=False, initial=True
    )
    field_order = ("given_name", "family_name", "email", "organisation", "title", "tell_her")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Somebody else is typing: the browser's own name doesn't belong here.
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"


class UploadForm(forms.Form):
    """A guest list, read while it is checked: `table` is what stands in it."""

    file = forms.FileField(
        label=_("Guest list"),
        help_text=_("CSV or Excel (.xlsx). French or English headings, in any order."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        allow_empty_file=True,
    )
    table: Table

    def clean_file(self) -> Any:
        """Read the list; say in a sentence why it can't be read."""
        file = self.cleaned_data["file"]
        try:
            self.table = read(file.read(MAX_BYTES + 1))
        except Unreadable as error:
            raise forms.ValidationError(words.UNREADABLE[error.reason]) from error
        return file


class MappingForm(forms.Form):
    """Which column holds what."""

    def __init__(self, batch: ImportBatch, data: Any = None) -> None:
        super().__init__(data)
        choices = [("", "–"), *enumerate(column_names(batch))]
        for field in Field:
            self.fields[field] = forms.TypedChoiceField(
                label=words.FIELDS[field],
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=batch.mapping.get(field, ""),
            )

    def mapping(self) -> dict[str, int]:
        """Return what was chosen, once it is valid."""
        return {name: at for name, at in self.cleaned_data.items() if at is not None}


def column_names(batch: ImportBatch) -> list[str]:
    """Return how the columns are called; those without a heading by their first cell."""
    first = batch.rows[0][1] if batch.rows else []
    names = []
    for at, heading in enumerate(batch.headings):
        example = first[at] if at < len(first) else ""
        unnamed = _("Column %(number)s (%(example)s)") % {"number": at + 1, "example": example}
        names.append(heading or str(unnamed))
    return names
