"""The order of a round table on paper: before it, and in the middle of it."""

import pytest
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from events.calendar.models import Event
from events.formats.round_table import paper
from events.formats.round_table.format import RoundTable
from events.formats.round_table.paper import LATER
from networking.paper import prints
from tests.crowd import crowd
from tests.events.agenda.conftest import Console
from tests.factories import CheckInFactory, EventFactory, ProfileFactory, RegistrationFactory
from tests.networking.paper import pages
from tests.networking.paper.people import HARD


@pytest.fixture
def morning(breakfast: Event) -> Event:
    breakfast.association.language = "en"
    breakfast.association.save()
    return breakfast


def named(event: Event, *names: str) -> list[object]:
    return [
        RegistrationFactory.create(event=event, given_name=name, family_name="Roux")
        for name in names
    ]


def in_order(page: str, *words: str) -> None:
    places = [page.index(word) for word in words]
    assert places == sorted(places)


def test_before_anybody_is_here_it_is_a_list_by_name_with_the_seconds_each(morning: Event) -> None:
    named(morning, "Zoé", "Amina")
    page = pages.text(paper.printed(morning))
    in_order(
        page, "60 seconds each, by the clock: 3 minutes for 2 people.", "Amina Roux", "Zoé Roux"
    )
    assert "Whoever arrives later speaks at the end." in page
    in_order(page, "Zoé Roux", "Arrived later")
    assert "Not here yet" not in page


def test_who_is_here_comes_first_in_the_order_of_arrival(morning: Event) -> None:
    zoe, amina, _bjorn = named(morning, "Zoé", "Amina", "Björn")
    for guest in (zoe, amina):
        CheckInFactory.create(registration=guest)
    page = pages.text(paper.printed(morning))
    in_order(
        page, "In the order of arrival", "Zoé Roux", "Amina Roux", "Not here yet", "Björn Roux"
    )


def test_the_order_that_was_chosen_is_the_order_on_paper(morning: Event) -> None:
    zoe, amina, _david, _chloe = named(morning, "Zoé", "Amina", "David", "Chloé")
    for guest in (zoe, amina):
        CheckInFactory.create(registration=guest)
    segment = morning.segments.get(format="round_table")
    segment.options = {"order": "name"}
    segment.save()
    page = pages.text(paper.printed(morning))
    in_order(page, "In this order", "Amina Roux", "Zoé Roux", "Not here yet", "Chloé", "David")
    with override("en"):
        planned = segment.planned(morning.local_start)
        assert RoundTable().on_paper(planned) == ["60 seconds each", "By name"]


def test_once_it_is_open_its_own_order_counts_and_who_spoke_is_ticked(
    morning: Event, console: Console
) -> None:
    guests = named(morning, "Zoé", "Amina", "Björn")
    for guest in guests[:2]:
        CheckInFactory.create(registration=guest)
    console.tap("start")
    console.tap("next")
    console.tap("round_table.open", turn_seconds=45)

    def ink() -> int:
        (pixels,) = pages.drawn(paper.printed(morning), dpi=150)
        return int((pixels < 128).sum())

    before = ink()
    console.tap("round_table.next")
    assert ink() > before
    page = pages.text(paper.printed(morning))
    assert "45 seconds each" in page
    in_order(page, "In this order", "Zoé Roux", "Amina Roux", "Not here yet", "Björn Roux")


def test_there_are_lines_for_those_who_come_later(morning: Event) -> None:
    (pixels,) = pages.drawn(paper.printed(morning), dpi=150)
    boxes = pages.texts(paper.printed(morning))
    assert "Arrived later" in boxes[0]
    ruled = (pixels < 240).mean(axis=1) > 0.7
    assert int((ruled[1:] & ~ruled[:-1]).sum()) >= LATER


def test_what_a_guest_keeps_to_herself_is_not_read_out_here(morning: Event) -> None:
    RegistrationFactory.create(event=morning, organisation="Secret", shared=["title"])
    assert "Secret" not in pages.text(paper.printed(morning))


def test_hard_names_keep_to_the_page(morning: Event) -> None:
    for given, family, title, house in HARD:
        RegistrationFactory.create(
            event=morning, given_name=given, family_name=family, title=title, organisation=house
        )
    for pixels in pages.drawn(paper.printed(morning), dpi=100):
        margin = int(17 * 100 / 25.4)
        assert pixels[:, :margin].min() == 255
        assert pixels[:, -margin:].min() == 255


@pytest.mark.parametrize("guests", [1, 3])
def test_more_guests_are_no_more_queries(
    morning: Event, guests: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for check_in in CheckInFactory.create_batch(guests, registration__event=morning):
        ProfileFactory.create(user=check_in.registration.user)
    with django_assert_num_queries(6):
        paper.printed(morning)


@pytest.mark.slow
def test_five_hundred_are_all_there_with_headings_on_every_page(morning: Event) -> None:
    crowd(morning, 500)
    texts = pages.texts(paper.printed(morning))
    words = set(" ".join(texts).split())
    assert all(f"Roux{at}" in words for at in range(500))
    assert all("Organisation" in page and "Page " in page for page in texts)


def test_an_event_without_a_round_table_is_not_offered_it(db: None) -> None:
    found = prints.find("round-table")
    assert found is not None
    assert not found.offered(EventFactory.create())
