"""What was tapped without network: nothing is lost, nothing counts twice, nobody is overruled
without somebody's saying so."""

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from events.agenda import actions, reading
from events.agenda.actions import DivergedError
from events.agenda.clock import Status, ms
from events.agenda.kept import Kept
from events.agenda.models import Command
from events.agenda.tasks import close_overdue
from events.calendar.models import Status as EventStatus
from networking.time import now
from tests.factories import CheckInFactory, RegistrationFactory

EIGHT = dt.datetime(2026, 12, 1, 7, tzinfo=dt.UTC)


@pytest.fixture
def clock():
    with time_machine.travel(EIGHT, tick=False) as travelling:
        yield travelling


@pytest.fixture
def breakfast(clock, breakfast):
    breakfast.starts_at, breakfast.ends_at = EIGHT, EIGHT + dt.timedelta(hours=2)
    breakfast.save()
    return breakfast


def kept(kind: str, minute: float, *, undoes: uuid.UUID | None = None, **payload: Any) -> Kept:
    """A tap made so many minutes after eight."""
    ago = now() - (EIGHT + dt.timedelta(minutes=minute))
    return Kept(id=uuid.uuid4(), kind=kind, payload=payload, ago=ago, undoes=undoes)


def kinds() -> list[str]:
    return list(Command.objects.order_by("rev").values_list("kind", flat=True))


def test_a_whole_breakfast_enters_the_log_at_the_instants_it_was_tapped(breakfast, clock):
    clock.shift(dt.timedelta(hours=3))
    taps = [kept("start", 1), *(kept("next", minute) for minute in (15, 47, 110))]
    done = actions.catch_up(event=breakfast, base=0, taps=[*taps, kept("close", 121)], by=None)
    state = done.reading.state
    assert (done.refused, state.status) == ([], Status.OVER)
    assert [part.began_at - EIGHT for part in state.parts] == [
        dt.timedelta(minutes=minute) for minute in (1, 15, 47, 110)
    ]
    assert state.ended_at == EIGHT + dt.timedelta(minutes=121)
    breakfast.refresh_from_db()
    assert breakfast.status == EventStatus.OVER


def test_the_same_taps_again_change_nothing(breakfast, clock):
    clock.shift(dt.timedelta(hours=1))
    taps = [kept("start", 0), kept("next", 15)]
    for _ in range(2):
        done = actions.catch_up(event=breakfast, base=0, taps=taps, by=None)
    assert (done.reading.rev, kinds()) == (2, ["start", "next"])
    # An answer got lost, and one more tap came since.
    actions.catch_up(event=breakfast, base=0, taps=[*taps, kept("pause", 20)], by=None)
    assert kinds() == ["start", "next", "pause"]


def test_whoever_commanded_meanwhile_is_not_overruled_unasked(breakfast, console, clock):
    console.tap("start")
    clock.shift(dt.timedelta(minutes=10))
    console.tap("extend", seconds=300)
    clock.shift(dt.timedelta(minutes=10))
    taps = [kept("next", 15)]
    with pytest.raises(DivergedError) as diverged:
        actions.catch_up(event=breakfast, base=1, taps=taps, by=None)
    assert [command.kind for command in diverged.value.others] == ["extend"]
    assert kinds() == ["start", "extend"]
    done = actions.catch_up(event=breakfast, base=1, taps=taps, insist=True, by=None)
    assert kinds() == ["start", "extend", "undo", "next"]
    state = done.reading.state
    assert state.parts[0].length == dt.timedelta(minutes=15)
    assert state.parts[1].began_at == EIGHT + dt.timedelta(minutes=15)


def test_whoever_insists_takes_back_only_what_still_stands(breakfast, console, clock):
    console.tap("start")
    extended = console.tap("extend", seconds=300).rev
    console.undo(extended)
    clock.shift(dt.timedelta(minutes=20))
    actions.catch_up(event=breakfast, base=1, taps=[kept("next", 15)], insist=True, by=None)
    assert [part.length for part in console.reading.state.parts][:1] == [dt.timedelta(minutes=15)]
    assert console.reading.state.index == 1


def test_a_tap_taken_back_without_network_is_taken_back(breakfast, clock):
    clock.shift(dt.timedelta(minutes=30))
    first, second = kept("start", 0), kept("next", 10)
    taps = [first, second, kept("undo", 11, undoes=second.id), kept("next", 16)]
    done = actions.catch_up(event=breakfast, base=0, taps=taps, by=None)
    assert done.reading.state.parts[1].began_at == EIGHT + dt.timedelta(minutes=16)


def test_what_makes_no_sense_any_more_is_left_out_and_named(breakfast, console, clock):
    clock.shift(dt.timedelta(minutes=30))
    taps = [kept("start", 0), kept("resume", 3), kept("next", 15)]
    done = actions.catch_up(event=breakfast, base=0, taps=taps, by=None)
    assert [(tap.kind, why.reason) for tap, why in done.refused] == [("resume", "not_paused")]
    assert kinds() == ["start", "next"]


def test_an_event_that_closed_by_itself_goes_on_where_it_was(breakfast, console, clock):
    console.tap("start")
    clock.shift(dt.timedelta(hours=3, minutes=30))
    assert close_overdue() == 1
    taps = [kept("next", 15), kept("next", 45), kept("close", 122)]
    done = actions.catch_up(event=breakfast, base=1, taps=taps, by=None)
    assert done.refused == []
    assert done.reading.state.ended_at == EIGHT + dt.timedelta(minutes=122)


