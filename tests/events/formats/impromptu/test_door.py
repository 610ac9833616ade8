"""What happens at the door while pairs are drawn or talk."""

from typing import Any

import pytest

from events.door import actions as door
from events.guests.models import Registration
from tests.events.formats.in_rounds import Room
from tests.factories import RegistrationFactory


@pytest.fixture
def arrive(room: Room, django_capture_on_commit_callbacks: Any) -> Any:
    """Let somebody come through the door, as a host checks her in."""

    def arrival(**fields: Any) -> Registration:
        guest = RegistrationFactory.create(event=room.event, organisation="", **fields)
        with django_capture_on_commit_callbacks(execute=True):
            door.check_in(registration=guest, source="search", by=room.by)
        return guest

    return arrival


def sizes(room: Room) -> list[int]:
    return sorted(len(table.guests) for table in room.last.tables)


def test_who_comes_once_pairs_are_drawn_has_a_table_at_once(room: Room, arrive: Any) -> None:
    room.enter(4)
    room.tap("start")
    room.tap("draw")
    late = arrive()
    assert late.public_id in room.last.guests
    assert sizes(room) == [2, 3]


def test_a_second_one_makes_two_pairs_of_the_trio_not_another_trio(room: Room, arrive: Any) -> None:
    room.enter(4)
    room.tap("start")
    room.tap("draw")
    arrive()
    arrive()
    assert sizes(room) == [2, 2, 2]
    assert len({table.number for table in room.last.tables}) == 3


def test_who_comes_while_others_talk_waits_for_the_next_round(room: Room, arrive: Any) -> None:
    room.enter(4)
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    late = arrive()
    assert late.public_id not in room.last.guests
    assert sizes(room) == [2, 2]


def test_who_comes_in_the_last_round_joins_a_pair(room: Room, arrive: Any) -> None:
    room.enter(4)
    room.tap("start")
    room.play()
    room.play()
    room.tap("draw")
    room.tap("round")
    arrive()
    assert sizes(room) == [2, 3]
    room.wait(270)
    room.tap("next")
    # Two rounds of two pairs, and a pair and a trio.
    assert room.event.encounters.count() <= 2 + 2 + 4


def test_an_observer_comes_and_nothing_changes(room: Room, arrive: Any) -> None:
    room.enter(4)
    room.tap("start")
    room.tap("draw")
    before = room.reading.rev
    arrive(observer=True)
    assert room.reading.rev == before


def test_nobody_is_seated_before_the_event_or_in_another_part(room: Room, arrive: Any) -> None:
    arrive()
    assert room.reading.rev == 0
    room.tap("start")
    arrive()
    room.tap("next")
    arrive()
    assert [entry.kind for entry in room.reading.log] == ["start", "next"]


def test_a_check_in_undone_leaves_no_empty_chair(
    room: Room, arrive: Any, django_capture_on_commit_callbacks: Any
) -> None:
    room.enter(4)
    room.tap("start")
    mistaken = arrive()
    room.enter()
    room.tap("draw")
    assert sizes(room) == [2, 2, 2]
    with django_capture_on_commit_callbacks(execute=True):
        door.undo_check_in(registration=mistaken, by=room.by)
    assert mistaken.public_id not in room.last.guests
    assert sizes(room) == [2, 3]
    assert mistaken.public_id not in room.course.gone


def test_a_seat_given_by_the_door_is_not_what_undo_takes_back(room: Room, arrive: Any) -> None:
    room.enter(4)
    room.tap("start")
    room.tap("draw")
    late = arrive()
    room.tap("round")
    room.undo()
    assert room.last.began is None
    assert late.public_id in room.last.guests
