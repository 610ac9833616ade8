"""Finding somebody in two keystrokes."""

import pytest

from events.calendar.models import Event
from events.door.looking import arrival_of, count_of, look, number_of
from events.guests.models import Registration
from tests.factories import BadgeFactory, CheckInFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def guest(event: Event, name: str, organisation: str = "", **said: object) -> Registration:
    given_name, _space, family_name = name.partition(" ")
    return RegistrationFactory.create(
        event=event,
        given_name=given_name,
        family_name=family_name,
        organisation=organisation,
        **said,
    )


def found(event: Event, text: str, **asked: str) -> list[str]:
    return [each.full_name for each in look(event, text, **asked)]  # type: ignore[arg-type]


def test_two_letters_find_somebody_accents_and_case_aside(event: Event) -> None:
    guest(event, "Léa Ørsted")
    guest(event, "Karim Benali")
    assert found(event, "le") == ["Léa Ørsted"]
    assert found(event, "LÉ") == ["Léa Ørsted"]
    assert found(event, "or") == ["Léa Ørsted"]


def test_a_guest_is_found_by_her_organisation(event: Event) -> None:
    guest(event, "Karim Benali", "Énergie Partagée")
    assert found(event, "ener") == ["Karim Benali"]


def test_words_that_begin_so_come_before_words_that_contain_it(event: Event) -> None:
    guest(event, "Gwenaëlle Aa")
    guest(event, "Paul Lefèvre")
    assert found(event, "le") == ["Paul Lefèvre", "Gwenaëlle Aa"]


def test_one_letter_finds_beginnings_only(event: Event) -> None:
    guest(event, "Gwenaëlle Aa")
    guest(event, "Paul Lefèvre")
    assert found(event, "l") == ["Paul Lefèvre"]


def test_several_words_narrow_the_search_in_any_order(event: Event) -> None:
    guest(event, "Claire Lefèvre", "Atelier Lumière")
    guest(event, "Claire Roux", "Tech & Co")
    assert found(event, "lum cla") == ["Claire Lefèvre"]


def test_figures_find_the_badge_of_that_number(event: Event) -> None:
    BadgeFactory.create(registration=guest(event, "Léa Ørsted"), number=12)
    BadgeFactory.create(registration=guest(event, "Karim Benali"), number=2)
    elsewhere = BadgeFactory.create(number=99)
    assert found(event, "12") == ["Léa Ørsted"]
    assert found(event, "99") == []
    assert elsewhere.registration is not None
    assert found(event, "1" * 40) == []


def test_without_a_word_the_list_is_who_is_not_here_yet_or_who_is(event: Event) -> None:
    here = guest(event, "Léa Ørsted")
    guest(event, "Karim Benali")
    CheckInFactory.create(registration=here)
    assert found(event, "") == ["Karim Benali"]
    assert found(event, "  ", which="here") == ["Léa Ørsted"]


def test_a_search_finds_those_who_are_here_too_after_those_who_are_not(event: Event) -> None:
    CheckInFactory.create(registration=guest(event, "Léa Aa"))
    guest(event, "Léa Zz")
    assert found(event, "lea") == ["Léa Zz", "Léa Aa"]


def test_who_holds_no_seat_or_comes_to_another_breakfast_is_not_found(event: Event) -> None:
    guest(event, "Léa Waiting", waiting=True)
    guest(event, "Léa Cancelled", cancelled=True)
    RegistrationFactory.create(given_name="Léa", family_name="Elsewhere")
    assert found(event, "lea") == []


def test_the_count_is_of_those_with_a_seat(event: Event) -> None:
    assert count_of(event).share == 0
    CheckInFactory.create(registration__event=event)
    guest(event, "Karim Benali")
    guest(event, "Léa Waiting", waiting=True)
    count = count_of(event)
    assert (count.here, count.expected, count.missing, count.share) == (1, 2, 1, 0.5)


def test_a_row_knows_its_arrival_and_its_number(event: Event) -> None:
    check_in = CheckInFactory.create(registration=guest(event, "Léa Ørsted"))
    BadgeFactory.create(registration=check_in.registration, number=4)
    (row,) = look(event, "lea")
    assert arrival_of(row) == check_in
    assert number_of(row) == "4"
    assert arrival_of(guest(event, "Karim Benali")) is None


def test_a_search_reads_the_list_once_for_each_guest(event: Event) -> None:
    # A server that has not counted its rows yet reads a list within the list for every guest.
    asked = str(look(event, "lea dubois").query)
    assert asked.count(f'FROM "{Registration._meta.db_table}"') == 1