def test_time_never_runs_backwards_whatever_a_device_says(breakfast, console, clock):
    clock.shift(dt.timedelta(minutes=10))
    console.tap("start")
    clock.shift(dt.timedelta(minutes=10))
    done = actions.catch_up(
        event=breakfast, base=1, taps=[kept("next", 2), kept("next", 1)], by=None
    )
    began = [part.began_at for part in done.reading.state.parts[:3]]
    assert began == sorted(began)
    assert began[0] == EIGHT + dt.timedelta(minutes=10)


def test_the_round_table_is_as_the_device_knew_it_and_whoever_else_came_speaks_later(
    breakfast, clock
):
    lea, karim, late = RegistrationFactory.create_batch(3, event=breakfast)
    for guest in (lea, karim):
        CheckInFactory.create(registration=guest, at=EIGHT)
    clock.shift(dt.timedelta(minutes=40))
    CheckInFactory.create(registration=late)
    order = [karim.public_id, lea.public_id]
    taps = [
        kept("start", 0),
        kept("next", 15),
        kept("round_table.open", 15, guests=order, turn_seconds=45),
        kept("round_table.next", 16),
    ]
    done = actions.catch_up(event=breakfast, base=0, taps=taps, by=None)
    queue = done.reading.state.current.state
    assert [seat.guest for seat in queue.seats] == order
    assert queue.speaking.guest == lea.public_id
    after = actions.command(
        event=breakfast,
        kind="round_table.next",
        payload={},
        id=uuid.uuid4(),
        expected_rev=done.reading.rev,
        by=None,
    )
    assert after.reading.state.current.state.speaking.guest == late.public_id


def test_a_device_cannot_bring_strangers(breakfast, clock):
    stranger = RegistrationFactory.create()
    clock.shift(dt.timedelta(minutes=40))
    opened = kept("round_table.open", 15, guests=[stranger.public_id], turn_seconds=45)
    done = actions.catch_up(
        event=breakfast, base=0, taps=[kept("start", 0), kept("next", 15), opened], by=None
    )
    assert [why.reason for _, why in done.refused] == ["no_such_guest"]


def test_the_pack_holds_the_log_the_people_and_what_they_agreed_to_show(breakfast, console):
    lea = RegistrationFactory.create(event=breakfast, organisation="Secret", shared=[])
    CheckInFactory.create(registration=lea)
    console.tap("start")
    from events.agenda.kept import pack

    given = pack(reading.read(breakfast), now())
    assert [entry["kind"] for entry in given["log"]] == ["start"]
    assert given["here"] == [lea.public_id]
    assert given["people"][lea.public_id]["organisation"] == ""


@pytest.mark.parametrize(
    "sent",
    [
        [],
        {"base": "0", "taps": [{}]},
        {"base": 0, "taps": []},
        {"base": 0, "taps": [{"id": "x", "kind": "next", "ago": 0}]},
        {"base": 0, "taps": [{"id": str(uuid.uuid4()), "kind": "next", "ago": -1}]},
        {"base": 0, "taps": [{"id": str(uuid.uuid4()), "kind": "next", "ago": True}]},
        {"base": 0, "taps": [{"id": str(uuid.uuid4()), "kind": [], "ago": 0}]},
    ],
)
def test_what_is_no_tap_is_refused_in_words(cast, client, sent):
    client.force_login(cast.facilitator)
    path = reverse("agenda:catch_up", args=[cast.event.association.slug, cast.event.slug])
    answer = client.post(path, sent, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["error"] == "That could not be understood. Reload the page."


def test_both_histories_are_told_in_words(breakfast, cast, client, console):
    rev = console.tap("start").rev
    client.force_login(cast.facilitator)
    path = reverse("agenda:catch_up", args=[cast.event.association.slug, cast.event.slug])
    tap = {"id": str(uuid.uuid4()), "kind": "start", "payload": {}, "ago": 0}
    answer = client.post(path, {"base": rev - 1, "taps": [tap]}, content_type="application/json")
    assert answer.status_code == 409
    assert answer.json()["others"][0]["what"] == "Start"


def test_a_segment_that_went_on_by_itself_here_and_there_did_so_once(breakfast, clock):
    welcome = breakfast.segments.first()
    actions.change_segment(segment=welcome, by_itself=True, by=None)
    start = kept("start", 0)
    actions.catch_up(event=breakfast, base=0, taps=[start], by=None)
    clock.shift(dt.timedelta(minutes=20))
    due = reading.read(breakfast).due
    assert due is not None
    assert actions.go_on(event=breakfast, by=None) is not None
    mine = [kept("next", 15, auto=ms(due)), kept("pause", 17)]
    done = actions.catch_up(event=breakfast, base=1, taps=mine, by=None)
    assert (done.refused, kinds()) == ([], ["start", "next", "pause"])


def test_what_no_page_of_ours_would_send_is_refused_and_not_believed(breakfast, clock):
    clock.shift(dt.timedelta(minutes=20))
    taps = [kept("start", 0), kept("next", 15, auto=["strange"]), kept("pause", 17, auto=1)]
    done = actions.catch_up(event=breakfast, base=0, taps=taps, by=None)
    assert [tap.kind for tap, _ in done.refused] == ["next"]
    assert kinds() == ["start", "pause"]
