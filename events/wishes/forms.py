"""What guests and organisers type about wishes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.wishes.models import LONGEST_WHY, WishLimit


class WishForm(forms.Form):
    """Why I would like to meet somebody: one line, if I like."""

    why = forms.CharField(
        label=_("why I’d like to meet you"),
        max_length=LONGEST_WHY,
        required=False,
        error_messages={"max_length": _("Two hundred letters at most, please.")},
    )


class LimitForm(forms.ModelForm[WishLimit]):
    """How many wishes a guest may have going out."""

    class Meta:
        model = WishLimit
        fields = ("most",)
