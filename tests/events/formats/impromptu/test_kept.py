"""Impromptu on a device without network: rounds drawn ahead, and what it decided, checked."""

from typing import Any

import pytest

from events.agenda import reading
from events.agenda.formats import FORMATS, Scene
from events.agenda.log import Refused
from networking.time import now
from tests.factories import RegistrationFactory


def scene_of(room) -> Scene:
    state = reading.read(room.event).state
    part = next(part for part in state.parts if part.plan.format == "impromptu")
    return Scene(event=room.event, state=state, part=part, now=now())


def test_as_many_rounds_are_drawn_ahead_as_there_are_and_nobody_meets_twice(room):
    room.enter(6)
    kept = FORMATS["impromptu"].kept(scene_of(room))
    pairs = [frozenset(table["guests"]) for drawn in kept["draws"] for table in drawn["tables"]]
    assert (len(kept["draws"]), kept["done"]) == (3, 0)
    assert len(pairs) == len(set(pairs)) == 9
    assert all(asked["text"] for asked in kept["questions"])


def test_before_anybody_is_here_those_are_drawn_who_may_come(room):
    expected = RegistrationFactory.create_batch(4, event=room.event)
    kept = FORMATS["impromptu"].kept(scene_of(room))
    drawn = {guest for table in kept["draws"][0]["tables"] for guest in table["guests"]}
    assert drawn == {guest.public_id for guest in expected}


@pytest.mark.parametrize(
    "wrong",
    [
        {"tables": "all"},
        {"tables": [{"guests": ["only one"]}], "left_over": []},
        {"tables": [{"guests": ["a stranger", "another"]}], "left_over": []},
        {"tables": [], "left_over": [7]},
    ],
)
def test_what_a_device_cannot_have_drawn_is_refused(room, wrong: dict[str, Any]):
    with pytest.raises(Refused):
        FORMATS["impromptu"].accept(scene=scene_of(room), verb="draw", payload=wrong)


def test_nobody_sits_at_two_tables(room):
    one, two, three = (guest.public_id for guest in room.enter(3))
    tables = [{"guests": [one, two]}, {"guests": [one, three]}]
    with pytest.raises(Refused):
        FORMATS["impromptu"].accept(
            scene=scene_of(room), verb="draw", payload={"tables": tables, "left_over": []}
        )


def test_a_draw_of_the_device_is_taken_as_it_is(room):
    one, two = (guest.public_id for guest in room.enter(2))
    payload = {"question": "", "tables": [{"guests": [one, two], "why": "?"}], "left_over": []}
    accepted = FORMATS["impromptu"].accept(scene=scene_of(room), verb="draw", payload=payload)
    assert accepted["tables"] == [{"table": 1, "guests": [one, two], "why": "new", "ago": None}]
