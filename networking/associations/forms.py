"""What organisers type about their association."""

import zoneinfo

from django import forms
from django.utils.translation import gettext_lazy as _

from networking.associations.models import Association, Role


class AssociationForm(forms.ModelForm[Association]):
    """A name and a colour are enough to begin with."""

    class Meta:
        model = Association
        fields = ("name", "accent")
        widgets = {"accent": forms.TextInput(attrs={"type": "color"})}
        help_texts = {"accent": _("We darken or lighten it where text would be hard to read.")}


class FoundingForm(AssociationForm):
    """The same, and the zone in which its breakfasts take place."""

    time_zone = forms.ChoiceField(label=_("time zone"), initial="Europe/Paris")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        zones = sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone)
        self.fields["time_zone"].choices = [(zone, zone) for zone in zones]  # type: ignore[attr-defined]


class MemberForm(forms.Form):
    """Somebody to add, or whose role to change: her e-mail says who."""

    given_name = forms.CharField(label=_("first name"), max_length=80)
    family_name = forms.CharField(label=_("family name"), max_length=80)
    email = forms.EmailField(label=_("e-mail"))
    role = forms.ChoiceField(
        label=_("role"), choices=Role.choices, initial=Role.MEMBER, widget=forms.RadioSelect
    )
