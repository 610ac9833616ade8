"""What one writes about somebody."""

from django import forms

from followups.contacts.models import Contact


class NoteForm(forms.ModelForm[Contact]):
    """The words that make a contact more than an address."""

    class Meta:
        model = Contact
        fields = ("note", "promise")
        widgets = {"note": forms.Textarea(attrs={"rows": 5})}


class ContactForm(forms.ModelForm[Contact]):
    """Somebody added, or corrected, by hand."""

    class Meta:
        model = Contact
        fields = (
            "given_name", "family_name", "title", "organisation", "email", "phone", "mobile",
            "city", "country", "note", "promise",
        )  # fmt: skip
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["given_name"].required = True
