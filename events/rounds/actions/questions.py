"""Keeping an association's own questions. None is deleted: plans and past events name them."""

from typing import Any

from django.db import IntegrityError, transaction

from events.rounds.models import OwnQuestion
from networking.accounts.models import User
from networking.associations.models import Association
from networking.audit.actions import record


class TakenError(ValueError):
    """The association has this question already."""


@transaction.atomic
def add_question(
    *, association: Association, kind: str, fr: str, en: str, by: User | None
) -> OwnQuestion:
    """Add a question in one language or both. Raises `TakenError`; so twice is refused."""
    question = OwnQuestion(association=association, kind=kind, fr=fr, en=en)
    _saved(question)
    _noted(question, by, "rounds.question_added")
    return question


@transaction.atomic
def change_question(
    *, question: OwnQuestion, kind: str, fr: str, en: str, by: User | None
) -> OwnQuestion:
    """Say it otherwise. Twice is once; raises `TakenError`.

    Events to come say it so, those that have begun go on saying what they said.
    """
    question.kind, question.fr, question.en = kind, fr, en
    _saved(question)
    _noted(question, by, "rounds.question_changed")
    return question


@transaction.atomic
def archive_question(*, question: OwnQuestion, archived: bool, by: User | None) -> None:
    """No longer offer a question, or offer it again. Twice is once; plans keep theirs."""
    changed = OwnQuestion.objects.filter(pk=question.pk).exclude(archived=archived)
    if changed.update(archived=archived):
        verb = "rounds.question_archived" if archived else "rounds.question_brought_back"
        _noted(question, by, verb)


def _saved(question: OwnQuestion) -> None:
    try:
        with transaction.atomic():
            question.save()
    except IntegrityError:
        raise TakenError from None


def _noted(question: OwnQuestion, by: User | None, verb: str, **details: Any) -> None:
    record(by=by, verb=verb, subject=question, association=question.association, **details)
