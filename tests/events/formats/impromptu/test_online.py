"""Impromptu online: which room is whose, and what becomes of a room that doesn't work."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from events.agenda import kept, room_links
from events.agenda.formats import FORMATS
from events.agenda.log import Refused
from events.calendar.actions import make_pass
from events.calendar.models import Event, Lent, Pass, Status
from events.formats.impromptu import video
from events.formats.impromptu.format import ImpromptuSettings
from events.guests.models import Registration
from events.guests.models import Status as Coming
from events.rooms import actions as rooms
from events.rooms.models import MadeRoom, RoomState, Where
from events.rooms.online import online
from networking.associations.models import Role
from networking.time import now
from tests.events.formats.impromptu.test_pages import shown, words
from tests.events.formats.in_rounds import Room
from tests.events.rooms.conftest import use
from tests.factories import EventFactory, MembershipFactory, ProfileFactory
from tests.services.bigbluebutton import SECRET, BigBlueButton

PATTERN = "https://meet.example/{event}-{table}-{key}"


@pytest.fixture
def bbb() -> Iterator[BigBlueButton]:
    server = BigBlueButton()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def by_pattern(room: Room) -> Room:
    """An online event whose rooms are known by their addresses."""
    use(room.event.association, "pattern", PATTERN)
    return moved_online(room)


@pytest.fixture
def on_bbb(room: Room, bbb: BigBlueButton, settings: LazySettings, monkeypatch: Any) -> Room:
    """An online event whose rooms must be made."""
    settings.VIDEO_PRIVATE_ADDRESSES = True
    monkeypatch.setattr(rooms, "PAUSES", (0.0,))
    use(room.event.association, "bigbluebutton", bbb.url, SECRET)
    return moved_online(room)


def moved_online(room: Room, where: str = Where.ONLINE) -> Room:
    rooms.choose(event=room.event, where=where, by=None)
    reload(room)
    return room


def reload(room: Room) -> None:
    """Take the event anew, as each request does."""
    room.event = Event.objects.select_related("association").get(pk=room.event.pk)


def make(room: Room) -> None:
    """Let a worker do what it was told."""
    reload(room)
    rooms.make(event=room.event, seconds=10)


def link(page: str, label: str) -> str | None:
    """Where a page's link or form of that name leads."""
    found = re.search(rf'href="([^"]*/room/[^"]*)"[^>]*>(?:(?!</a>).)*{label}', page, re.DOTALL)
    return found and found[1]


def click(path: str | None) -> HttpResponse:
    """Follow a link of ours, in a browser that knows nobody."""
    assert path
    return Client().get(path)


def joined(room: Room, guest: Registration, label: str = "Join our room") -> str:
    """The address a guest is led to from her phone."""
    answer = click(link(shown(room, "phone", guest.user), label))
    assert answer.status_code == 302
    return answer.headers["Location"]


