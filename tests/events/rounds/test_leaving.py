"""Leaving after this round, from one's own phone: discreetly, and taken back as easily."""

import uuid
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from events.agenda import actions as agenda
from events.agenda.formats import FORMATS
from events.agenda.log import Refused
from events.agenda.models import Command
from events.guests.models import Registration
from events.rounds import actions, cards
from events.rounds.actions.leaving import MOST
from events.rounds.course import Course
from networking.accounts.models import User
from networking.associations.models import Role
from networking.time import now
from tests.events.formats.impromptu.test_pages import shown, words
from tests.events.formats.in_rounds import Room, rooms
from tests.factories import MembershipFactory


@pytest.fixture
def room(db: None) -> Iterator[Room]:
    yield from rooms("impromptu")


@pytest.fixture
def tables(db: None) -> Iterator[Room]:
    yield from rooms("speed_tables", size=4, rounds=3, turn=60, together=2)


def leave(guest: Registration, *, on: bool = True) -> None:
    actions.leave(guest=guest, on=on, by=guest.user)


def tap_leave(room: Room, user: User, on: str = "1", **headers: str) -> HttpResponse:
    client = Client()
    client.force_login(user)
    url = reverse("rounds:leave", args=[room.event.association.slug, room.event.slug])
    return client.post(url, {"on": on}, **headers)  # type: ignore[return-value]


def ahead(room: Room) -> set[str]:
    return {one for groups in room.course.ahead for group in groups for one in group}


def drawn(room: Room) -> set[str]:
    return room.last.guests


def test_who_leaves_finishes_her_round_and_is_not_drawn_any_more(room: Room) -> None:
    guests = room.enter(7)
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    before = room.last.tables
    leave(guests[0])
    assert room.last.tables == before
    room.wait(270)
    for _ in range(2):
        room.play()
        assert drawn(room) == {guest.public_id for guest in guests[1:]}
    room.tap("next")
    # She met whom she talked with.
    assert room.met == room.users(*room.course.rounds)


def test_who_says_so_before_the_round_begins_takes_part_in_it_even_drawn_again(room: Room) -> None:
    guests = room.enter(6)
    room.tap("start")
    room.tap("draw")
    leave(guests[0])
    room.tap("redraw")
    assert guests[0].public_id in drawn(room)
    room.enter(1)
    room.tap("join")
    assert guests[0].public_id in drawn(room)


def test_somebody_who_joins_the_round_under_way_takes_no_one_from_it(room: Room) -> None:
    guests = room.enter(6)
    room.tap("start")
    for _ in range(3):
        room.tap("draw")
        room.tap("round")
        if room.last.number < 3:
            room.wait(270)
    # The last round is on: whoever comes late joins a pair.
    leave(guests[0])
    partner = room.last.table_of(guests[0].public_id)
    (late,) = room.enter(1)
    room.tap("join")
    now_at = room.last.table_of(guests[0].public_id)
    assert partner
    assert now_at
    assert {*partner.guests} <= {*now_at.guests}
    assert room.last.table_of(late.public_id)


def test_somebody_else_who_goes_at_once_leaves_her_table_alone(room: Room) -> None:
    guests = room.enter(6)
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    leave(guests[0])
    table = room.last.table_of(guests[0].public_id)
    other = next(each for each in guests if table and each.public_id not in table.guests)
    room.tap("absent", guest=other.public_id)
    seated = room.last.table_of(guests[0].public_id)
    assert table
    assert seated
    assert {*table.guests} <= {*seated.guests}


def test_it_is_taken_back_until_the_next_draw_and_after_it_she_is_a_late_comer(room: Room) -> None:
    guests = room.enter(6)
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    leave(guests[0])
    leave(guests[0], on=False)
    room.wait(270)
    room.tap("draw")
    assert guests[0].public_id in drawn(room)
    room.tap("round")
    leave(guests[0])
    room.wait(270)
    room.tap("draw")
    assert guests[0].public_id not in drawn(room)
    leave(guests[0], on=False)
    # The round isn't begun: she has a table again.
    assert guests[0].public_id in drawn(room)


def test_told_twice_it_is_told_once_and_no_tap_of_the_facilitator_is_stale(room: Room) -> None:
    guests = room.enter(4)
    room.tap("start")
    room.tap("draw")
    seen = room.reading.rev
    leave(guests[0])
    leave(guests[0])
    assert Command.objects.filter(kind="impromptu.leave").count() == 1
    command = Command.objects.get(kind="impromptu.leave")
    assert (command.by, command.system) == (None, True)
    agenda.command(
        event=room.event,
        kind="impromptu.round",
        payload={},
        id=uuid.uuid4(),
        expected_rev=seen,
        by=room.by,
    )
    assert room.last.began is not None


def test_the_facilitators_undo_passes_it_over_and_takes_nothing_of_it_away(room: Room) -> None:
    guests = room.enter(6)
    room.tap("start")
    room.tap("draw")
    rev = room.reading.rev
    leave(guests[0])
    room.tap("undo", rev=rev)
    assert room.course.rounds == ()
    # The round she was in is drawn otherwise: she takes part in it, and in none after it.
    room.play()
    assert guests[0].public_id in drawn(room)
    room.tap("draw")
    assert guests[0].public_id not in drawn(room)


def test_before_the_first_draw_and_for_who_takes_no_part_there_is_nothing_to_leave(
    room: Room,
) -> None:
    (guest, observer) = room.enter(1) + room.enter(1, observer=True)
    with pytest.raises(Refused):
        leave(guest)
    room.enter(4)
    room.tap("start")
    with pytest.raises(Refused):
        leave(guest)
    room.tap("draw")
    with pytest.raises(Refused):
        leave(observer)
    room.tap("next")
    with pytest.raises(Refused):
        leave(guest)


