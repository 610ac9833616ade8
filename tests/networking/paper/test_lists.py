from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import pytest
from django.utils import translation

from networking.paper.lists import (
    TO_SIGN,
    ListedGuest,
    attendee_list,
    door_list,
    emergency_list,
    sign_in_sheet,
)
from networking.paper.tables import Occasion
from tests.networking.paper import pages
from tests.networking.paper.people import HARD

BREAKFAST = Occasion(
    association="Le Cercle des Petits-Déjeuners",
    title="Le petit-déjeuner de décembre",
    when="mardi 1er décembre 2026, 8 h – 10 h",
    where="Café Le Bosquet, Lyon",
    language="en",
)
AMINA = ListedGuest(
    given_name="Amina",
    family_name="Diallo",
    title="Cheffe de projet",
    organisation="Énergie Partagée",
    contact=("04 78 00 00 00", "amina@energie-partagee.example"),
    remark="Invited by Claire",
    number="7",
)

Listed = Callable[[Sequence[ListedGuest], Occasion], bytes]
in_case = partial(emergency_list, at="08:04")
ALL = pytest.mark.parametrize(
    "listed",
    [attendee_list, door_list, in_case, sign_in_sheet],
    ids=["attendees", "door", "emergency", "sign-in"],
)


def crowd(count: int) -> list[ListedGuest]:
    return [replace(AMINA, family_name=f"Diallo{at}", number=str(at)) for at in range(count)]


def test_the_list_to_hand_out_shows_what_it_is_given_of_each_guest() -> None:
    printed = pages.text(attendee_list([AMINA], BREAKFAST))
    for part in ("Amina Diallo", "Cheffe de projet", "Énergie Partagée", *AMINA.contact):
        assert part in printed


def test_the_list_to_hand_out_keeps_the_hosts_remarks_to_itself() -> None:
    assert AMINA.remark not in pages.text(attendee_list([AMINA], BREAKFAST))


def test_a_list_where_nobody_shows_a_contact_has_no_column_for_them() -> None:
    assert "To reach them" not in pages.text(attendee_list([replace(AMINA, contact=())], BREAKFAST))


def test_the_door_list_has_names_remarks_and_numbers_but_no_contacts() -> None:
    printed = pages.text(door_list([AMINA], BREAKFAST))
    for part in ("Diallo", "Amina", "Énergie Partagée", AMINA.remark, "7"):
        assert part in printed
    assert AMINA.contact[1] not in printed


def test_a_guest_who_has_arrived_is_ticked_already() -> None:
    def ink(*, arrived: bool) -> int:
        (pixels,) = pages.drawn(door_list([replace(AMINA, arrived=arrived)], BREAKFAST))
        return int((pixels < 128).sum())

    assert ink(arrived=True) > ink(arrived=False)


@ALL
def test_every_page_repeats_the_headings_and_says_which_page_it_is(listed: Listed) -> None:
    printed = pages.texts(listed(crowd(100), BREAKFAST))
    assert len(printed) > 1
    for number, page in enumerate(printed, start=1):
        assert "Organisation" in page or "Title and organisation" in page
        assert "Name" in page or "Family name" in page
        assert f"Page {number} of {len(printed)}" in page
        assert BREAKFAST.association in page


@ALL
def test_the_first_page_says_what_when_where_and_how_many(listed: Listed) -> None:
    first = pages.texts(listed(crowd(34), BREAKFAST))[0]
    for part in (BREAKFAST.title, BREAKFAST.when, BREAKFAST.where, "34 participants"):
        assert part in first


@ALL
def test_hard_names_stay_in_their_columns_and_on_the_page(listed: Listed) -> None:
    guests = [
        ListedGuest(given_name=given, family_name=family, title=title, organisation=organisation)
        for given, family, title, organisation in HARD
    ]
    printed = listed(guests, BREAKFAST)
    for pixels in pages.drawn(printed, dpi=100):
        margin = int(17 * 100 / 25.4)
        assert pixels[:, :margin].min() == 255
        assert pixels[:, -margin:].min() == 255
    words = pages.text(printed)
    assert all(word in words for word in ("Nguyễn", "Παρασκευή", "Достоевская", "#panic()"))


@pytest.mark.slow
@ALL
def test_a_thousand_guests_are_all_there_once(listed: Listed) -> None:
    printed = pages.text(listed(crowd(1000), BREAKFAST))
    assert all(printed.split().count(f"Diallo{at}") == 1 for at in range(1000))


def test_a_list_speaks_the_association_s_language_whoever_prints_it() -> None:
    with translation.override("fr"):
        assert "Door list" in pages.text(door_list([AMINA], BREAKFAST))


@pytest.mark.parametrize("listed", [attendee_list, door_list, in_case])
def test_an_empty_list_is_a_page_that_says_so(listed: Listed) -> None:
    (page,) = pages.texts(listed([], BREAKFAST))
    assert "0 participants" in page
    assert "Nobody is on the list yet" in page


def test_a_sheet_without_guests_has_lines_to_sign_all_the_same() -> None:
    (page,) = pages.texts(sign_in_sheet([], BREAKFAST))
    assert "Signature" in page
    (pixels,) = pages.drawn(sign_in_sheet([], BREAKFAST), dpi=150)
    ruled = (pixels < 200).mean(axis=1) > 0.7
    assert int((ruled[1:] & ~ruled[:-1]).sum()) == TO_SIGN + 1


def test_the_emergency_list_counts_who_is_in_the_house_and_who_may_be() -> None:
    guests = [
        replace(AMINA, arrived=True, since="07:58"),
        replace(AMINA, family_name="Roux", contact=()),
        replace(AMINA, family_name="Petit", contact=()),
    ]
    printed = pages.text(in_case(guests, BREAKFAST))
    words = ["As of 08:04", "In the house · 1", "Diallo", "Expected, not seen yet · 2", "Roux"]
    places = [printed.index(word) for word in words]
    assert places == sorted(places)
    assert "07:58" in printed
    assert AMINA.contact[0] in printed


def test_a_group_says_what_it_is_on_every_page_it_fills() -> None:
    first, *others = pages.texts(in_case(crowd(80), BREAKFAST))
    assert others
    assert "In the house" not in first
    assert all("Expected, not seen yet · 80" in page for page in (first, *others))


def test_a_letter_in_the_margin_takes_all_that_are_looked_for_under_it() -> None:
    names = ("Eluard", "Élodie", "Œuvrard", "Ørsted", "Παπάς", "Юдин")
    letters = [ListedGuest(given_name="A", family_name=name).letter for name in names]
    assert letters == ["E", "E", "O", "O", "Π", "Ю"]


@ALL
def test_fonts_are_carried_and_the_title_says_what_it_is(listed: Listed) -> None:
    printed = listed([AMINA], BREAKFAST)
    assert all(pages.fonts(printed).values())
    metadata = pages.opened(printed).metadata
    assert metadata is not None
    assert BREAKFAST.title in str(metadata.title)
