"""What organisers ask in their own words, and what guests answer."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from events.calendar.models import Event
from events.guests.actions._desk import locked
from events.guests.models import Question, QuestionKind, Registration
from events.guests.questions import MOST, key
from networking.accounts.models import User
from networking.audit.actions import record


class TooMany(Exception):
    """No more than `questions.MOST` are asked at one event."""


@transaction.atomic
def ask(
    *,
    event: Event,
    label: str,
    kind: QuestionKind,
    options: Sequence[str] = (),
    required: bool = False,
    by: User | None,
) -> Question:
    """Ask one more question, after the others. The same twice is once. Raises `TooMany`."""
    event = locked(event)
    asked = list(event.questions.all())
    same = [each for each in asked if (each.label, each.kind) == (label, kind)]
    if same:
        return same[0]
    if len(asked) >= MOST:
        raise TooMany
    position = max((each.position for each in asked), default=0) + 1
    question = Question.objects.create(
        event=event,
        label=label,
        kind=kind,
        options=list(options) if kind == QuestionKind.CHOICE else [],
        required=required,
        position=position,
    )
    record(by=by, verb="question.asked", subject=question, association=event.association)
    return question


@transaction.atomic
def rephrase(
    *,
    question: Question,
    label: str,
    options: Sequence[str] = (),
    required: bool = False,
    by: User | None,
) -> Question:
    """Put a question in other words, with other options; what was answered stays as it was said.

    What kind of answer it takes doesn't change: that would be another question. Twice is once. Of
    one that is asked no more: nothing.
    """
    question.label, question.required = label, required
    if question.kind == QuestionKind.CHOICE:
        question.options = list(options)
    said = {"label": label, "required": required, "options": question.options}
    if not Question.objects.filter(pk=question.pk).update(**said):
        return question
    record(
        by=by,
        verb="question.rephrased",
        subject=question,
        association=question.event.association,
    )
    return question


@transaction.atomic
def move_question(*, question: Question, up: bool, by: User | None) -> None:  # noqa: ARG001
    """Ask a question one place earlier, or later; the first stays first, the last last.

    One that is asked no more stays away.
    """
    event = locked(question.event)
    order = list(event.questions.all())
    if question not in order:
        return
    at = order.index(question)
    to = min(max(at + (-1 if up else 1), 0), len(order) - 1)
    order.insert(to, order.pop(at))
    for position, each in enumerate(order, start=1):
        each.position = position
    Question.objects.bulk_update(order, ["position"])


@transaction.atomic
def drop_question(*, question: Question, by: User | None) -> None:
    """Ask a question no more, and forget what was answered to it."""
    event = locked(question.event)
    record(by=by, verb="question.dropped", subject=question, association=event.association)
    answered = event.registrations.filter(answers__has_key=key(question))
    changed = list(answered.only("pk", "answers"))
    for registration in changed:
        del registration.answers[key(question)]
    Registration.objects.bulk_update(changed, ["answers"], batch_size=500)
    question.delete()


@transaction.atomic
def copy_questions(*, event: Event, copied_from: Event, by: User | None) -> list[Question]:  # noqa: ARG001
    """Ask at `event` what was asked at another one, in the same order. Twice asks twice."""
    return Question.objects.bulk_create(
        Question(
            event=event,
            label=each.label,
            kind=each.kind,
            options=each.options,
            required=each.required,
            position=each.position,
        )
        for each in copied_from.questions.all()
    )


@transaction.atomic
def answer(
    *,
    registration: Registration,
    diet: str,
    answers: Mapping[str, str | bool],
    by: User | None,
) -> Registration:
    """Keep what a guest eats and what she answered, in place of what she said before.

    Twice changes nothing.
    """
    registration.diet, registration.answers = diet, dict(answers)
    registration.save(update_fields=["diet", "answers"])
    if by is not None and by != registration.user:
        record(
            by=by,
            verb="guest.answered_for",
            subject=registration,
            association=registration.event.association,
        )
    return registration
