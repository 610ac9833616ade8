"""Rooms wanted, made by a worker, looked into and closed."""

import pytest
from django.conf import LazySettings
from pytest_django import DjangoCaptureOnCommitCallbacks

from events.calendar.models import Event, Status
from events.calendar.signals import event_created, status_changed
from events.rooms import actions
from events.rooms.models import EventRooms, MadeRoom, RoomState, VideoServer, Where
from events.rooms.online import online
from events.rooms.signals import room_failed
from events.rooms.tasks import close_rooms, look_into_rooms, make_rooms, sweep_rooms
from networking.audit.models import Entry
from tests.events.rooms.conftest import use
from tests.factories import EventFactory
from tests.services.bigbluebutton import SECRET, BigBlueButton

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(bbb: BigBlueButton, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Event:
    """An online event whose rooms are on the stand-in."""
    settings.VIDEO_PRIVATE_ADDRESSES = True
    monkeypatch.setattr(actions, "PAUSES", (0.0, 0.01, 0.01))
    event = EventFactory.create(live=True, venue="", address="")
    use(event.association, "bigbluebutton", bbb.url, SECRET)
    actions.choose(event=event, where=Where.ONLINE, by=None)
    return fresh(event)


def fresh(event: Event) -> Event:
    return Event.objects.select_related("association").get(pk=event.pk)


def states(event: Event) -> dict[int, str]:
    return dict(MadeRoom.objects.filter(event=event).values_list("number", "state"))


def test_wanted_rooms_are_made_and_stay_for_the_next_round(
    event: Event, bbb: BigBlueButton
) -> None:
    assert actions.want(event=event, numbers=[1, 2, 3], by=None)
    assert states(event) == dict.fromkeys((1, 2, 3), RoomState.WANTED)
    assert actions.make(event=event, seconds=5)
    assert states(event) == dict.fromkeys((1, 2, 3), RoomState.READY)
    names = {meeting.name for meeting in bbb.meetings.values()}
    assert names == {"Table 1", "Table 2", "Table 3"}
    assert not actions.want(event=event, numbers=[1, 2, 3], by=None)
    assert actions.want(event=event, numbers=[1, 2, 3], again=True, by=None)
    assert states(event) == dict.fromkeys((1, 2, 3), RoomState.READY)
    actions.make(event=event, seconds=5)
    assert len(bbb.meetings) == 3
    assert len(bbb.asked("create")) == 6


def test_twenty_rooms_are_made_and_more_are_left_to_the_next_worker(
    event: Event, bbb: BigBlueButton
) -> None:
    actions.want(event=event, numbers=range(1, 21), by=None)
    assert not actions.make(event=event, seconds=0)
    assert RoomState.WANTED in states(event).values()
    assert actions.make(event=event, seconds=20)
    assert set(states(event).values()) == {RoomState.READY}
    assert len(bbb.meetings) == 20


def test_a_passing_fault_is_tried_again(event: Event, bbb: BigBlueButton) -> None:
    bbb.faults = [500, 503]
    actions.want(event=event, numbers=[1], by=None)
    actions.make(event=event, seconds=5)
    assert states(event) == {1: RoomState.READY}


def test_a_server_that_is_down_is_asked_for_one_room_only(event: Event, bbb: BigBlueButton) -> None:
    bbb.answers_with = 500
    heard: list[int] = []

    def hear(*, number: int, **_: object) -> None:
        heard.append(number)

    room_failed.connect(hear)
    actions.want(event=event, numbers=range(1, 30), by=None)
    actions.make(event=event, seconds=5)
    room_failed.disconnect(hear)
    assert set(states(event).values()) == {RoomState.FAILED}
    assert len(bbb.calls) == len(actions.PAUSES)
    # There is nowhere else to go.
    assert not heard
    bbb.answers_with = None
    assert actions.sweep() == [event.pk]
    make_rooms(event.pk)
    assert set(states(event).values()) == {RoomState.READY}


def test_one_room_that_cannot_be_made_is_told_and_the_others_are(
    event: Event, bbb: BigBlueButton
) -> None:
    bbb.refuses = {"Table 3"}
    heard: list[int] = []

    def hear(*, number: int, **_: object) -> None:
        heard.append(number)

    room_failed.connect(hear)
    actions.want(event=event, numbers=[1, 2, 3, 4], by=None)
    actions.make(event=event, seconds=5)
    room_failed.disconnect(hear)
    assert heard == [3]
    assert states(event)[3] == RoomState.FAILED
    assert states(event)[4] == RoomState.READY


def test_a_worker_looks_where_somebody_is(event: Event, bbb: BigBlueButton) -> None:
    actions.want(event=event, numbers=[1, 2], by=None)
    actions.make(event=event, seconds=5)
    bbb.meetings[online(event).room(2).key].people.append(("Zoë", "VIEWER"))
    actions.look(event=event)
    assert dict(MadeRoom.objects.values_list("number", "running")) == {1: False, 2: True}
    bbb.answers_with = 500
    actions.look(event=event)
    assert set(MadeRoom.objects.values_list("running", flat=True)) == {None}


def test_when_the_event_is_over_its_rooms_end(event: Event, bbb: BigBlueButton) -> None:
    actions.want(event=event, numbers=[0, 1, 2], by=None)
    actions.make(event=event, seconds=5)
    actions.close(event=event)
    assert len(bbb.meetings) == 3
    Event.objects.filter(pk=event.pk).update(status=Status.OVER)
    actions.close(event=fresh(event))
    assert not bbb.meetings
    assert not states(event)
    actions.close(event=fresh(event))


def test_another_server_gets_the_rooms_anew_and_not_the_old_ones_secret(
    event: Event, bbb: BigBlueButton
) -> None:
    actions.want(event=event, numbers=[1], by=None)
    actions.make(event=event, seconds=5)
    use(event.association, "bigbluebutton", "https://other.example/bigbluebutton")
    assert VideoServer.objects.get().secret == ""
    assert states(event) == {1: RoomState.WANTED}


def test_nothing_is_made_where_people_are_in_the_room_or_rooms_need_no_making(
    event: Event, bbb: BigBlueButton
) -> None:
    actions.choose(event=event, where=Where.IN_THE_ROOM, by=None)
    assert not actions.want(event=fresh(event), numbers=[1], by=None)
    actions.choose(event=event, where=Where.BOTH, by=None)
    assert actions.want(event=fresh(event), numbers=[1], by=None)
    use(event.association, "jitsi", "https://meet.example.org")
    assert not actions.want(event=fresh(event), numbers=[2], by=None)
    make_rooms(event.pk)
    assert not bbb.calls


def test_a_worker_is_told_once_it_is_committed(
    event: Event,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    told: list[tuple[object, ...]] = []
    monkeypatch.setattr(actions.poke, "tell", lambda *args: told.append(args))
    with django_capture_on_commit_callbacks(execute=True):
        actions.want(event=event, numbers=[1], by=None)
    sweep_rooms()
    assert told == [(actions.MAKE, event.pk)] * 2


def test_a_secret_is_sealed_kept_and_in_no_log(event: Event) -> None:
    server = VideoServer.objects.get()
    assert SECRET not in server.sealed_secret
    assert server.secret == SECRET
    use(event.association, "bigbluebutton", server.address)
    assert VideoServer.objects.get().secret == SECRET
    assert not any(SECRET in str(entry.details) for entry in Entry.objects.all())
    assert EventRooms.objects.get().where == Where.ONLINE


def test_a_secret_sealed_with_another_key_is_none(event: Event, settings: LazySettings) -> None:
    settings.SECRET_KEY = "another one"
    assert VideoServer.objects.get().secret == ""


def test_a_rooms_key_is_its_own_and_always_the_same(event: Event) -> None:
    other = EventFactory.create(association=event.association)
    keys = {online(one).room(number).key for one in (event, other) for number in range(20)}
    assert len(keys) == 40
    assert online(event).room(3) == online(fresh(event)).room(3)
    assert all(len(key) == 32 for key in keys)


@pytest.mark.parametrize(
    ("place", "where"),
    [
        ({"venue": "Café", "online_url": ""}, Where.IN_THE_ROOM),
        ({"venue": "", "address": "", "online_url": "https://x.example"}, Where.ONLINE),
        ({"venue": "Café", "online_url": "https://x.example"}, Where.BOTH),
        ({"venue": "", "address": "", "online_url": ""}, Where.IN_THE_ROOM),
    ],
)
def test_where_nobody_chose_the_events_place_says_it(place: dict[str, str], where: str) -> None:
    event = EventFactory.create(**place)
    assert online(event).where == where
    assert online(event).has_main is bool(place["online_url"])
    assert not online(event).has_rooms


def test_a_new_event_meets_as_the_last_one_did(event: Event) -> None:
    later = EventFactory.create(association=event.association)
    event_created.send(sender=Event, event=later, copied_from=event, by=None)
    assert online(fresh(later)).where == Where.ONLINE
    alone = EventFactory.create(association=event.association)
    event_created.send(sender=Event, event=alone, copied_from=None, by=None)
    assert online(fresh(alone)).where == Where.IN_THE_ROOM


def test_a_main_room_is_opened_with_the_event_and_all_close_with_it(
    event: Event, monkeypatch: pytest.MonkeyPatch, bbb: BigBlueButton
) -> None:
    told: list[tuple[object, ...]] = []
    monkeypatch.setattr(actions.poke, "tell", lambda *args: told.append(args))
    status_changed.send(sender=Event, event_id=event.pk, status=Status.LIVE)
    assert states(event) == {0: RoomState.WANTED}
    MadeRoom.objects.all().delete()
    Event.objects.filter(pk=event.pk).update(online_url="https://visio.exemple.org/salon")
    status_changed.send(sender=Event, event_id=event.pk, status=Status.LIVE)
    assert not states(event)


def test_tasks_of_an_event_that_is_gone_do_nothing() -> None:
    for task in (make_rooms, look_into_rooms, close_rooms):
        task(0)


def test_rooms_of_an_event_without_a_service_are_only_forgotten(
    event: Event, bbb: BigBlueButton
) -> None:
    MadeRoom.objects.create(event=event, number=1, state=RoomState.READY)
    use(event.association, "none", "")
    look_into_rooms(event.pk)
    Event.objects.filter(pk=event.pk).update(status=Status.OVER)
    close_rooms(event.pk)
    assert not states(event)
    assert not bbb.calls


def test_a_room_that_cannot_be_closed_is_left_to_its_server(
    event: Event, bbb: BigBlueButton
) -> None:
    actions.want(event=event, numbers=[1], by=None)
    make_rooms(event.pk)
    look_into_rooms(event.pk)
    Event.objects.filter(pk=event.pk).update(status=Status.OVER)
    bbb.answers_with = 500
    close_rooms(event.pk)
    assert not states(event)
    assert len(bbb.meetings) == 1
