"""The lists on paper."""

import pytest
from pytest_django import DjangoAssertNumQueries

from events.calendar.models import Event
from events.door.lists import attendee_list, door_list, emergency_list, sign_in_sheet
from events.guests.models import Kind
from tests.crowd import crowd
from tests.factories import BadgeFactory, CheckInFactory, ProfileFactory, RegistrationFactory
from tests.networking.paper import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(event: Event) -> Event:
    event.association.language = "en"
    event.association.save()
    return event


def test_guests_stand_in_the_order_of_a_french_list(english: Event) -> None:
    for name in ("Roux", "Étienne", "Diallo"):
        RegistrationFactory.create(event=english, given_name="Lou", family_name=name)
    RegistrationFactory.create(event=english, family_name="Waiting", waiting=True)
    for listed in (attendee_list, door_list, emergency_list, sign_in_sheet):
        words = pages.text(listed(english))
        places = [words.index(name) for name in ("Diallo", "Étienne", "Roux")]
        assert places == sorted(places)
        assert "Waiting" not in words
        assert "3 participants" in words
        assert english.title in words
        assert english.venue in words


def test_a_guest_s_own_word_comes_before_what_the_association_typed(english: Event) -> None:
    guest = RegistrationFactory.create(event=english, organisation="Typed", title="Typed too")
    ProfileFactory.create(user=guest.user, organisation="Her own", title="Architecte")
    words = pages.text(attendee_list(english))
    assert "Her own" in words
    assert "Typed" not in words


def test_the_hosts_read_what_they_want_to_know(english: Event) -> None:
    RegistrationFactory.create(
        event=english,
        kind=Kind.VISITOR,
        inviter=RegistrationFactory.create(
            user__given_name="Claire", user__family_name="Roux"
        ).user,
        to_pay=True,
        diet="végétarien",
    )
    RegistrationFactory.create(event=english, kind=Kind.SUBSTITUTE)
    BadgeFactory.create(registration__event=english, number=4711)
    words = pages.text(door_list(english))
    for part in ("Invited by Claire Roux", "To pay", "végétarien", "Substitute", "4711"):
        assert part in words


@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_the_same_queries_for_one_and_for_three(
    english: Event, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for check_in in CheckInFactory.create_batch(count, registration__event=english):
        BadgeFactory.create(registration=check_in.registration)
        ProfileFactory.create(user=check_in.registration.user)
    with django_assert_num_queries(2):
        attendee_list(english)
    with django_assert_num_queries(1):
        door_list(english)
    with django_assert_num_queries(2):
        emergency_list(english)
    with django_assert_num_queries(1):
        sign_in_sheet(english)


def test_the_emergency_list_has_the_numbers_of_the_guest_list_and_those_guests_show(
    english: Event,
) -> None:
    shown, hidden = "06 93 58 36 22", "06 00 00 00 00"
    for mobile, shared in ((shown, ["mobile"]), (hidden, [])):
        guest = RegistrationFactory.create(event=english, phone="04 78 00 00 00", shared=shared)
        ProfileFactory.create(user=guest.user, mobile=mobile)
    words = pages.text(emergency_list(english))
    assert shown in words
    assert "04 78 00 00 00" in words
    assert hidden not in words


def test_who_is_in_the_house_stands_before_who_is_expected(english: Event) -> None:
    CheckInFactory.create(
        registration__event=english, registration__family_name="Zidane", at=english.starts_at
    )
    RegistrationFactory.create(event=english, family_name="Abadie")
    words = pages.text(emergency_list(english))
    assert words.index("Zidane") < words.index("Expected") < words.index("Abadie")
    assert f"{english.local_start:%H:%M}" in words


@pytest.mark.slow
def test_a_thousand_guests_are_listed_with_as_many_queries(
    english: Event, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    crowd(english, 1000)
    with django_assert_num_queries(4):
        printed = [make(english) for make in (attendee_list, door_list, emergency_list)]
        printed.append(sign_in_sheet(english))
    for pdf in printed:
        words = set(pages.text(pdf).split())
        assert all(f"Roux{at}" in words for at in range(1000))
