from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.rounds import questions


def question_choices() -> list[tuple[str, Any]]:
    """Return the bank for a select, by kind, after the choice of a new question each round."""
    groups: list[tuple[str, Any]] = [
        (str(label), [(each.key, each.text) for each in questions.BANK if each.kind is kind])
        for kind, label in questions.KINDS.items()
    ]
    return [("", _("A new one each round")), *groups]


class AskedForm(forms.Form):
    """What people are to talk about."""

    question = forms.ChoiceField(
        label=_("Question"), choices=question_choices, required=False, initial=""
    )
    own_question = forms.CharField(
        label=_("Or a question of your own"), max_length=200, required=False
    )
