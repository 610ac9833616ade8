"""What all rounds have on paper: the questions, and a sign for each table."""

from typing import Any, Final

from django.conf import settings as site
from django.utils.translation import gettext, override

from events.agenda.clock import Part
from events.agenda.formats import FORMATS
from events.agenda.models import Segment
from events.agenda.reading import read
from events.calendar.models import Event
from events.calendar.paper import logo_of, occasion_of
from events.rounds import questions
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
    filled = [_format(part).tables_for(part.plan, guests) for part in parts]
    return min(max([1, *filled, *drawn]), MOST_SIGNS)


def has_rounds(event: Event) -> bool:
    """Whether a part in rounds is on the agenda. One query."""
    keys = [key for key, format_ in FORMATS.items() if isinstance(format_, InRounds)]
    return Segment.objects.filter(event=event, format__in=keys).exists()


def _format(part: Part) -> InRounds:
    format_ = FORMATS[part.plan.format]
    assert isinstance(format_, InRounds)
    return format_


def _parts(event: Event) -> list[Part]:
    parts = read(event).state.parts
    return [part for part in parts if isinstance(FORMATS[part.plan.format], InRounds)]


def printed_as(template: str, data: dict[str, Any], kind: str, occasion: Occasion) -> bytes:
    """Return the PDF of a template of ours."""
    title = f"{kind} · {occasion.title}"
    return press.render(template, data, title=title, language=occasion.language)


def _cards(part: Part, language: str) -> list[dict[str, str]]:
    options = part.plan.options
    rounds, own = _format(part).rounds(part.plan), str(options.get("own_question") or "")
    asked = questions.of_rounds(rounds, str(options.get("question") or ""), own)
    other = next(code for code, _name in site.LANGUAGES if code != language)
    cards = []
    for number, key in enumerate(asked, start=1):
        text = questions.text(key)
        with override(other):
            again = questions.text(key)
        over = gettext("Round %(number)s") % {"number": number} if len(asked) > 1 else ""
        cards.append(
            {
                "over": over or part.plan.title,
                "text": text,
                "other": again if again != text else "",
                "other_language": other,
            }
        )
    return cards
