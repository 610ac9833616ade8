"""What one types to sign in, and about oneself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networking.accounts.models import User


class SignInForm(forms.Form):
    """An address is enough: the code that goes there does the rest."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )


class NameForm(forms.ModelForm[User]):
    """The name as it should stand on the badge."""

    class Meta:
        model = User
        fields = ("given_name", "family_name")
        widgets = {
            "given_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "family_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A badge needs at least a first name.
        self.fields["given_name"].required = True
