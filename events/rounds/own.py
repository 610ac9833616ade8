"""An association's own questions: what a plan needs of them, and what they are compared with."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings as site
from django.utils.translation import override

from events.calendar.models import Event
from events.rounds import questions
from events.rounds.asking import NAMES, OURS, Asked
from events.rounds.models import OWN, OwnQuestion
from networking.associations.models import Association
from networking.text import fold


def with_texts(options: Mapping[str, Any], event: Event) -> dict[str, Any]:
    """Return a segment's options with what its association's own questions say just now.

    One query, and none where none of them is asked. Another association's are not known.
    """
    bare = {name: value for name, value in options.items() if name != "texts"}
    chosen = {str(options.get(name)) for name in NAMES}
    if OURS not in chosen and not any(key.startswith(OWN) for key in chosen):
        return bare
    own = OwnQuestion.objects.filter(association=event.association_id)
    wanted = {
        question.key: question.to_json()
        for question in own
        if question.key in chosen or (OURS in chosen and not question.archived)
    }
    return {**bare, "texts": wanted}


def labels(own: Iterable[OwnQuestion]) -> dict[str, str]:
    """Return what these say, by key, in the language of who reads it."""
    asked = Asked(texts={question.key: question.to_json() for question in own})
    return {key: asked.text(key) for key in asked.texts}


def same_as(association: Association, fr: str, en: str, *, but: OwnQuestion) -> OwnQuestion | bool:
    """Return the question that says this already, True if it is one of the bank; else False.

    Capitals, accents and marks make no difference.
    """
    said = {fold(text) for text in (fr, en) if text}
    for question in OwnQuestion.objects.filter(association=association):
        if question != but and said & {fold(question.fr), fold(question.en)} - {""}:
            return question
    return bool(said & _of_the_bank())


def _of_the_bank() -> set[str]:
    found = set()
    for code, _name in site.LANGUAGES:
        with override(code):
            found |= {fold(questions.text(question.key)) for question in questions.BANK}
    return found
