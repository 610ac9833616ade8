"""What console, screen and phones show of an Impromptu."""

import json
import re
from typing import Any

from django.test import Client
from django.urls import reverse

from events.guests.models import Registration
from networking.accounts.models import User
from networking.associations.models import Role
from tests.events.formats.in_rounds import Room
from tests.factories import (
    EncounterFactory,
    EventFactory,
    MembershipFactory,
    ProfileFactory,
    RegistrationFactory,
)


def shown(room: Room, view: str, user: User) -> str:
    """Return a view's fragment as this person's device gets it."""
    client = Client()
    client.force_login(user)
    url = reverse(f"agenda:{view}_part", args=[room.event.association.slug, room.event.slug])
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def words(page: str) -> str:
    """Return what is to be read, without the data."""
    page = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def snapshot(page: str) -> dict[str, Any]:
    found = re.search(r'<script id="snapshot"[^>]*>(.*?)</script>', page, flags=re.DOTALL)
    assert found
    snapshot: dict[str, Any] = json.loads(found[1])
    return snapshot


def partner_of(room: Room, guest: Registration) -> Registration:
    table = room.last.table_of(guest.public_id)
    assert table is not None
    (other,) = set(table.guests) - {guest.public_id}
    return Registration.objects.get(public_id=other)


def test_each_phone_shows_its_partner_and_table_and_nobody_else(room: Room) -> None:
    guests = room.enter(8, title="Graphiste")
    room.tap("start")
    room.tap("draw")
    for guest in guests:
        page = words(shown(room, "phone", guest.user))
        partner = partner_of(room, guest)
        table = room.last.table_of(guest.public_id)
        assert table is not None
        assert partner.full_name in page
        assert f"Table {table.number} " in page
        assert "What challenge do you bring to this gathering?" in page
        for other in guests:
            if other not in {guest, partner}:
                assert other.full_name not in page


def test_a_partner_shows_only_what_she_agreed_to(room: Room) -> None:
    (guest,) = room.enter(1)
    (partner,) = room.enter(
        1,
        title="Directrice",
        organisation="Énergie Partagée",
        mobile="06 93 58 36 22",
        phone="+33 1 25 73 67 70",
        shared=["organisation"],
    )
    room.tap("start")
    room.tap("draw")
    page = shown(room, "phone", guest.user)
    assert "Énergie Partagée" in page
    for hidden in ("Directrice", partner.mobile, partner.phone, partner.user.email or "@"):
        assert hidden not in page


def test_a_phone_says_when_one_meets_for_the_first_time_and_when_one_last_met(room: Room) -> None:
    one, two = room.enter(2)
    room.tap("start")
    room.tap("draw")
    assert "You meet for the first time" in shown(room, "phone", one.user)
    room.undo()
    before = EventFactory.create(
        association=room.event.association, starts_at=room.event.starts_at.replace(month=11)
    )
    EncounterFactory.create(event=before, first=one.user, second=two.user)
    room.tap("draw")
    assert "Met at the last event" in shown(room, "phone", one.user)


def test_a_phone_does_not_say_that_the_partner_works_in_the_same_house(room: Room) -> None:
    one, _ = room.enter(2, organisation="SCOP Le Fournil", shared=[])
    room.tap("start")
    room.tap("draw")
    assert "Same organisation" not in shown(room, "phone", one.user)
    assert "Same organisation" in shown(room, "console", room.by)


def test_one_of_a_pair_speaks_while_the_other_listens(room: Room) -> None:
    guests = room.enter(2)
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    first, second = room.last.tables[0].guests
    by_id = {guest.public_id: guest for guest in guests}
    speaks = r'data-phase="{}"[^>]*>It is your turn to speak'
    assert re.search(speaks.format("one"), shown(room, "phone", by_id[first].user))
    assert re.search(speaks.format("two"), shown(room, "phone", by_id[second].user))


def test_a_trio_has_three_cues_and_countdowns_of_its_own(room: Room) -> None:
    guests = room.enter(3)
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    cues = set()
    for guest in guests:
        page = shown(room, "phone", guest.user)
        assert 'data-phases="trio"' in page
        assert sum(other.full_name in words(page) for other in guests if other != guest) == 2
        found = re.search(r'data-phase="(\w+)"[^>]*>It is your turn to speak', page)
        assert found
        cues.add(found[1])
        detail = snapshot(page)["now"]["detail"]
        names = [phase["name"] for phase in detail["trio"]]
        assert names == ["move", "one", "two", "three", "rest"]
        assert detail["trio"][-1]["ends_at"] == detail["phases"][-1]["ends_at"]
    assert cues == {"one", "two", "three"}


def test_a_pair_beside_a_trio_keeps_the_rooms_countdowns(room: Room) -> None:
    guests = room.enter(5)
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    pair = next(table for table in room.last.tables if len(table.guests) == 2)
    guest = next(guest for guest in guests if guest.public_id in pair.guests)
    assert "data-phases" not in shown(room, "phone", guest.user)


