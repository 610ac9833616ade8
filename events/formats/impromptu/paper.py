"""An Impromptu on paper: who talks with whom, or how to do without a draw."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext, ngettext, override

from events.agenda.clock import Part
from events.agenda.reading import read
from events.calendar.models import Event
from events.calendar.paper import occasion_of
from events.formats.impromptu.settings import Settings
from events.guests.models import Registration
from events.rounds import questions
from events.rounds.cards import names_in
from events.rounds.course import Course, Round
from events.rounds.paper import printed_as
from events.rounds.steps import TOGETHER, steps
from networking.paper.lists import participants
from networking.paper.tables import SMALL, Column, Group, Occasion, Row, Table, Text, heading
from networking.paper.tables import printed as set_table
from networking.text import fold

# As many rounds as there is room for beside each other; the last ones count.
MOST_ROUNDS: Final = 3


def pairs(event: Event) -> bytes:
    """Return the PDF of the rounds that are drawn, by first name: with whom, at which table.

    Where none is drawn yet, a sheet that says how two facing circles go, with room to write. In the
    association's language. Raises MissingGlyphsError for letters that no font draws.
    """
    occasion, parts = occasion_of(event), _parts(event)
    with override(occasion.language):
        drawn = [part.state for part in parts if part.state and part.state.rounds]
        if drawn:
            return set_table(_table(event, drawn[-1]), occasion)
        return _by_hand(event, parts, occasion)


def _parts(event: Event) -> list[Part]:
    return [part for part in read(event).state.parts if part.plan.format == "impromptu"]


def _table(event: Event, course: Course) -> Table:
    rounds = course.rounds[-MOST_ROUNDS:]
    seated = {guest for round_ in rounds for guest in round_.guests}
    guests = sorted(
        Registration.objects.filter(event=event, public_id__in=seated),
        key=lambda guest: (fold(guest.given_name), guest.sort_name),
    )
    names = names_in(course)
    return Table(
        kind=gettext("Pairs"),
        count=participants(len(guests)),
        notes=[gettext("By first name. Go to your table; whoever is there first waves.")],
        columns=[
            Column(gettext("First name"), 4),
            *(
                Column(gettext("Round %(number)s") % {"number": round_.number}, 5)
                for round_ in rounds
            ),
        ],
        groups=[
            Group("", [Row([_name(guest), *_seats(guest, rounds, names)]) for guest in guests])
        ],
    )


def _name(guest: Registration) -> list[Text]:
    return [Text("strong", guest.given_name), Text("soft", guest.family_name, SMALL)]


def _seats(guest: Registration, rounds: Sequence[Round], names: dict[str, str]) -> list[list[Text]]:
    cells = []
    for round_ in rounds:
        table = round_.table_of(guest.public_id)
        if table is None:
            cells.append([Text("soft", "–", SMALL)])
            continue
        others = [names[other] for other in table.guests if other != guest.public_id]
        number = gettext("Table %(number)s") % {"number": table.number}
        cells.append([Text("strong", number), *(Text("title", name, SMALL) for name in others)])
    return cells


def _by_hand(event: Event, parts: Sequence[Part], occasion: Occasion) -> bytes:
    settings = Settings.of(parts[0].plan.options if parts else {})
    asked = questions.of_rounds(settings.rounds, settings.question, settings.own_question)
    kind = gettext("Impromptu, without a draw")
    guests = event.registrations.confirmed().filter(observer=False).count()
    data = heading(occasion, kind, participants(guests)) | {
        "alt": gettext(
            "Two circles of people facing each other; an arrow along the outer one shows that it"
            " moves one place each round."
        ),
        "steps": _steps(settings),
        "questions_label": gettext("The questions"),
        "questions": [questions.text(key) for key in asked],
        "rounds_label": gettext("The rounds"),
        "headings": [gettext("Round"), gettext("From"), gettext("To"), gettext("Remarks")],
        "rounds": settings.rounds,
    }
    return printed_as("circles", data, kind, occasion)


def _steps(settings: Settings) -> list[str]:
    together = any(step.length == TOGETHER for step in steps(settings.minutes)[-1:])
    halves = (
        gettext("one speaks, then the other, and the last minute is for both")
        if together
        else gettext("half for one, half for the other")
    )
    said = {"minutes": settings.minutes, "halves": halves}
    odd = (
        gettext("If somebody is left over, an organiser joins in.")
        if settings.joker
        else gettext("If somebody is left over, one pair becomes three.")
    )
    return [
        gettext("Form two circles with as many people in each, the inner one facing outwards.")
        + f" {odd}",
        gettext("Ask the question. Everyone thinks for half a minute, without a word."),
        ngettext(
            "%(minutes)s minute with whoever stands opposite: %(halves)s.",
            "%(minutes)s minutes with whoever stands opposite: %(halves)s.",
            settings.minutes,
        )
        % said,
        gettext("Ring. They thank each other, and the outer circle moves one place to the right."),
        ngettext("That was it: %(rounds)s round.", "%(rounds)s rounds in all.", settings.rounds)
        % {"rounds": settings.rounds},
    ]
