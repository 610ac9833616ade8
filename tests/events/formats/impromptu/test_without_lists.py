"""An Impromptu without lists: people walk and choose, or stand face to face in two circles."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils.translation import gettext

from events.agenda import dance_cards, kept, reading, run_sheet
from events.agenda.formats import FORMATS
from events.agenda.log import Refused
from events.agenda.models import Segment
from events.door import actions as door
from events.formats.impromptu import paper
from events.formats.impromptu.format import ImpromptuSettings
from events.guests.models import Kind
from events.rooms.models import EventRooms, MadeRoom, VideoServer, Where
from networking.associations.models import Role
from networking.paper import prints
from networking.time import now
from tests.events.formats.impromptu.test_pages import shown, words
from tests.events.formats.in_rounds import Room
from tests.factories import MembershipFactory, RegistrationFactory
from tests.networking.paper import pages

WAYS = ("walk", "circles")


def settle(room: Room, **options: Any) -> Room:
    Segment.objects.filter(event=room.event, format="impromptu").update(options=options)
    room.event.association.language = "en"
    room.event.association.save()
    return room


@pytest.fixture(params=WAYS)
def free(room: Room, request: pytest.FixtureRequest) -> Room:
    return settle(room, way=request.param)


@pytest.fixture
def circles(room: Room) -> Room:
    return settle(room, way="circles")


@pytest.fixture
def walk(room: Room) -> Room:
    return settle(room, way="walk")


def console(room: Room) -> str:
    return words(shown(room, "console", room.by))


def online_only(room: Room) -> None:
    VideoServer.objects.create(
        association=room.event.association, kind="jitsi", address="https://meet.example.org"
    )
    EventRooms.objects.create(event=room.event, where=Where.ONLINE)


def test_the_one_button_starts_round_after_round_and_nobody_is_drawn(free: Room) -> None:
    free.enter(6)
    free.tap("start")
    for number in (1, 2, 3):
        assert free.part_primary() == "impromptu.round"
        free.tap("round")
        assert (free.last.number, free.last.tables) == (number, ())
        assert free.part_primary() == "impromptu.stop"
        free.wait(30 + 240)
    assert free.part_primary() is None
    assert free.met == set()
    assert [round_.question for round_ in free.course.rounds] == [
        "challenge",
        "give-and-get",
        "this-month",
    ]
    free.tap("next")
    assert free.met == set()


def test_it_needs_nobody_on_any_list(free: Room) -> None:
    free.tap("start")
    free.tap("round")
    free.wait(100)
    free.tap("stop")
    assert free.part_primary() == "impromptu.round"
    button = FORMATS["impromptu"].primary(free.scene())
    assert button is not None
    assert button.label == gettext("Start the next round")


@pytest.mark.parametrize("verb", ["draw", "redraw", "join", "absent", "here", "unroomed", "host"])
def test_what_belongs_to_a_draw_is_refused_online_and_off(free: Room, verb: str) -> None:
    (guest, *_) = free.enter(4)
    free.tap("start")
    with pytest.raises(Refused, match="no_lists"):
        free.tap(verb, guest=guest.public_id)
    with pytest.raises(Refused, match="no_lists"):
        FORMATS["impromptu"].accept(scene=free.scene(), verb=verb, payload={})


def test_a_round_can_be_stretched_undone_and_is_not_begun_twice(free: Room) -> None:
    free.tap("start")
    tap = uuid.uuid4()
    begun = free.tap("round", id=tap)
    assert free.tap("round", id=tap).repeated
    with pytest.raises(Refused, match="round_is_on"):
        free.tap("round")
    free.tap("stretch", seconds=30)
    with pytest.raises(Refused, match="no_such_stretch"):
        free.tap("stretch", seconds=1000)
    free.undo()
    assert free.last.end() == free.last.began + dt.timedelta(seconds=30 + 240)
    free.tap("undo", rev=begun.rev)
    assert free.course.rounds == ()


def test_whoever_comes_while_it_is_on_changes_nothing(
    free: Room, django_capture_on_commit_callbacks: Any
) -> None:
    free.enter(2)
    free.tap("start")
    free.tap("round")
    rev = free.reading.rev
    guest = RegistrationFactory.create(event=free.event)
    with django_capture_on_commit_callbacks(execute=True):
        door.check_in(registration=guest, source="search", by=free.by)
    assert free.reading.rev == rev


def test_walking_is_said_alike_on_console_screen_and_phone(walk: Room) -> None:
    (guest, *_) = walk.enter(4)
    walk.tap("start")
    choose = "Walk, and choose somebody you don’t know yet."
    question = "What challenge do you bring to this gathering?"
    assert "4 people are checked in." in console(walk)
    for view, user in (("console", walk.by), ("screen", walk.by), ("phone", guest.user)):
        page = words(shown(walk, view, user))
        assert "choose somebody you don’t know yet" in page
        assert question in page
        assert "table" not in page.lower()
    walk.tap("round")
    for view, user in (("console", walk.by), ("screen", walk.by), ("phone", guest.user)):
        page = words(shown(walk, view, user))
        assert choose in page
        assert "Change over: the other speaks now." in page
        assert question in page
    walk.wait(30 + 240)
    assert "In a moment you choose somebody else." in words(shown(walk, "screen", walk.by))
    page = words(shown(walk, "phone", guest.user))
    assert "To keep in touch, photograph the code on their badge." in page


def test_circles_say_who_moves_where_and_who_speaks_first(circles: Room) -> None:
    (guest, *_) = circles.enter(8)
    circles.tap("start")
    assert "Form two circles of the same size" in words(shown(circles, "screen", circles.by))
    circles.tap("round")
    first = words(shown(circles, "screen", circles.by))
    assert "You stand face to face" in first
    assert "one place to the left" not in first
    circles.wait(30 + 240)
    assert "stay where you are" in words(shown(circles, "phone", guest.user))
    circles.tap("round")
    for view, user in (("console", circles.by), ("screen", circles.by), ("phone", guest.user)):
        page = words(shown(circles, view, user))
        assert "Outer circle: one place to the left. Inner circle: stay where you are." in page
        assert "The outer circle speaks, the inner one listens." in page
    circles.wait(30 + 240)
    circles.tap("round")
    circles.wait(30 + 240)
    assert "That was the last round." in words(shown(circles, "screen", circles.by))


@pytest.mark.parametrize(
    ("way", "odd", "said"),
    [
        ("walk", "trio", "one conversation is of three"),
        ("walk", "joker", "an organiser joins in"),
        ("circles", "trio", "joins the pair beside them"),
        ("circles", "joker", "an organiser takes the free place"),
    ],
)
def test_an_odd_number_has_one_sentence(room: Room, way: str, odd: str, said: str) -> None:
    settle(room, way=way, odd=odd)
    room.enter(6)
    room.tap("start")
    assert "The number is odd" not in console(room)
    room.enter()
    assert said in console(room)


def test_more_rounds_than_the_circles_have_are_warned_of(circles: Room) -> None:
    circles.enter(4)
    circles.tap("start")
    warning = "With 4 people the circles are back where they began after round 2."
    assert warning in console(circles)
    circles.enter()
    assert "back where they began" not in console(circles)
    for _ in range(3):
        circles.tap("round")
        circles.wait(30 + 240)
    # One more would be the same as the first.
    page = console(circles)
    assert "With 5 people the circles are back where they began after round 3." in page
    assert "One more round" in page
    circles.tap("round")
    assert circles.last.number == 4


def test_observers_and_a_joker_don_t_count(circles: Room) -> None:
    settle(circles, way="circles", odd="joker")
    circles.enter(4)
    circles.enter(observer=True)
    organiser = MembershipFactory.create(
        association=circles.event.association, role=Role.ORGANISER, user__language="en"
    ).user
    circles.enter(user=organiser, kind=Kind.MEMBER)
    circles.tap("start")
    assert "4 people are checked in." in console(circles)


def test_a_device_draws_nothing_ahead_and_what_it_began_is_taken(free: Room) -> None:
    free.enter(4)
    pack = kept.pack(reading.read(free.event), now())
    (part, _) = pack["parts"].values()
    assert part["draws"] == []
    assert part["asked"] == [["challenge"], ["give-and-get"], ["this-month"]]
    free.tap("start")
    accept, scene = FORMATS["impromptu"].accept, free.scene()
    sent = {"question": "learnt", "second": "proud", "tables": [{"guests": ["a", "b"]}]}
    assert accept(scene=scene, verb="round", payload=sent) == {
        "question": "learnt",
        "second": "proud",
    }
    assert accept(scene=scene, verb="round", payload={}) == {"question": ""}
    assert accept(scene=scene, verb="stop", payload={"x": 1}) == {}
    assert accept(scene=scene, verb="stretch", payload={"seconds": 30}) == {"seconds": 30}
    with pytest.raises(Refused):
        accept(scene=scene, verb="round", payload={"question": "x" * 201})


def test_paper_pretends_no_pairs(free: Room) -> None:
    free.enter(4)
    offered = {name: prints.find(name) for name in ("pairs", "table-signs", "without-lists")}
    have = {name: each.offered(free.event) for name, each in offered.items() if each}
    assert have == {"pairs": False, "table-signs": False, "without-lists": True}
    free.tap("start")
    free.tap("round")
    assert "Round 1, table" not in pages.text(dance_cards.printed(free.event))


def test_its_sheet_and_the_run_sheet_say_how_it_goes(room: Room) -> None:
    settle(room, way="walk", rounds=2, odd="joker")
    (page,) = pages.texts(paper.without_lists(room.event))
    for said in (
        "Impromptu: walk and choose",
        "Everyone walks, and chooses somebody they don’t know yet.",
        "an organiser joins in",
        "What challenge do you bring",
        "2 rounds in all.",
    ):
        assert said in page
    assert "circle" not in page
    settle(room, way="circles", second="next")
    (page,) = pages.texts(paper.without_lists(room.event))
    assert "one place to the left" in page
    assert "What do you hope to get from this group" in page
    assert "Outer circle: one place to the left." in pages.text(run_sheet.printed(room.event))


def test_drawn_pairs_have_no_sheet_of_their_own(room: Room) -> None:
    found = prints.find("without-lists")
    assert found is not None
    assert not found.offered(room.event)
    # Asked for all the same, by a page that was open before the way was changed.
    assert "Form two circles" in pages.text(paper.without_lists(settle(room).event))


def test_where_all_are_online_pairs_are_drawn_whatever_was_chosen(free: Room) -> None:
    online_only(free)
    free.enter(4)
    free.tap("start")
    assert free.part_primary() == "impromptu.draw"
    found = prints.find("pairs")
    assert found is not None
    assert found.offered(free.event)
    form = ImpromptuSettings(initial={"way": "walk"})
    FORMATS["impromptu"].offer(form, free.event)
    assert "way" not in form.fields


def test_no_video_rooms_are_made_for_people_in_a_room(free: Room) -> None:
    VideoServer.objects.create(
        association=free.event.association, kind="bigbluebutton", address="https://bbb.example.org"
    )
    EventRooms.objects.create(event=free.event, where=Where.BOTH)
    free.enter(4)
    free.tap("start")
    free.tap("round")
    assert not MadeRoom.objects.exists()


def test_old_settings_draw_pairs_and_new_ones_say_how(room: Room) -> None:
    asked = {"rounds": 3, "minutes": 4, "odd": "trio"}
    assert ImpromptuSettings(asked).is_valid()
    assert ImpromptuSettings({**asked, "way": "circles"}).is_valid()
    assert not ImpromptuSettings({**asked, "way": "by boat"}).is_valid()
    form = ImpromptuSettings(initial={"rounds": 2})
    assert form.rare == ["round_1", "round_2"]
