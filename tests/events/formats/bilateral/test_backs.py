"""The dance card on the back of a badge: lines to write on, and when it is time."""

import pytest
from django.utils.translation import override

from events.agenda.actions.editing import lay_out
from events.agenda.templates import CLASSIC
from events.door import backs
from events.formats.bilateral.backs import dance_card
from tests.factories import EventFactory, WishFactory

pytestmark = pytest.mark.django_db


def test_it_has_lines_and_says_when_the_exchanges_are() -> None:
    event = EventFactory.create()
    lay_out(event=event, template=CLASSIC, by=None)
    with override("en"):
        (card,) = dance_card(event, [None])
    assert card.ruled
    assert card.note == "Échanges bilatéraux, 09:45 to 10:00"


def test_without_exchanges_on_the_agenda_it_has_lines_all_the_same() -> None:
    (card,) = dance_card(EventFactory.create(), [None])
    assert (card.ruled, card.note) == (True, "")


def test_inside_a_butterfly_it_lies_beside_the_agenda() -> None:
    event = EventFactory.create()
    ((first, second),) = backs.faces(event, [None], "dance-card", panels=2)
    assert first == dance_card(event, [None])[0]
    assert second != first


def test_whom_one_is_to_meet_stands_there_and_nobody_elses_business_does() -> None:
    wish = WishFactory.create(state="accepted")
    open_wish = WishFactory.create(registration=wish.registration)
    asker, asked = wish.registration, wish.wanted
    cards = dance_card(asker.event, [asker, asked, open_wish.wanted, None])
    rows = [[name for _hour, name in card.rows] for card in cards]
    assert rows == [[asked.full_name], [asker.full_name], [], []]
