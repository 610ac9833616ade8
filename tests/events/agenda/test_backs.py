"""The agenda on the back of a badge."""

import pytest
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from events.agenda.actions.editing import lay_out
from events.agenda.backs import agenda
from events.agenda.models import Segment
from events.agenda.templates import CLASSIC
from events.calendar.models import Event
from events.door import backs
from events.door.faces import Wishes, printed
from tests.factories import BadgeFactory, EventFactory, RegistrationFactory
from tests.networking.paper import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    event = EventFactory.create()
    lay_out(event=event, template=CLASSIC, by=None)
    return event


def test_each_part_stands_there_with_its_hour_and_the_end_after_them(event: Event) -> None:
    with override("en"):
        (back,) = agenda(event, [None])
    assert back.rows == (
        ("08:00", "Accueil"),
        ("08:15", "Tour de table"),
        ("08:45", "Intervention"),
        ("09:45", "Échanges bilatéraux"),
        ("10:00", "End"),
    )
    assert not back.ruled


def test_it_is_the_same_for_everybody_and_asked_for_once(
    event: Event, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    guests = RegistrationFactory.create_batch(3, event=event)
    with django_assert_num_queries(2):
        faces = agenda(event, [*guests, None])
    assert len(faces) == 4
    assert len(set(faces)) == 1


def test_without_an_agenda_there_are_lines_to_write_on(event: Event) -> None:
    Segment.objects.all().delete()
    (back,) = agenda(event, [None])
    assert (back.rows, back.ruled) == ((), True)


def test_it_is_printed_behind_the_badge_in_the_association_s_language(event: Event) -> None:
    BadgeFactory.create(registration__event=event)
    with override("en"):
        front, back = pages.texts(printed(event, Wishes(back="agenda")))
    assert "Au programme" in back
    assert "8 h 15" in back.replace("\u00a0", " ")
    assert "Au programme" not in front


def test_a_back_that_no_room_knows_is_none(event: Event) -> None:
    assert "agenda" in backs.known()
    assert backs.faces(event, [None], "poem", panels=1) == [()]
