"""What organisers ask in their own words: as fields of a form, and the answers read again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.guests.models import Question, QuestionKind, Registration

# More would be a form, and registering takes a name and an address.
MOST: Final = 8
MOST_OPTIONS: Final = 12
LENGTH: Final = 300
_YES_NO: Final = (("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))
_NOTHING: Final = (("", "–"),)


@dataclass(frozen=True)
class Answer:
    """A question and what a guest answered, in words; empty where she said nothing."""

    question: Question
    text: str


def answers_of(
    registration: Registration, questions: Iterable[Question] | None = None
) -> list[Answer]:
    """Return each question of the event with this guest's answer, in the organisers' order.

    One query, or none where `questions` are given: those of the event, for a whole list. An
    answer to a question that is gone is not among them.
    """
    asked = registration.event.questions.all() if questions is None else questions
    return [
        Answer(question, in_words(registration.answers.get(key(question)))) for question in asked
    ]


def in_words(given: str | bool | None) -> str:
    """Return an answer as it is kept in words: yes and no in the active language."""
    if isinstance(given, bool):
        return _("Yes") if given else _("No")
    return given or ""


def key(question: Question) -> str:
    """Return under which name a question's answer is kept on registrations."""
    return str(question.pk)


def name_of(question: Question) -> str:
    """Return how a question's field is called in forms."""
    return f"question_{question.pk}"


def fields_for(
    questions: Iterable[Question], answers: Mapping[str, str | bool]
) -> dict[str, forms.Field]:
    """Return a field for each question, by its name, beginning with what was answered before."""
    return {name_of(each): _field(each, answers.get(key(each))) for each in questions}


def answers_in(questions: Sequence[Question], cleaned: Mapping[str, Any]) -> dict[str, str | bool]:
    """Return what was answered in a valid form, as registrations keep it; silence is not kept."""
    said = {key(each): cleaned.get(name_of(each)) for each in questions}
    return {name: given for name, given in said.items() if given is not None and given != ""}


def _field(question: Question, answered: str | bool | None) -> forms.Field:
    given: dict[str, Any] = {"label": question.label, "required": question.required}
    blank = () if question.required else _NOTHING
    if question.kind == QuestionKind.YES_NO:
        widget = forms.RadioSelect if question.required else forms.Select
        initial = {True: "yes", False: "no"}.get(answered) if isinstance(answered, bool) else None
        return forms.TypedChoiceField(
            choices=[*blank, *_YES_NO],
            coerce=lambda said: said == "yes",
            empty_value=None,
            widget=widget,
            initial=initial,
            **given,
        )
    if question.kind == QuestionKind.CHOICE:
        options = [(option, option) for option in question.options]
        return forms.ChoiceField(choices=[*_NOTHING, *options], initial=answered, **given)
    return forms.CharField(max_length=LENGTH, initial=answered, **given)
