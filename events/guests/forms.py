"""What guests and organisers type about guests."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.guests.consent import DEFAULT_SHARED, cleaned
from events.guests.particulars import Particulars

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
