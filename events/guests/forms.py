"""What guests and organisers type about guests."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.guests.consent import DEFAULT_SHARED, cleaned
from events.guests.models import Question, QuestionKind, Registration
from events.guests.particulars import Particulars
from events.guests.questions import MOST_OPTIONS, answers_in, fields_for

# What a person does, in French not the word for what a book is called.
TITLE = pgettext_lazy("of a person", "Title")
SHARABLE = (
    ("title", TITLE),
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
        label=TITLE,
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


class AskedForm(forms.Form):
    """What a guest eats, and what the organisers ask in their own words."""

    diet = forms.CharField(
        label=_("Diet or allergy"),
        max_length=120,
        required=False,
        help_text=_("For the kitchen only."),
        widget=forms.TextInput(attrs={"list": "diets", "autocomplete": "off"}),
    )
    asked: list[Question]

    def __init__(
        self,
        *args: Any,
        questions: Iterable[Question] = (),
        registration: Registration | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(questions)
        self.fields.update(fields_for(self.asked, registration.answers if registration else {}))
        if registration is not None:
            self.initial.setdefault("diet", registration.diet)

    @property
    def own(self) -> list[forms.BoundField]:
        """The organisers' own questions, in their order."""
        return [self[name] for name in fields_for(self.asked, {})]

    def answers(self) -> dict[str, str | bool]:
        """Return what was answered, once it is valid."""
        return answers_in(self.asked, self.cleaned_data)


class RegisterForm(CardForm, ConsentForm, AskedForm):
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
        names = ("given_name", "family_name", "title", "organisation", "diet")
        return Particulars(
            **{name: self.cleaned_data[name] for name in names},
            shared=tuple(cleaned(self.cleaned_data["shared"])),
            answers=self.answers(),
        )


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


class CompanionForm(forms.Form):
    """Somebody whom a guest brings along, or sends in her place."""

    given_name = forms.CharField(label=_("First name"), max_length=80)
    family_name = forms.CharField(label=_("Family name"), max_length=80, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Somebody else is typing: the browser's own name doesn't belong here.
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"


class QuestionForm(forms.Form):
    """A question in the organisers' own words, and what an answer looks like."""

    label = forms.CharField(
        label=_("Question"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind of answer"),
        choices=QuestionKind.choices,
        initial=QuestionKind.TEXT,
        widget=forms.RadioSelect,
    )
    options = forms.CharField(
        label=_("To choose from, one on each line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only for “One of several”."),
    )
    required = forms.BooleanField(label=_("An answer is needed"), required=False)

    def __init__(self, *args: Any, question: Question | None = None, **kwargs: Any) -> None:
        if question is not None:
            kwargs["initial"] = {
                "label": question.label,
                "kind": question.kind,
                "options": "\n".join(question.options),
                "required": question.required,
            }
        super().__init__(*args, **kwargs)
        if question is not None:
            # Another kind of answer would be another question.
            self.fields["kind"].disabled = True
            if question.kind != QuestionKind.CHOICE:
                del self.fields["options"]

    def clean(self) -> dict[str, Any]:
        """One of several needs several."""
        said = super().clean() or self.cleaned_data
        lines = [line.strip()[:100] for line in said.get("options", "").splitlines()]
        said["options"] = list(dict.fromkeys(filter(None, lines)))
        if said.get("kind") == QuestionKind.CHOICE:
            self._check(said["options"])
        return said

    def _check(self, options: Sequence[str]) -> None:
        if len(options) < 2:
            self.add_error("options", _("Write at least two answers, each on a line of its own."))
        elif len(options) > MOST_OPTIONS:
            self.add_error(
                "options",
                forms.ValidationError(
                    _("No more than %(most)s answers, please."), params={"most": MOST_OPTIONS}
                ),
            )
