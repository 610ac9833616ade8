"""What organisers say of questions: which ones a segment asks, and those of their own."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Event
from events.rounds import questions
from events.rounds.asking import MOST_ROUNDS, NEXT, OURS, name_of
from events.rounds.models import OWN, OwnQuestion
from events.rounds.own import labels, same_as

Choices = list[tuple[str, Any]]


def bank(*first: tuple[str, Any], own: Mapping[str, str] | None = None) -> Choices:
    """Return the bank for a select by kind, after what comes first; an association's own before."""
    groups: Choices = [
        (str(label), [(each.key, each.text) for each in questions.BANK if each.kind is kind])
        for kind, label in questions.KINDS.items()
    ]
    ours: Choices = [(gettext("Your own"), [*own.items()])] if own else []
    return [*first, *ours, *groups]


class Chosen(forms.ChoiceField):
    """A question of the bank, or by its key one of an association's own.

    Which of those there are is not known here: a key of another's is known to nobody, and asks
    nothing.
    """

    def valid_value(self, value: str) -> bool:
        number = value.removeprefix(OWN)
        own = number != value and number.isdecimal()
        return value == OURS or own or super().valid_value(value)


class AskedForm(forms.Form):
    """What people are to talk about."""

    question = Chosen(label=_("Question"), required=False, initial="")
    own_question = forms.CharField(
        label=_("Or a question of your own"), max_length=200, required=False
    )
    second = Chosen(
        label=_("A second question with it"),
        required=False,
        initial="",
        help_text=_("Both are shown together, in every round."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, self._rounds() + 1):
            self.fields[name_of(number)] = Chosen(
                label=_("Question of round %(number)s") % {"number": number},
                required=False,
                initial="",
            )
        self._let_choose({}, any_active=False)

    def offer(self, event: Event) -> None:
        """Let choose among the questions of an event's association too. One query."""
        own = list(OwnQuestion.objects.filter(association=event.association_id))
        chosen = {str(self.initial.get(name)) for name in self._choosing()}
        shown = [each for each in own if not each.archived or each.key in chosen]
        self._let_choose(labels(shown), any_active=any(not each.archived for each in own))

    @property
    def rare(self) -> list[str]:
        """The fields of single rounds, which few need."""
        return [name for name in self._choosing() if name.startswith("round_")]

    def _rounds(self) -> int:
        """How many rounds can be given a question: as many as there were to be until now."""
        said = self.initial.get("rounds") or self.base_fields["rounds"].initial
        return min(said, MOST_ROUNDS) if type(said) is int else MOST_ROUNDS

    def _choosing(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, Chosen)]

    def _let_choose(self, own: Mapping[str, str], *, any_active: bool) -> None:
        in_turn = [("", _("A new one each round"))]
        if any_active:
            in_turn.append((OURS, _("A new one each round, your own first")))
        for name in self._choosing():
            field = self.fields[name]
            assert isinstance(field, Chosen)
            if name == "question":
                field.choices = bank(*in_turn, own=own)
            elif name == "second":
                none = pgettext_lazy("a second question", "None")
                field.choices = bank(("", none), (NEXT, _("The next of the other kind")), own=own)
            else:
                field.choices = bank(("", _("As above")), own=own)


class OwnQuestionForm(forms.ModelForm[OwnQuestion]):
    """A question of the association's own, in one language or both."""

    class Meta:
        model = OwnQuestion
        fields = ("fr", "en", "kind")
        widgets = {
            "kind": forms.RadioSelect,
            "fr": forms.Textarea(attrs={"rows": 2, "lang": "fr"}),
            "en": forms.Textarea(attrs={"rows": 2, "lang": "en"}),
        }

    def clean_fr(self) -> str:
        return " ".join(self.cleaned_data["fr"].split())

    def clean_en(self) -> str:
        return " ".join(self.cleaned_data["en"].split())

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if self.errors:
            return said
        if not (said["fr"] or said["en"]):
            self.add_error("fr", _("Type the question, in one language at least."))
            return said
        known = same_as(self.instance.association, said["fr"], said["en"], but=self.instance)
        if known is True:
            self.add_error(None, _("The bank has this question already."))
        elif known:
            self.say_taken(archived=known.archived)
        return said

    def say_taken(self, *, archived: bool) -> None:
        """Say that the association has this question already."""
        self.add_error(
            None,
            _("You have this question already, among the archived ones. Bring it back from there.")
            if archived
            else _("You have this question already."),
        )
