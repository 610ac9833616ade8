"""A whole classic breakfast, played from the first coffee to the last word on a moved clock."""

import datetime as dt
import json

import pytest

from events.agenda.clock import Status
from events.agenda.report import report
from events.door import actions as door
from events.door.models import CheckIn, CheckInSource
from networking.push.models import Channel
from networking.time import now
from tests.factories import RegistrationFactory

MINUTE = dt.timedelta(minutes=1)


class Room:
    """The room: a facilitator, a door, and time that passes."""

    def __init__(self, console, time_machine):
        self.console, self.time, self.event = console, time_machine, console.event
        self.time.move_to(self.event.starts_at - 10 * MINUTE, tick=False)
        self.guests = RegistrationFactory.create_batch(26, event=self.event)

    def wait(self, minutes):
        self.time.shift(minutes * MINUTE)

    def arrives(self, guest):
        with self.captured():
            door.check_in(registration=guest, source=CheckInSource.SEARCH, by=None)

    def speak(self, turns):
        """Let so many people have their minute, and five seconds to change."""
        for _ in range(turns):
            self.wait(65 / 60)
            self.console.tap("round_table.next")

    @property
    def state(self):
        return self.console.reading.state

    @property
    def late(self):
        return self.state.drift(now()) / MINUTE


@pytest.fixture
def room(console, time_machine, django_capture_on_commit_callbacks):
    room = Room(console, time_machine)
    room.captured = lambda: django_capture_on_commit_callbacks(execute=True)
    return room


def test_a_whole_breakfast_with_a_late_guest_an_overrun_and_an_undo(room):
    tap = room.console.tap
    for guest in room.guests[:24]:
        room.arrives(guest)
    room.wait(10)
    tap("start")
    assert room.late == 0

    # The welcome takes three minutes more than planned.
    room.wait(18)
    assert room.late == 3
    tap("next")

    # 24 people at a minute fit; one minute each, and five seconds between two.
    tap("round_table.open")
    room.speak(5)
    room.arrives(room.guests[24])
    room.speak(18)
    detail = room.console.reading.snapshot(now())["now"]["detail"]
    assert (detail["number"], detail["total"], detail["left"]) == (24, 25, 1)

    # A tap too many, taken back: the last speaker has not lost her turn.
    room.wait(0.5)
    before = room.state
    too_many = tap("round_table.next")
    room.console.undo(too_many.rev)
    assert room.state == before
    room.wait(0.5)
    tap("round_table.next")
    assert room.state.current.state.speaking.guest == room.guests[24].public_id
    room.wait(1)
    tap("round_table.next")
    assert room.state.current.state.finished

    # Somebody comes after the last turn, and has one all the same.
    room.arrives(room.guests[25])
    assert not room.state.current.state.finished
    tap("round_table.next")
    room.speak(1)

    # The guest speaker, three minutes late; the end is kept by all that follow.
    tap("next")
    late = room.late
    assert late > 0
    tap("recover")
    assert round(room.late) == 0
    room.wait(20)
    tap("talk.questions")
    room.wait(35)
    tap("next")
    tap("pause")
    room.wait(2)
    tap("resume")
    room.wait(10)
    tap("close")

    state = room.state
    assert state.status is Status.OVER
    told = report(state, now())
    assert told.taken == state.ended_at - state.started_at
    assert sum(row.over / MINUTE for row in told.rows) == pytest.approx(told.end_late / MINUTE)
    assert told.rows[0].over == 3 * MINUTE
    assert told.rows[3].paused == 2 * MINUTE


@pytest.mark.slow
@pytest.mark.parametrize("count", [34, 500])
def test_what_is_pushed_stays_small_however_many_came(console, count):
    event = console.event
    guests = RegistrationFactory.create_batch(count, event=event)
    CheckIn.objects.bulk_create(CheckIn(registration=guest, source="search") for guest in guests)
    console.tap("start")
    sizes = []
    for kind in ("next", "round_table.open", "round_table.next", "next", "next"):
        console.tap(kind)
        sizes.append(len(Channel.objects.get(name=event.channel).payload.encode()))
    assert max(sizes) < 1500


def test_what_is_pushed_names_nobody(console):
    guest = RegistrationFactory.create(event=console.event, organisation="Atelier Secret")
    door.check_in(registration=guest, source=CheckInSource.SEARCH, by=None)
    for kind in ("start", "next", "round_table.open"):
        console.tap(kind)
    pushed = Channel.objects.get(name=console.event.channel).payload
    assert json.loads(pushed)["now"]["detail"]["speaking"] == guest.public_id
    for secret in (guest.given_name, guest.family_name, "Secret", str(guest.user.email)):
        assert secret not in pushed
