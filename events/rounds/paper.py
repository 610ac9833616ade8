"""What all rounds have on paper: the questions, and a sign for each table."""

from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings as site
from django.db.models import QuerySet
from django.utils.translation import gettext, override

from events.agenda.clock import Part, Planned
from events.agenda.formats import FORMATS
from events.agenda.models import Segment
from events.agenda.reading import read
from events.calendar.models import Event
from events.calendar.paper import logo_of, occasion_of
from events.rounds.asking import Asked
from events.rounds.format import InRounds
from networking.paper import press
from networking.paper.tables import Occasion, heading

# More tables than these are a hall with signs of its own.
MOST_SIGNS: Final = 300


def question_cards(event: Event) -> bytes:
    """Return the PDF with a card for each question of this event, in both languages of the bank."""
    occasion = occasion_of(event)
    with override(occasion.language):
        kind = gettext("Question cards")
        data = heading(occasion, kind) | {
            "cards": [card for part in _parts(event) for card in _cards(part, occasion.language)]
        }
    return printed_as("question_cards", data, kind, occasion)


def table_signs(event: Event) -> bytes:
    """Return the PDF of a sign for each table, to be folded: as many as the pairs will want."""
    occasion = occasion_of(event)
    with override(occasion.language):
        kind = gettext("Table signs")
        data = heading(occasion, kind) | {
            "word": gettext("Table"),
            "signs": list(range(1, tables_of(event) + 1)),
            "logo": list(logo_of(event.association)) or None,
        }
    return printed_as("table_signs", data, kind, occasion)


def tables_of(event: Event) -> int:
    """How many tables its rounds want: those of the largest, else as many as the guests fill."""
    parts = _parts(event)
    drawn = [len(round_.tables) for part in parts if part.state for round_ in part.state.rounds]
    guests = event.registrations.confirmed().filter(observer=False).count()
    filled = [_of(part.plan).tables_for(part.plan, guests) for part in parts]
    return min(max([1, *filled, *drawn]), MOST_SIGNS)


def has_rounds(event: Event) -> bool:
    """Whether a part in rounds is on the agenda. One query."""
    return _segments(event).exists()


def has_tables(event: Event) -> bool:
    """Whether people are drawn to tables in one of them. One query."""
    start = event.local_start
    plans = [segment.planned(start) for segment in _segments(event)]
    return any(_of(plan).draws(plan) for plan in plans)


def _segments(event: Event) -> QuerySet[Segment]:
    keys = [key for key, format_ in FORMATS.items() if isinstance(format_, InRounds)]
    return Segment.objects.filter(event=event, format__in=keys)


def _of(plan: Planned) -> InRounds:
    format_ = FORMATS[plan.format]
    assert isinstance(format_, InRounds)
    return format_


def _parts(event: Event) -> list[Part]:
    parts = read(event).state.parts
    return [part for part in parts if isinstance(FORMATS[part.plan.format], InRounds)]


def printed_as(template: str, data: dict[str, Any], kind: str, occasion: Occasion) -> bytes:
    """Return the PDF of a template of ours."""
    title = f"{kind} · {occasion.title}"
    return press.render(template, data, title=title, language=occasion.language)


def _rounds(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return gettext("Round %(number)s") % {"number": numbers[0]}
    return gettext("Rounds %(numbers)s") % {"numbers": ", ".join(map(str, numbers))}


def _cards(part: Part, language: str) -> list[dict[str, str]]:
    rounds = _of(part.plan).rounds(part.plan)
    asked = Asked.of(part.plan.options)
    other = next(code for code, _name in site.LANGUAGES if code != language)
    cards = []
    for key, numbers in asked.by_key(rounds).items():
        text = asked.text(key)
        with override(other):
            again = asked.text(key)
        every = len(numbers) == rounds
        cards.append(
            {
                "over": part.plan.title if every else _rounds(numbers),
                "text": text,
                "other": again if again != text else "",
                "other_language": other,
            }
        )
    return cards
