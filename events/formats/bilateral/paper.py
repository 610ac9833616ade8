"""Planned exchanges on paper: the list for the room, the lines on guests' own cards."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext, override

from events.agenda.formats import Scene
from events.agenda.models import Command
from events.agenda.reading import read
from events.calendar.models import Event
from events.calendar.paper import occasion_of
from events.calendar.templatetags.calendar_words import hour
from events.formats.bilateral import matrix
from events.formats.bilateral.exchanges import Exchanges
from events.formats.bilateral.faces import rows_of
from events.formats.bilateral.hours import slots_of
from events.rounds.cards import names_of
from networking.paper.prints import Lines
from networking.paper.tables import Column, Group, Row, Table, Text
from networking.paper.tables import printed as set_table


def is_planned(event: Event) -> bool:
    """Whether somebody planned meetings. One query."""
    return Command.objects.filter(run__event=event, kind="bilateral.plan").exists()


def lines(scene: Scene) -> Mapping[str, Sequence[str]]:
    """Return for each guest a line for each of her meetings, by public id. One query."""
    state: Exchanges | None = scene.part.state
    if state is None or not state.meetings:
        return {}
    names = names_of({name for each in state.meetings for name in (each.one, each.two)})
    begins = {slot.number: hour(slot.begins, scene.event) for slot in slots_of(scene)}
    found: dict[str, list[str]] = {}
    for each in sorted(state.meetings, key=lambda meeting: meeting.slot):
        for guest, other in ((each.one, each.two), (each.two, each.one)):
            said = {
                "hour": begins.get(each.slot, ""),
                "table": each.table + 1,
                "with": names[other],
            }
            found.setdefault(guest, []).append(
                gettext("%(hour)s, table %(table)s: %(with)s") % said
            )
    return found


def printed(event: Event) -> bytes:
    """Return the PDF: a group an hour, a row a table, in the association's language.

    Raises MissingGlyphsError for letters that no font draws.
    """
    occasion = occasion_of(event)
    with override(occasion.language):
        groups = [
            Group(
                heading,
                [
                    Row(
                        [[Text("strong", str(table))], [Text("strong", one)], [Text("strong", two)]]
                    )
                    for table, one, two in rows
                ],
            )
            for heading, rows in _hours(event)
        ]
        table = Table(
            kind=gettext("Planned meetings"),
            count="",
            notes=[],
            columns=[
                Column(gettext("Table"), 1),
                Column(gettext("One"), 5),
                Column(gettext("The other"), 5),
            ],
            groups=groups,
        )
    return set_table(table, occasion)


def lines_of(event: Event) -> Lines:
    """The same for a spreadsheet."""
    headings = [gettext("Hour"), gettext("Table"), gettext("One"), gettext("The other")]
    return Lines(
        headings,
        [[heading, *row] for heading, rows in _hours(event) for row in rows],
    )


def _hours(event: Event) -> list[tuple[str, list[tuple[int, str, str]]]]:
    """Return each hour with its tables and the two who meet there."""
    scene = matrix.scene_of(read(event))
    if scene is None:
        return []
    state: Exchanges = scene.part.state
    names = names_of({name for each in state.meetings for name in (each.one, each.two)})
    return [
        (
            hour(slot.begins, event),
            [(row.table, row.one, row.two) for row in rows_of(state, slot.number, names)],
        )
        for slot in slots_of(scene)
        if state.at(slot.number)
    ]