def test_who_is_late_for_the_round_reads_when_to_join(room: Room) -> None:
    room.enter(4)
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    (late,) = room.enter(1)
    assert "You join at the next round" in shown(room, "phone", late.user)


def test_before_the_draw_a_phone_shows_the_question_to_think_about(room: Room) -> None:
    (guest,) = room.enter(1)
    room.tap("start")
    page = words(shown(room, "phone", guest.user))
    assert "What challenge do you bring to this gathering?" in page
    assert "3 conversations of 4 minutes" in page


def test_a_member_who_is_not_registered_sees_no_names(room: Room) -> None:
    guests = room.enter(4)
    host = MembershipFactory.create(association=room.event.association, role=Role.HOST).user
    room.tap("start")
    room.tap("draw")
    page = shown(room, "phone", host)
    assert not any(guest.full_name in page for guest in guests)


def test_the_screen_lists_names_by_first_name_with_their_tables(room: Room) -> None:
    for given in ("Zoé", "Étienne", "Amina", "Driss"):
        room.enter(1, given_name=given)
    room.tap("start")
    room.tap("draw")
    page = shown(room, "screen", room.by)
    assert re.findall(r"<b>(\w+)</b>", page) == ["Amina", "Driss", "Étienne", "Zoé"]
    tables = [int(number) for number in re.findall(r'screen__table">(\d+)<', page)]
    assert sorted(tables) == [1, 1, 2, 2]


def test_the_screen_never_shows_what_guests_share_on_their_cards(room: Room) -> None:
    room.enter(2, organisation="SCOP Le Fournil", title="Directrice")
    room.tap("start")
    room.tap("draw")
    page = shown(room, "screen", room.by)
    assert "SCOP" not in page
    assert "Directrice" not in page


def test_the_console_shows_pairs_and_who_has_no_table(room: Room) -> None:
    guests = room.enter(4)
    room.tap("start")
    assert "4 people can be paired." in words(shown(room, "console", room.by))
    room.tap("draw")
    page = words(shown(room, "console", room.by))
    assert all(guest.full_name in page for guest in guests)
    room.tap("round")
    (late,) = room.enter(1)
    page = words(shown(room, "console", room.by))
    assert "1 person has no table" in page
    assert late.full_name in page
    assert "They join at the next round." in page


def test_while_people_talk_longer_means_their_round(room: Room) -> None:
    room.enter(2)
    room.tap("start")
    assert "impromptu.stretch" not in shown(room, "console", room.by)
    room.tap("draw")
    room.tap("round")
    assert 'id="tap-longer" data-key="+" data-tap="impromptu.stretch"' in shown(
        room, "console", room.by
    )


def test_the_console_looks_again_when_the_round_is_over(room: Room) -> None:
    room.enter(2)
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    room.wait(100)
    assert 'data-every="170"' in shown(room, "console", room.by)
    room.wait(170)
    page = shown(room, "console", room.by)
    assert "Draw the next pairs" in page


def test_whoever_left_stands_below_and_can_come_back(room: Room) -> None:
    guests = room.enter(5)
    room.tap("start")
    room.tap("draw")
    room.tap("absent", guest=guests[0].public_id)
    page = shown(room, "console", room.by)
    assert "1 person has left" in page
    assert "impromptu.here" in page


def test_after_the_last_round_one_more_is_offered(room: Room) -> None:
    room.enter(4)
    room.tap("start")
    for _ in range(3):
        room.play()
    page = shown(room, "console", room.by)
    assert "One more round" in page
    assert "That was the last round." in shown(room, "screen", room.by)


def test_a_phone_needs_a_constant_number_of_queries(
    room: Room, django_assert_num_queries: Any
) -> None:
    guests = room.enter(2)
    ProfileFactory.create(user=guests[0].user)
    ProfileFactory.create(user=guests[1].user)
    room.tap("start")
    room.tap("draw")
    client = Client()
    client.force_login(guests[0].user)
    url = reverse("agenda:phone_part", args=[room.event.association.slug, room.event.slug])
    for more in (0, 20):
        for guest in room.enter(more):
            ProfileFactory.create(user=guest.user)
        room.tap("redraw")
        with django_assert_num_queries(17):
            client.get(url)


def test_a_speaker_sees_the_part_and_no_pairs(room: Room) -> None:
    guests = room.enter(2)
    room.tap("start")
    room.tap("draw")
    page = shown(room, "speaker", room.by)
    assert not any(guest.full_name in page for guest in guests)


def test_somebody_of_another_association_finds_nothing(room: Room) -> None:
    stranger = RegistrationFactory.create(event=EventFactory.create()).user
    client = Client()
    client.force_login(stranger)
    url = reverse("agenda:phone_part", args=[room.event.association.slug, room.event.slug])
    assert client.get(url).status_code == 404
