"""The order of a round table on paper, to go on by should every screen fail."""

import datetime as dt
from typing import Final

from django.utils.translation import gettext, ngettext, override

from events.agenda.clock import Part
from events.agenda.reading import read
from events.calendar.models import Event
from events.calendar.paper import occasion_of
from events.directory.cards import Card, cards_of, with_people
from events.formats.round_table import presence
from events.formats.round_table.faces import turn_seconds
from events.formats.round_table.order import Order
from events.formats.round_table.queue import Queue, Turn, needed
from networking.paper.lists import participants
from networking.paper.tables import SMALL, Column, Group, Row, Table, Text
from networking.paper.tables import printed as set_table

# Lines for those who come later.
LATER: Final = 5
_MINUTE: Final = dt.timedelta(minutes=1)


def printed(event: Event) -> bytes:
    """Return the PDF: who speaks when, the seconds each, and that the late speak at the end.

    Once the round table is open, its own order, those ticked who have spoken; before, those who
    are here in the order that was chosen, then the others likewise. In the association's language;
    queries don't grow with the guests. Raises MissingGlyphsError for letters that no font draws.
    """
    occasion = occasion_of(event)
    part = part_of(event)
    cards = {
        card.public_id: card
        for card in cards_of(with_people(event.registrations.confirmed()).by_name())
    }
    with override(occasion.language):
        queue: Queue = (part and part.state) or Queue()
        speaking = _groups(event, part, queue, cards)
        seconds = _seconds(part, queue)
        table = Table(
            kind=gettext("Round table"),
            count=participants(len(cards)),
            notes=[
                _lengths(len(cards), seconds),
                gettext("Whoever arrives later speaks at the end."),
            ],
            columns=[
                Column(gettext("Name"), 5),
                Column(gettext("Organisation"), 5),
                Column(gettext("Remarks"), 4),
            ],
            groups=[*speaking, Group(gettext("Arrived later"), [Row()] * LATER)],
            tick=gettext("Spoke"),
            pitch="ticked",
        )
    return set_table(table, occasion)


def part_of(event: Event) -> Part | None:
    """The round table of an event: the one that is open last, else the first; None without one."""
    parts = [part for part in read(event).state.parts if part.plan.format == "round_table"]
    opened = [part for part in parts if part.state and part.state.opened]
    return next(iter(opened[-1:] or parts), None)


def _seconds(part: Part | None, queue: Queue) -> dt.timedelta:
    if queue.opened or part is None:
        return queue.turn
    return dt.timedelta(seconds=turn_seconds(part.plan))


def _lengths(count: int, turn: dt.timedelta) -> str:
    minutes = -(-needed(count, turn) // _MINUTE)
    return ngettext(
        "%(seconds)s seconds each, by the clock: %(minutes)s minute for %(count)s people.",
        "%(seconds)s seconds each, by the clock: %(minutes)s minutes for %(count)s people.",
        minutes,
    ) % {"seconds": turn.seconds, "minutes": minutes, "count": count}


def _groups(event: Event, part: Part | None, queue: Queue, cards: dict[str, Card]) -> list[Group]:
    if queue.opened:
        seats = [seat for seat in queue.seats if seat.turn is not Turn.ABSENT]
        over = {Turn.DONE, Turn.PASSED}
        rows = [
            _row(cards[seat.guest], ticked=seat.turn in over)
            for seat in seats
            if seat.guest in cards
        ]
        waiting = cards.keys() - {seat.guest for seat in seats}
        rest = [_row(card) for guest, card in cards.items() if guest in waiting]
        return [Group(gettext("In this order"), rows), Group(gettext("Not here yet"), rest)]
    if part is None:
        return [Group("", [_row(card) for card in cards.values()])]
    here = [_row(cards[guest]) for guest in presence.line_up(event, queue, part.plan)]
    rest = [_row(cards[guest]) for guest in presence.missing(event, queue, part.plan)]
    if not here:
        return [Group("", rest)]
    by_arrival = presence.order_of(queue, part.plan) is Order.ARRIVAL and not queue.seats
    heading = gettext("In the order of arrival") if by_arrival else gettext("In this order")
    return [Group(heading, here), Group(gettext("Not here yet"), rest)]


def _row(card: Card, *, ticked: bool = False) -> Row:
    return Row(
        [
            [Text("strong", card.full_name)],
            [Text("title", card.fields.get("organisation", ""), SMALL)],
            [],
        ],
        ticked=ticked,
    )
