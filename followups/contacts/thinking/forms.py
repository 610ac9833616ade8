"""A line for somebody who came to mind."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from followups.contacts.models import Contact
from followups.contacts.thinking.line import Line, read

LONGEST: Final = 400


class LineForm(forms.Form):
    """“Nadia Benali, sat beside me at school”."""

    line = forms.CharField(label=_("Name, how I know them"), max_length=LONGEST)

    def clean_line(self) -> Line:
        """Return what the line says of somebody; it must say a name that a contact can hold."""
        line = read(self.cleaned_data["line"])
        if line.is_empty:
            raise forms.ValidationError(_("Begin with a name, then a comma."))
        longest: Any = Contact._meta.get_field("given_name").max_length
        if max(len(line.given_name), len(line.family_name)) > longest:
            raise forms.ValidationError(_("This name is too long: put a comma after it."))
        return line
