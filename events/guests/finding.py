"""From the filters of an address to the guests they mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Q
from django.http import QueryDict

from events.calendar.models import Event
from events.guests import marks
from events.guests.audience import TABS, UNANSWERED, Audience
from events.guests.models import (
    GuestTag,
    Question,
    QuestionKind,
    Registration,
    RegistrationQuerySet,
)
from networking.text import fold

YES: Final = "yes"
NO: Final = "no"
_NOES: Final = frozenset(("", "no", "non", "false", "0"))


def audience_of(query: QueryDict) -> Audience:
    """Return whom an address means."""
    return Audience.read(dict(query.lists()))


def found(event: Event, audience: Audience) -> RegistrationQuerySet:
    """Return the guests that are meant, with their users, in the order asked for.

    On the waiting list and without another wish, first come first. What the filters name and this
    event doesn't have (a tag of another association, a question that is gone) finds nobody.
    """
    guests: RegistrationQuerySet = event.registrations.select_related("user")
    if audience.statuses:
        guests = guests.filter(status__in=audience.statuses)
    guests = _narrowed(guests, event, audience)
    if audience.sort == "date":
        return guests.order_by("-created_at", "-pk")
    if audience.tab == "waiting" and not audience.sort:
        return guests.order_by("waiting_since", "pk")
    return guests.by_name()


def counts(event: Event, audience: Audience) -> dict[str, int]:
    """Return how many the filters find on each tab. One query, and one for answers."""
    guests = _narrowed(event.registrations.all(), event, audience.found)
    by_status = dict(guests.order_by().values_list("status").annotate(Count("pk", distinct=True)))
    return {
        tab: sum(by_status.get(status, 0) for status in statuses or by_status)
        for tab, statuses in TABS.items()
    }


def matching(guests: RegistrationQuerySet, text: str) -> RegistrationQuerySet:
    """Those in whose name, organisation or e-mail every word of `text` stands, accents aside.

    Of an e-mail what stands before the @ is looked at, or else every "x" would find everybody at
    exemple.org; the whole of it where the word itself reads like a part of one.
    """
    for raw in text.lower().split():
        named = Q()
        for word in fold(raw).split():
            named &= Q(search_text__contains=word) | Q(user__email__regex=f"{word}.*@")
        if "@" in raw or "." in raw:
            named |= Q(user__email__contains=raw)
        guests = guests.filter(named)
    return guests


def _narrowed(
    guests: RegistrationQuerySet, event: Event, audience: Audience
) -> RegistrationQuerySet:
    """Those who pass every filter, whatever their status."""
    guests = matching(guests, audience.text)
    if audience.kind:
        guests = guests.filter(kind=audience.kind)
    if audience.tag is not None:
        guests = guests.filter(tags=audience.tag, tags__association=event.association_id)
    if audience.first_time:
        guests = guests.filter(first_time=True)
    if audience.to_pay:
        guests = guests.filter(to_pay=True)
    if audience.diet:
        guests = guests.exclude(diet="")
    if (mark := marks.known().get(audience.mark)) is not None:
        guests = guests.filter(mark.only)
    if audience.question is not None:
        answering = _answering(event, audience.question, audience.answer)
        guests = guests.filter(pk__in=answering)
    if audience.chosen:
        guests = guests.filter(pk__in=audience.chosen)
    return guests


def _answering(event: Event, asked: int, answer: str) -> list[int]:
    """Who gave this answer. Read here: databases differ in how they look into a field's keys."""
    question = event.questions.filter(pk=asked).first()
    if question is None:
        return []
    answers = event.registrations.order_by().values_list("pk", "answers")
    return [pk for pk, said in answers if _meant(question, answer, said)]


def _meant(question: Question, wanted: str, answers: Mapping[str, Any]) -> bool:
    given = said(question, answers)
    if wanted == UNANSWERED:
        return not given
    if not wanted:
        return bool(given)
    return wanted == key_of(question, given)


def said(question: Question, answers: Mapping[str, Any]) -> str:
    """Return what a guest answered, as a text: yes and no are `YES` and `NO`; empty for nothing."""
    given = answers.get(str(question.pk))
    if given is None or given == "":
        return ""
    if question.kind == QuestionKind.YES_NO:
        return NO if given is False or fold(str(given)) in _NOES else YES
    return str(given)


def key_of(question: Question, given: str) -> str:
    """Return how an address names this answer; a free text has no name."""
    if question.kind == QuestionKind.YES_NO:
        return given
    if question.kind == QuestionKind.CHOICE and given in question.options:
        return str(question.options.index(given))
    return ""


@dataclass(frozen=True)
class Choices:
    """What this event's guest list can be filtered by."""

    tags: list[GuestTag]
    questions: list[Question]
    marks: dict[str, marks.Mark]


def choices_for(event: Event) -> Choices:
    """Return the filters there are: the tags in use, the questions asked. Two queries."""
    used = Registration.tags.through.objects.filter(registration__event=event)
    tags = event.association.guest_tags.filter(pk__in=used.values("guesttag"))
    return Choices(list(tags), list(event.questions.all()), marks.known())
