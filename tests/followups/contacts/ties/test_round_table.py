"""The picture of a network: everybody has a seat, nobody sits on another, the same each time."""

import itertools
import math
import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from followups.contacts.models import Contact, Introduced, Introduction
from followups.contacts.network.round_table import (
    LONGEST,
    MOST_GROUPS,
    MOST_NAMED,
    MOST_SEATS,
    Guest,
    How,
    Kind,
    Tie,
    gathered,
    lay,
)
from networking.accounts.models import User
from tests.factories import EventFactory, UserFactory
from tests.followups.contacts.ties.conftest import contact_of

NETWORK = reverse("contacts:network")
# The room a seat takes: a circle of six, and a hairline.
ROOM = 12.0


def people(*sizes: int) -> list[Guest]:
    """So many groups, so many in each."""
    groups = [str(at) for at, size in enumerate(sizes) for _ in range(size)]
    return [Guest(at, f"Personne {at}", group) for at, group in enumerate(groups)]


SIZES = st.lists(st.integers(1, 40), min_size=1, max_size=MOST_GROUPS)


@settings(max_examples=15)
@given(SIZES)
def test_everybody_has_a_seat_inside_the_picture_and_nobody_sits_on_another(
    sizes: list[int],
) -> None:
    guests = people(*sizes)
    table = lay(guests)
    if len(guests) > MOST_SEATS:
        assert table.seats == ()
        return
    assert [seat.guest for seat in table.seats] == guests
    places = [(seat.x, seat.y) for seat in table.seats]
    assert all(math.hypot(*place) <= table.half for place in places)
    near = min(
        (math.dist(one, other) for at, one in enumerate(places) for other in places[:at]),
        default=ROOM,
    )
    assert near >= ROOM


@given(SIZES)
def test_the_groups_go_round_once_and_their_numbers_do_not_touch(sizes: list[int]) -> None:
    sectors = lay(people(*sizes)).sectors
    assert [sector.count for sector in sectors] == sizes
    assert sectors[0].begin == 0
    assert sectors[-1].end == pytest.approx(2 * math.pi, abs=0.001)
    for one, other in itertools.pairwise(sectors):
        assert one.end == other.begin
        assert math.dist((one.x, one.y), (other.x, other.y)) > 24


@given(SIZES)
def test_the_same_people_give_the_same_picture(sizes: list[int]) -> None:
    guests = people(*sizes)
    assert lay(guests) == lay(guests)


@given(st.lists(st.sampled_from([str(at) for at in range(30)]), max_size=80))
def test_what_is_gathered_fits_round_the_table_and_loses_nobody(groups: list[str]) -> None:
    kept = gathered(groups, rest="~")
    assert set(kept) == set(groups)
    assert len(set(kept.values())) <= MOST_GROUPS
    assert all(under in {group, "~"} for group, under in kept.items())


@pytest.mark.parametrize(
    ("count", "named", "seats"),
    [(1, True, 1), (MOST_NAMED, True, 60), (200, False, 200), (1200, False, 0)],
)
def test_names_where_there_is_room_seats_while_there_are_few_else_plates(
    count: int, named: bool, seats: int
) -> None:
    table = lay(people(count))
    assert (table.is_named, len(table.seats)) == (named, seats)
    assert (table.sectors[0].plate is not None) is (seats == 0)


def test_a_long_name_is_cut_and_says_so() -> None:
    (seat,) = lay([Guest(1, "Marie-Antoinette de La Rochefoucauld", "a", How.EVENT)]).seats
    assert seat.name.endswith("…")
    assert len(seat.name) <= LONGEST


def test_ties_are_drawn_once_and_only_between_people_who_are_there() -> None:
    ties = [Tie(0, 1, Kind.MINE), Tie(1, 0, Kind.MINE), Tie(0, 99, Kind.BROUGHT)]
    (chord,) = lay(people(3), ties).chords
    assert (chord.kind, chord.weight) == (Kind.MINE, 2)


def test_an_empty_table_is_only_me() -> None:
    table = lay([])
    assert (table.sectors, table.seats, table.chords) == ((), (), ())


def test_more_groups_than_there_is_room_for_must_be_gathered_first() -> None:
    with pytest.raises(ValueError, match="Gather"):
        lay(people(*[1] * (MOST_GROUPS + 1)))


# --- The page ------------------------------------------------------------------------------------


def drawn(page: str) -> ET.Element:
    begin = page.index('<svg class="round-table')
    return ET.fromstring(page[begin : page.index("</svg>", begin) + 6])


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_three_and_says_it_twice(
    client: Client, owner: User, count: int, django_assert_num_queries
) -> None:
    event = EventFactory.create(over=True, title="Petit-déjeuner & co")
    met = [contact_of(owner, f"Zoë {at}", met_at=event) for at in range(count)]
    other = contact_of(owner, "<Björn>", introduced_by=met[0])
    Introduction.objects.create(owner=owner, first=met[0], second=other, how=Introduced.OWN)
    client.force_login(owner)
    with django_assert_num_queries(4):
        page = client.get(NETWORK).content.decode()
    svg = drawn(page)
    shapes = [each.get("class") for each in svg.iter() if "seat " in (each.get("class") or "")]
    assert shapes.count("seat seat--event") == count
    assert shapes.count("seat seat--introduced") == 1
    chords = [each.get("class") for each in svg.iter() if "chord " in (each.get("class") or "")]
    assert sorted(chords, key=str) == ["chord chord--brought", "chord chord--mine"]
    names = {each.text for each in svg.iter() if (each.get("class") or "") == "seat-word"}
    assert "<Björn>" in names
    for contact in (*met, other):
        assert contact.get_absolute_url() in page


@pytest.mark.django_db
def test_only_the_owner_s_people_sit_at_her_table(client: Client, owner: User) -> None:
    contact_of(UserFactory.create(), "Étrangère")
    client.force_login(owner)
    page = client.get(NETWORK).content.decode()
    assert "Étrangère" not in page
    assert "round-table" not in page


@pytest.mark.django_db
def test_a_thousand_people_are_a_page_of_moderate_weight(client: Client, owner: User) -> None:
    rows = [
        Contact(owner=owner, given_name=f"Zoë {at}", sort_name=f"{at:04}") for at in range(1000)
    ]
    Contact.objects.bulk_create(rows)
    client.force_login(owner)
    page = client.get(NETWORK).content
    assert len(page) < 60_000
    assert b"plate-word" in page
