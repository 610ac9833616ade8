"""What organisers type about their association and its people."""

import zoneinfo
from functools import lru_cache
from typing import Any, Final

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from networking.accounts.models import normalise
from networking.associations.models import COMMITTEE, Association, Role
from networking.pictures import PictureField

CONTINENTS: Final = (
    *("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian"),
    "Pacific",
)
# A logo is never shown larger than a third of this; the rest is for fine screens and for paper.
LOGO: Final = (720, 360)


@lru_cache
def zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every time zone by its continent, a place each."""
    known = sorted(zoneinfo.available_timezones())
    return [
        (
            continent,
            [
                (zone, zone.partition("/")[2].replace("_", " "))
                for zone in known
                if zone.startswith(f"{continent}/")
            ],
        )
        for continent in CONTINENTS
    ]


class ZoneField(forms.ChoiceField):
    """A time zone, chosen by continent and place."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("time zone"), choices=zones, error_messages=_no_zone(), **kwargs)


def _no_zone() -> dict[str, Any]:
    return {"invalid_choice": _("Choose a time zone from the list.")}


class AccentForm(forms.ModelForm[Association]):
    """A name and a colour."""

    class Meta:
        model = Association
        fields: tuple[str, ...] = ("name", "accent")
        widgets: dict[str, Any] = {"accent": forms.TextInput(attrs={"type": "color"})}


class FoundingForm(AccentForm):
    """A name and a colour are enough to begin with, and the zone its breakfasts take place in."""

    time_zone = ZoneField(initial="Europe/Paris")


class AssociationForm(AccentForm):
    """All that an association shows of itself."""

    logo = PictureField(
        label=_("logo"),
        box=LOGO,
        format="PNG",
        required=False,
        help_text=_("PNG, JPEG or WebP, 10 MB at most. Without a background it looks best."),
    )
    website = forms.URLField(
        label=_("website"),
        required=False,
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "url"}),
    )
    time_zone = ZoneField()

    class Meta(AccentForm.Meta):
        fields = ("name", "logo", "accent", "description", "website", "language", "time_zone")
        widgets = {
            **AccentForm.Meta.widgets,
            "description": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "description": _("A few sentences for your public page: who comes, and what for."),
            "language": _("What we write to members in until they choose their own."),
        }


class PersonForm(forms.Form):
    """Somebody, as this association calls her."""

    given_name = forms.CharField(label=_("first name"), max_length=80)
    family_name = forms.CharField(label=_("family name"), max_length=80)
    email = forms.EmailField(
        label=_("e-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )


class MemberForm(PersonForm):
    """A plain member; without an e-mail she gets a badge and a turn, but no mail."""

    email = forms.EmailField(
        label=_("e-mail"),
        max_length=254,
        required=False,
        help_text=_("Without one they get a badge and a turn all the same, but no mail."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class RoleForm(forms.Form):
    """Another role, short of owning."""

    role = forms.ChoiceField(
        choices=[(role.value, role.label) for role in Role if role != Role.OWNER]
    )


class HandOverForm(forms.Form):
    """What becomes of who names another owner."""

    stay = forms.ChoiceField(
        label=_("And you?"),
        choices=(
            ("no", _("I become organiser")),
            ("yes", _("I stay owner as well")),
        ),
        initial="no",
        widget=forms.RadioSelect,
    )


class InvitationForm(PersonForm):
    """Somebody to ask onto the committee; owners alone may ask somebody to own."""

    given_name = forms.CharField(label=_("first name"), max_length=80, required=False)
    family_name = forms.CharField(label=_("family name"), max_length=80, required=False)
    role = forms.ChoiceField(label=_("role"), widget=forms.RadioSelect, initial=Role.ORGANISER)

    field_order = ("email", "given_name", "family_name", "role")

    def __init__(self, *args: Any, association: Association, owner: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.association = association
        offered = [role for role in Role if role in COMMITTEE and (owner or role != Role.OWNER)]
        choices = [(role.value, role.label) for role in offered]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        """Refuse who is on the committee already: her role is changed in the list."""
        email = normalise(self.cleaned_data["email"]) or ""
        there = self.association.memberships.filter(user__email=email)
        if there.exclude(role=Role.MEMBER).exists():
            raise forms.ValidationError(
                _("This person is on the committee already. Change the role in the list.")
            )
        return email
