"""An Impromptu on paper: who talks with whom, or how to do without a draw."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext, override

from events.agenda.clock import Part
from events.agenda.formats import FORMATS
from events.agenda.models import Segment
from events.agenda.reading import read
from events.calendar.models import Event
from events.calendar.paper import occasion_of
from events.formats.impromptu import circles
from events.formats.impromptu.settings import Settings
from events.guests.models import Registration
from events.rounds.cards import names_in
from events.rounds.course import Course
from events.rounds.round import Round
from networking.paper.lists import participants
from networking.paper.tables import SMALL, Column, Group, Row, Table, Text
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
        drawing = [part for part in parts if Settings.of(part.plan.options).draws]
        drawn = [part.state for part in drawing if part.state and part.state.rounds]
        if drawn:
            return set_table(_table(event, drawn[-1]), occasion)
        return circles.printed(event, drawing[0].plan.options if drawing else {}, occasion)


def without_lists(event: Event) -> bytes:
    """Return the PDF that says how the rounds go for which nobody is drawn, with room to write."""
    occasion = occasion_of(event)
    with override(occasion.language):
        found = [part.plan for part in _parts(event) if not Settings.of(part.plan.options).draws]
        return circles.printed(event, found[0].options if found else {}, occasion)


def draws_somewhere(event: Event) -> bool:
    """Whether pairs are drawn in some part. One query, and one more where in some they aren't."""
    return any(_draws(event))


def goes_without(event: Event) -> bool:
    """Whether in some part nobody is drawn. One query, and one more where that was chosen."""
    return not all(_draws(event))


def _draws(event: Event) -> list[bool]:
    found = Segment.objects.filter(event=event, format="impromptu")
    complete = FORMATS["impromptu"].complete
    return [Settings.of(complete(segment.options, event)).draws for segment in found]


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