def test_nobody_fills_the_log_by_changing_her_mind(room: Room) -> None:
    guests = room.enter(4)
    room.tap("start")
    room.tap("draw")
    for _ in range(MOST // 2):
        leave(guests[0])
        leave(guests[0], on=False)
    with pytest.raises(Refused):
        leave(guests[0])


def test_the_joker_may_leave_too(db: None) -> None:
    for room in rooms("impromptu", odd="joker"):
        guests = room.enter(5)
        organiser = MembershipFactory.create(
            association=room.event.association, role=Role.ORGANISER, user__language="en"
        ).user
        (joker,) = room.enter(1, user=organiser)
        room.tap("start")
        room.tap("draw")
        room.tap("round")
        assert room.last.joker == joker.public_id
        leave(joker)
        room.wait(270)
        room.tap("draw")
        assert drawn(room) == {guest.public_id for guest in guests}
        assert room.last.joker is None


def test_tables_drawn_ahead_are_drawn_again_without_her_and_cards_say_so(tables: Room) -> None:
    guests = tables.enter(12)
    tables.tap("start")
    tables.tap("draw")
    tables.tap("round")
    under_way = tables.last.tables
    leaver = guests[0]

    assert leaver.public_id in ahead(tables)
    leave(leaver)
    assert tables.last.tables == under_way
    assert ahead(tables) == {guest.public_id for guest in guests[1:]}
    # So do the cards printed now.
    printed = cards.lines(tables.scene())
    assert [len(printed[guest.public_id]) for guest in guests[:2]] == [1, 3]
    assert not any(leaver.full_name in line for line in printed[guests[1].public_id][1:])
    leave(leaver, on=False)
    assert leaver.public_id in ahead(tables)
    leave(leaver)
    tables.wait(30 + 4 * 60 + 120)
    foreseen = tables.course.ahead[0]
    tables.tap("draw")
    assert [table.guests for table in tables.last.tables] == [tuple(group) for group in foreseen]


def test_tables_foreseen_for_a_round_that_was_taken_back_are_not_used(tables: Room) -> None:
    guests = tables.enter(12)
    tables.tap("start")
    tables.tap("draw")
    rev = tables.reading.rev
    leave(guests[0])
    tables.tap("undo", rev=rev)
    assert tables.course.ahead == ()
    tables.tap("draw")
    assert drawn(tables) == {guest.public_id for guest in guests}


@pytest.mark.parametrize("key", ["impromptu", "speed_tables"])
def test_a_device_without_network_keeps_rounds_drawn_without_her(key: str, db: None) -> None:
    for room in rooms(key):
        guests = room.enter(12)
        room.tap("start")
        room.tap("draw")
        leave(guests[0])
        scene = room.scene()
        kept = FORMATS[key].kept(scene)
        seated = {
            one for each in kept["draws"] for table in each["tables"] for one in table["guests"]
        }
        assert seated == {guest.public_id for guest in guests[1:]}


# --- Pages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("fixture", ["room", "tables"])
def test_a_phone_offers_it_says_it_and_takes_it_back(
    fixture: str, request: pytest.FixtureRequest
) -> None:
    room: Room = request.getfixturevalue(fixture)
    guest = room.enter(12)[0]
    room.tap("start")
    assert "Leave after" not in words(shown(room, "phone", guest.user))
    room.tap("draw")
    room.tap("round")
    assert "Leave after this round" in words(shown(room, "phone", guest.user))
    answer = tap_leave(room, guest.user, HTTP_HX_REQUEST="true")
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "After this round you will not be drawn any more. Nobody is told." in said
    assert "Stay after all" in words(shown(room, "phone", guest.user))
    assert tap_leave(room, guest.user, on="0").status_code == 302
    assert "Leave after this round" in words(shown(room, "phone", guest.user))
    tap_leave(room, guest.user)
    room.wait(30 + 60 * 6 + 240)
    room.tap("draw")
    page = words(shown(room, "phone", guest.user))
    assert "You have left the rounds. Thank you for the conversations." in page
    assert "You join at the next round" not in page
    assert "Take part again" in page


def test_in_the_last_round_there_is_nothing_to_leave(room: Room) -> None:
    guest = room.enter(6)[0]
    room.tap("start")
    room.play()
    room.play()
    assert "Leave the rounds" in words(shown(room, "phone", guest.user))
    room.tap("draw")
    assert "Leave" not in words(shown(room, "phone", guest.user))


def test_neither_console_nor_other_phones_name_who_leaves(room: Room) -> None:
    guests = room.enter(6)
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    scene = room.reading.snapshot(now())["scene"]
    before = words(shown(room, "console", room.by))
    leave(guests[0])
    assert words(shown(room, "console", room.by)) == before
    # Nor do they fetch anything for it.
    assert room.reading.snapshot(now())["scene"] == scene
    room.wait(270)
    room.tap("draw")
    page = words(shown(room, "console", room.by))
    assert guests[0].full_name not in page
    assert "1 person" not in page


def test_when_the_rounds_are_over_a_phone_is_told_so(room: Room) -> None:
    guest = room.enter(4)[0]
    room.tap("start")
    room.tap("draw")
    room.tap("next")
    answer = tap_leave(room, guest.user, HTTP_HX_REQUEST="true")
    assert "The rounds are over, or you are not in them." in answer.content.decode()
    assert tap_leave(room, guest.user).status_code == 302


def test_a_course_remembers_the_round_of_each_who_leaves() -> None:
    course = Course(gone=("ann",), leaving=(("bea", 1), ("cleo", 2)))
    assert course.away_from(1) == {"ann"}
    assert course.away_from(2) == {"ann", "bea"}
    assert course.away_from(3) == {"ann", "bea", "cleo"}