def lose(room: Room, guest: Registration, page: str = "") -> str:
    """Say on a guest's phone that her room doesn't work; return the page she comes to."""
    page = page or shown(room, "phone", guest.user)
    form = re.search(r'<form method="post" action="([^"]*/lost/)">(.*?)</form>', page, re.DOTALL)
    assert form
    said = dict(re.findall(r'name="(room|occasion)" value="(\d+)"', form[2]))
    client = Client()
    client.force_login(guest.user)
    answer = client.post(form[1], said, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def partners(room: Room, guest: Registration) -> set[str]:
    table = room.last.table_of(guest.public_id)
    return {*table.guests} - {guest.public_id} if table else set()


def test_both_of_a_pair_come_into_one_room_and_others_into_another(by_pattern: Room) -> None:
    room = by_pattern
    guests = {guest.public_id: guest for guest in room.enter(6)}
    room.tap("start")
    room.tap("draw")
    met = [{joined(room, guests[one]) for one in table.guests} for table in room.last.tables]
    assert all(len(addresses) == 1 for addresses in met)
    assert len(set.union(*met)) == 3
    for (address,) in met:
        assert re.fullmatch(rf"https://meet\.example/{room.event.slug}-\d-[0-9a-f]{{32}}", address)


def test_no_address_stands_in_a_page_a_snapshot_or_a_pack(by_pattern: Room) -> None:
    room = by_pattern
    guests = room.enter(4)
    room.tap("start")
    room.tap("draw")
    key = online(room.event).room(1).key
    told = [shown(room, "phone", guest.user) for guest in guests]
    told += [shown(room, view, room.by) for view in ("console", "screen")]
    told += [str(room.reading.snapshot(now())), str(kept.pack(room.reading, now()))]
    for said in told:
        assert "meet.example" not in said
        assert key not in said


def test_an_answer_that_leads_into_a_room_is_kept_nowhere(by_pattern: Room) -> None:
    (guest, _) = by_pattern.enter(2)
    by_pattern.tap("start")
    by_pattern.tap("draw")
    answer = click(link(shown(by_pattern, "phone", guest.user), "Join our room"))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_same_link_leads_to_another_room_in_the_next_round(by_pattern: Room) -> None:
    room = by_pattern
    guests = room.enter(8)
    room.tap("start")
    room.tap("draw")
    page = shown(room, "phone", guests[0].user)
    path, back = link(page, "Join our room"), link(page, "Back to the main room")
    seen = set()
    for _ in range(3):
        room.tap("round")
        room.wait(100)
        table = room.last.table_of(guests[0].public_id)
        assert table
        address = click(path).headers["Location"]
        # Again, after the connection was lost.
        assert click(path).headers["Location"] == address
        assert f"-{table.number}-" in address
        seen.add(address)
        room.wait(200)
        # The round is over: her room is the main one, whichever link she takes.
        main = click(back).headers["Location"]
        assert click(path).headers["Location"] == main
        assert f"{room.event.slug}-0-" in main
        room.tap("draw")
    assert seen


def test_the_events_own_address_is_its_main_room(by_pattern: Room) -> None:
    room = by_pattern
    Event.objects.filter(pk=room.event.pk).update(online_url="https://visio.exemple.org/salon")
    (guest, _) = room.enter(2)
    assert joined(room, guest, "Join the main room") == "https://visio.exemple.org/salon"
    room.tap("start")
    assert joined(room, guest, "Join the main room") == "https://visio.exemple.org/salon"


def test_in_the_room_nothing_is_said_of_rooms_online(room: Room) -> None:
    use(room.event.association, "pattern", PATTERN)
    (guest, _) = room.enter(2)
    room.tap("start")
    room.tap("draw")
    page = shown(room, "phone", guest.user)
    assert "/room/" not in page
    assert "Table 1" in words(page)


def test_where_both_are_each_has_a_table_and_a_room(room: Room) -> None:
    use(room.event.association, "pattern", PATTERN)
    moved_online(room, Where.BOTH)
    (guest, _) = room.enter(2)
    room.tap("start")
    room.tap("draw")
    assert "Table 1" in words(shown(room, "phone", guest.user))
    assert "meet.example" in joined(room, guest)
    assert "find your table" in words(shown(room, "screen", room.by))


def test_online_nobody_looks_for_a_table(by_pattern: Room) -> None:
    (guest, _) = by_pattern.enter(2)
    by_pattern.tap("start")
    by_pattern.tap("draw")
    page = words(shown(by_pattern, "phone", guest.user))
    assert "Table 1" not in page
    assert "Meet each other in your room." in page
    assert "join your room" in words(shown(by_pattern, "screen", by_pattern.by))


# --- Who comes in ---


def test_others_see_the_name_of_whoever_comes_and_nothing_else(room: Room) -> None:
    use(room.event.association, "jitsi", "https://jitsi.example")
    moved_online(room)
    (guest, _) = room.enter(2, organisation="SCOP Le Fournil", title="Directrice", shared=[])
    ProfileFactory.create(user=guest.user)
    room.tap("start")
    room.tap("draw")
    told = urlsplit(joined(room, guest)).fragment
    pairs = dict(each.split("=", 1) for each in told.split("&"))
    assert json.loads(unquote(pairs["userInfo.displayName"])) == guest.full_name
    told = unquote(told)
    for hidden in ("Fournil", "Directrice", guest.user.email or "@"):
        assert hidden not in told


def test_a_link_is_worth_nothing_elsewhere_forged_or_old(by_pattern: Room) -> None:
    room = by_pattern
    (guest, _) = room.enter(2)
    room.tap("start")
    room.tap("draw")
    path = link(shown(room, "phone", guest.user), "Join our room")
    assert path
    other = EventFactory.create(association=room.event.association, live=True)
    rooms.choose(event=other, where=Where.ONLINE, by=None)
    assert click(path.replace(room.event.slug, other.slug)).status_code == 404
    assert click(path[:-3] + "x/").status_code == 404
    assert click(path).status_code == 302
    Registration.objects.filter(pk=guest.pk).update(status=Coming.CANCELLED)
    assert click(path).status_code == 404
    Registration.objects.filter(pk=guest.pk).update(status=Coming.CONFIRMED)
    room.wait(dt.timedelta(hours=25).total_seconds())
    assert click(path).status_code == 404


def test_rooms_are_open_from_an_hour_before_until_the_event_is_over(by_pattern: Room) -> None:
    room = by_pattern
    (guest,) = room.enter(1)
    path = link(shown(room, "phone", guest.user), "Join the main room")
    assert click(path).status_code == 302
    room.wait(-61 * 60)
    assert click(path).status_code == 410
    room.wait(61 * 60)
    room.tap("start")
    assert click(path).status_code == 302
    Event.objects.filter(pk=room.event.pk).update(status=Status.OVER)
    assert click(path).status_code == 410


def test_who_leads_has_a_link_without_being_a_guest(by_pattern: Room) -> None:
    room = by_pattern
    host = MembershipFactory.create(association=room.event.association, role=Role.HOST).user
    room.enter(2)
    room.tap("start")
    room.tap("draw")
    page = shown(room, "phone", host)
    assert link(page, "Join our room") is None
    assert f"{room.event.slug}-0-" in str(
        click(link(shown(room, "console", room.by), "Join the main room")).headers["Location"]
    )
    path = link(page, "main room") or link(page, "salle principale")
    assert click(path).status_code == 302
    host.memberships.all().delete()
    assert click(path).status_code == 404


def test_a_facilitator_with_a_pass_comes_in_until_it_is_taken_back(by_pattern: Room) -> None:
    room = by_pattern
    held = make_pass(event=room.event, hand=Lent.FACILITATOR, by=None)
    client = Client()
    session = client.session
    session["passes"] = [held.pk]
    session.save()
    client.cookies["sessionid"] = session.session_key or ""
    slugs = [room.event.association.slug, room.event.slug]
    page = client.get(reverse("agenda:console_part", args=slugs)).content.decode()
    path = link(page, "main room") or link(page, "salle principale")
    assert click(path).status_code == 302
    Pass.objects.update(revoked_at=now())
    assert click(path).status_code == 404


# --- Rooms that must be made ---


def test_rooms_are_made_when_a_round_is_drawn_with_one_to_spare(
    on_bbb: Room, bbb: BigBlueButton
) -> None:
    on_bbb.enter(6)
    on_bbb.tap("start")
    assert not bbb.calls
    on_bbb.tap("draw")
    assert not bbb.calls
    make(on_bbb)
    numbers = MadeRoom.objects.ready().values_list("number", flat=True)
    assert set(numbers) == {1, 2, 3, 4}
    for _ in range(2):
        on_bbb.tap("round")
        on_bbb.wait(300)
        on_bbb.tap("draw")
        make(on_bbb)
    assert len(bbb.meetings) == 4


def test_who_comes_too_soon_is_led_in_as_soon_as_the_room_is_there(
    on_bbb: Room, bbb: BigBlueButton
) -> None:
    (guest, _) = on_bbb.enter(2)
    on_bbb.tap("start")
    on_bbb.tap("draw")
    path = link(shown(on_bbb, "phone", guest.user), "Join our room")
    early = click(path)
    assert early.status_code == 200
    assert early.headers["Refresh"]
    assert "Votre salle" in early.content.decode() or "being opened" in early.content.decode()
    make(on_bbb)
    address = click(path).headers["Location"]
    assert address.startswith(f"{bbb.url}/api/join?")
    said = parse_qs(urlsplit(address).query)
    assert said["fullName"] == [guest.full_name]
    assert said["role"] == ["VIEWER"]
    # A room that has ended meanwhile is made again for whoever comes back.
    (number,) = {on_bbb.last.tables[0].number}
    rooms.note_ended(event=on_bbb.event, number=number)
    assert "Refresh" in click(path).headers
    make(on_bbb)
    assert click(path).status_code == 302


def test_a_main_room_is_made_when_somebody_wants_in(on_bbb: Room, bbb: BigBlueButton) -> None:
    (guest,) = on_bbb.enter(1)
    path = link(shown(on_bbb, "phone", guest.user), "Join the main room")
    assert "Refresh" in click(path).headers
    make(on_bbb)
    assert click(path).status_code == 302
    assert [meeting.name for meeting in bbb.meetings.values()] == [on_bbb.event.title]


def test_a_room_that_cannot_be_made_is_replaced_by_one_that_is_free(
    on_bbb: Room, bbb: BigBlueButton
) -> None:
    room = on_bbb
    guests = {guest.public_id: guest for guest in room.enter(6)}
    bbb.refuses = {"Table 2"}
    room.tap("start")
    room.tap("draw")
    tables = room.last.tables
    make(room)
    assert room.last.tables == tables
    assert dict(room.last.rooms) == {2: 4}
    for one in tables[1].guests:
        said = parse_qs(urlsplit(joined(room, guests[one])).query)
        assert said["meetingID"] == [online(room.event).room(4).key]
        page = words(shown(room, "phone", guests[one].user))
        assert "You have another room now." in page
    assert "Table 2 meets in room 4" in words(shown(room, "console", room.by))


def test_where_no_room_is_free_a_pair_becomes_two_trios(on_bbb: Room, bbb: BigBlueButton) -> None:
    room = on_bbb
    room.enter(6)
    bbb.refuses = {"Table 2", "Table 4"}
    room.tap("start")
    room.tap("draw")
    lonely = room.last.tables[1].guests
    make(room)
    seated = [{*table.guests} for table in room.last.tables]
    assert sorted(map(len, seated)) == [3, 3]
    assert not any({*lonely} <= group for group in seated)
    assert room.last.left_over == ()


def test_a_server_that_is_down_moves_nobody_and_the_console_says_so(
    on_bbb: Room, bbb: BigBlueButton
) -> None:
    room = on_bbb
    (guest, *_) = room.enter(6)
    bbb.answers_with = 500
    room.tap("start")
    room.tap("draw")
    tables, rev = room.last.tables, room.reading.rev
    make(room)
    assert (room.last.tables, room.reading.rev) == (tables, rev)
    assert "The video server does not answer" in words(shown(room, "console", room.by))
    answer = click(link(shown(room, "phone", guest.user), "Join our room"))
    assert answer.status_code == 200
    assert "Refresh" not in answer.headers


def test_the_console_says_which_rooms_are_empty_and_has_a_worker_look(
    on_bbb: Room, bbb: BigBlueButton, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = on_bbb
    told: list[tuple[object, ...]] = []
    monkeypatch.setattr(video.poke, "tell", lambda *args: told.append(args))
    room.enter(4)
    room.tap("start")
    room.tap("draw")
    assert "4 video rooms" not in words(shown(room, "console", room.by))
    assert "3 video rooms are being opened" not in words(shown(room, "console", room.by))
    assert "2 video rooms are being opened" in words(shown(room, "console", room.by))
    make(room)
    room.tap("round")
    told.clear()
    shown(room, "console", room.by)
    shown(room, "console", room.by)
    assert told == [(rooms.LOOK, room.event.pk)]
    key = online(room.event).room(1).key
    bbb.meetings[key].people.append(("Zoë", "VIEWER"))
    rooms.look(event=room.event)
    assert "Nobody is in the video room of table 2 yet." in words(shown(room, "console", room.by))
    cache.clear()


# --- "Our room doesn't work" ---


def test_a_pair_whose_room_does_not_work_gets_another_once(by_pattern: Room) -> None:
    room = by_pattern
    guests = {guest.public_id: guest for guest in room.enter(6)}
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    one, other = (guests[guest] for guest in room.last.tables[0].guests)
    pages = {guest.public_id: shown(room, "phone", guest.user) for guest in (one, other)}
    before = joined(room, one)
    assert "You have another room." in lose(room, one, pages[one.public_id])
    # The other of the pair says the same about the same room, a moment later.
    lose(room, other, pages[other.public_id])
    lose(room, one, pages[one.public_id])
    assert dict(room.last.rooms) == {1: 4}
    assert joined(room, one) == joined(room, other) != before
    assert len({joined(room, guest) for guest in guests.values()}) == 3


def test_if_the_other_room_does_not_work_either_they_join_others(by_pattern: Room) -> None:
    room = by_pattern
    guests = {guest.public_id: guest for guest in room.enter(6)}
    room.tap("start")
    room.tap("draw")
    one, other = (guests[guest] for guest in room.last.tables[0].guests)
    lose(room, one)
    lose(room, other)
    assert sorted(len(table.guests) for table in room.last.tables) == [3, 3]
    assert other.public_id not in partners(room, one)
    assert joined(room, one) != joined(room, other)


def test_two_pairs_do_not_become_four_at_one_table(by_pattern: Room) -> None:
    room = by_pattern
    room.enter(4)
    room.tap("start")
    room.tap("draw")
    room.tap("unroomed", room=1)
    with pytest.raises(Refused, match="no_other_room"):
        room.tap("unroomed", room=3)


def test_a_pair_that_is_alone_is_asked_into_the_main_room(by_pattern: Room) -> None:
    (one, _) = by_pattern.enter(2)
    by_pattern.tap("start")
    by_pattern.tap("draw")
    lose(by_pattern, one)
    tables = by_pattern.last.tables
    assert "Meet in the main room." in lose(by_pattern, one)
    assert by_pattern.last.tables == tables


def test_a_room_changed_can_be_undone(by_pattern: Room) -> None:
    room = by_pattern
    (one, _) = room.enter(2)
    room.tap("start")
    room.tap("draw")
    before = joined(room, one)
    room.tap("unroomed", room=1)
    assert joined(room, one) != before
    room.undo()
    assert joined(room, one) == before


def test_the_next_round_begins_in_its_own_rooms(by_pattern: Room) -> None:
    room = by_pattern
    room.enter(8)
    room.tap("start")
    room.tap("draw")
    room.tap("unroomed", room=1)
    room.tap("round")
    room.wait(300)
    room.tap("draw")
    assert room.last.rooms == ()


@pytest.mark.parametrize("wrong", [{}, {"room": 99}, {"room": "1"}, {"room": None}, {"room": True}])
def test_a_room_nobody_is_in_cannot_be_lost(by_pattern: Room, wrong: dict[str, Any]) -> None:
    by_pattern.enter(4)
    by_pattern.tap("start")
    with pytest.raises(Refused):
        by_pattern.tap("unroomed", room=1)
    by_pattern.tap("draw")
    with pytest.raises(Refused):
        by_pattern.tap("unroomed", **wrong)


def test_a_guest_cannot_lose_a_room_that_is_not_hers(by_pattern: Room) -> None:
    room = by_pattern
    (guest, *_) = room.enter(6)
    room.tap("start")
    room.tap("draw")
    table = room.last.table_of(guest.public_id)
    assert table
    for number in {1, 2, 3} - {table.number}:
        room_links.lose(room.event, guest, number=number, occasion=1)
    room_links.lose(room.event, guest, number=table.number, occasion=2)
    assert room.last.rooms == ()


def test_a_device_without_network_decides_nothing_about_rooms(by_pattern: Room) -> None:
    by_pattern.enter(4)
    by_pattern.tap("start")
    with pytest.raises(Refused):
        FORMATS["impromptu"].accept(
            scene=by_pattern.scene(), verb="unroomed", payload={"table": 1, "to": 9}
        )


# --- Settings, sub-groups, queries ---


def test_time_to_move_can_be_shorter_online(by_pattern: Room) -> None:
    segment = by_pattern.event.segments.get(format="impromptu")
    segment.options = {"move": 15}
    segment.save()
    by_pattern.enter(2)
    by_pattern.tap("start")
    by_pattern.tap("draw")
    by_pattern.tap("round")
    assert by_pattern.last.steps[0].length == dt.timedelta(seconds=15)
    asked = {"rounds": 3, "minutes": 4, "odd": "trio"}
    assert ImpromptuSettings(asked).is_valid()
    assert not ImpromptuSettings({**asked, "move": 0}).is_valid()


@pytest.mark.slow
def test_a_large_online_group_meets_within_sub_groups_all_through(by_pattern: Room) -> None:
    room = by_pattern
    room.enter(85)
    room.tap("start")
    room.tap("draw")
    before = {guest: table.subgroup for table in room.last.tables for guest in table.guests}
    assert len(set(before.values())) == 3
    assert "3 sub-groups" in words(shown(room, "console", room.by))
    room.tap("round")
    room.wait(300)
    late = room.enter(5)
    room.tap("draw")
    after = {guest: table.subgroup for table in room.last.tables for guest in table.guests}
    assert all(after[guest] == group for guest, group in before.items())
    assert {guest.public_id for guest in late} <= after.keys()
    gone = room.last.tables[0].guests[0]
    room.tap("absent", guest=gone)
    for table in room.last.tables:
        assert len({after[guest] for guest in table.guests}) == 1


def test_in_a_room_nobody_is_split(room: Room) -> None:
    room.enter(44)
    room.tap("start")
    room.tap("draw")
    assert {table.subgroup for table in room.last.tables} == {0}
    assert "sub" not in room.reading.log[-1].payload["tables"][0]


def test_pages_of_an_online_event_take_constant_queries(
    on_bbb: Room, django_assert_num_queries: Any
) -> None:
    room = on_bbb
    (guest, _) = room.enter(2)
    room.tap("start")
    room.tap("draw")
    client = Client()
    client.force_login(guest.user)
    console = Client()
    console.force_login(room.by)
    slugs = [room.event.association.slug, room.event.slug]
    for more in (0, 20):
        room.enter(more)
        room.tap("redraw")
        make(room)
        with django_assert_num_queries(16):
            client.get(reverse("agenda:phone_part", args=slugs))
        with django_assert_num_queries(10):
            console.get(reverse("agenda:console_part", args=slugs))
        path = link(shown(room, "phone", guest.user), "Join our room")
        with django_assert_num_queries(8):
            click(path)


def test_telling_a_lost_room_of_a_part_without_rooms_helps_nobody(by_pattern: Room) -> None:
    (guest, _) = by_pattern.enter(2)
    by_pattern.tap("start")
    by_pattern.tap("draw")
    page = shown(by_pattern, "phone", guest.user)
    by_pattern.tap("next")
    assert "No other room is free." in lose(by_pattern, guest, page)
    scene = by_pattern.reading.scene(now())
    assert scene
    assert not room_links.lost_room(scene, number=1, id=room_links.LOST)


def test_a_room_that_is_ready_is_marked_and_can_fail(on_bbb: Room) -> None:
    room = on_bbb
    (guest, _) = room.enter(2)
    room.tap("start")
    room.tap("draw")
    make(room)
    MadeRoom.objects.update(state=RoomState.FAILED)
    answer = click(link(shown(room, "phone", guest.user), "Join our room"))
    assert answer.status_code == 200
