"""Each guest's own card: the hours for all, and what is private for her alone."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.agenda import actions, dance_cards
from events.agenda.models import Segment
from events.agenda.templates import WITH_IMPROMPTU
from events.calendar.models import Event
from events.directory import actions as directory
from events.directory.models import Star
from events.guests.models import Registration
from events.wishes import actions as wishes
from networking.time import now
from tests.crowd import crowd
from tests.factories import EventFactory, RegistrationFactory
from tests.networking.paper import pages
from tests.networking.paper.people import HARD

pytestmark = pytest.mark.django_db


@pytest.fixture
def morning() -> Event:
    event = EventFactory.create(starts_at=now() + dt.timedelta(days=1), association__language="en")
    actions.lay_out(event=event, template=WITH_IMPROMPTU, by=None)
    return event


def guest(event: Event, family: str) -> Registration:
    return RegistrationFactory.create(event=event, given_name="Lou", family_name=family)


@pytest.mark.parametrize(("guests", "sheets"), [(0, 1), (1, 1), (4, 1), (5, 2), (34, 9)])
def test_four_cards_make_a_sheet_and_the_last_is_filled_with_blank_ones(
    morning: Event, guests: int, sheets: int
) -> None:
    crowd(morning, guests)
    texts = pages.texts(dance_cards.printed(morning))
    assert len(texts) == sheets
    assert sum(page.count("Whom I met") for page in texts) == 4 * sheets
    assert all(f"Lou Roux{at}" in " ".join(texts) for at in range(guests))
    assert all("What I promised" in page for page in texts)


def test_every_card_has_the_hours_of_the_day(morning: Event) -> None:
    guest(morning, "Petit")
    (page,) = pages.texts(dance_cards.printed(morning))
    assert page.count(f"{morning.local_start:%H:%M} Welcome") == 4


def test_lines_to_write_on_stand_below_what_is_written(morning: Event) -> None:
    crowd(morning, 4)
    (pixels,) = pages.drawn(dance_cards.printed(morning), dpi=150)
    left = pixels[:, : pixels.shape[1] // 2]
    ruled = (left < 200).mean(axis=1) > 0.6
    (lines,) = (ruled[1:] & ~ruled[:-1]).nonzero()
    half = pixels.shape[0] // 2
    above = [line for line in lines if line < half]
    assert len(above) == len(lines) - len(above) >= 6
    assert min(above) > 0.35 * half
    assert max(above) < 0.97 * half


def test_whom_somebody_starred_stands_on_her_card_if_she_asked_for_it(
    client: Client, morning: Event
) -> None:
    amina, zoe, roux = (guest(morning, name) for name in ("Diallo", "Fontanel", "Roux"))
    for who in (amina, zoe):
        Star.objects.create(user=who.user, registration=roux)
    assert "I would like to meet" not in pages.text(dance_cards.printed(morning))
    client.force_login(amina.user)
    path = reverse("directory:on_paper", args=[morning.association.slug, morning.slug])
    assert client.post(path, {"on": "1"}).status_code == 302
    (page,) = pages.texts(dance_cards.printed(morning))
    # On hers, between her name and the next; not on Zoé's.
    assert page.count("I would like to meet") == 1
    hers = page[page.index("Lou Diallo") : page.index("Lou Fontanel")]
    assert "I would like to meet Lou Roux" in hers
    client.post(path, {"on": "0"})
    assert "I would like to meet" not in pages.text(dance_cards.printed(morning))


def test_an_accepted_wish_stands_on_both_their_cards_and_before_the_stars(morning: Event) -> None:
    amina, zoe, roux = (guest(morning, name) for name in ("Diallo", "Fontanel", "Roux"))
    wishes.wish(registration=amina, wanted=roux, why="", by=amina.user)
    wishes.wish(registration=amina, wanted=zoe, why="", by=amina.user)
    wishes.accept(registration=roux, asker=amina, by=roux.user)
    directory.put_stars_on_paper(registration=amina, on=True, by=amina.user)
    for starred in (zoe, roux):
        Star.objects.create(user=amina.user, registration=starred)
    (page,) = pages.texts(dance_cards.printed(morning))
    assert "I would like to meet Lou Roux, Lou Fontanel" in page
    assert page.count("I would like to meet") == 2
    assert "I would like to meet Lou Diallo" in page


def test_who_comes_no_more_is_on_nobody_s_card(morning: Event) -> None:
    amina, gone = (
        guest(morning, "Diallo"),
        RegistrationFactory.create(event=morning, family_name="Absent", cancelled=True),
    )
    Star.objects.create(user=amina.user, registration=gone)
    directory.put_stars_on_paper(registration=amina, on=True, by=amina.user)
    assert "Absent" not in pages.text(dance_cards.printed(morning))


def test_many_parts_many_stars_and_hard_names_stay_inside_their_cards(morning: Event) -> None:
    for number in range(14):
        Segment.objects.create(
            event=morning, position=number, format="break", title="Échange " * 9, minutes=5
        )
    for given, family, *_rest in HARD:
        one = RegistrationFactory.create(event=morning, given_name=given, family_name=family)
        directory.put_stars_on_paper(registration=one, on=True, by=one.user)
        for other in Registration.objects.exclude(pk=one.pk):
            Star.objects.create(user=one.user, registration=other)
    margin = int(8 * 100 / 25.4)
    for pixels in pages.drawn(dance_cards.printed(morning), dpi=100):
        height, width = pixels.shape
        for across in (0, width // 2 - margin, width - margin):
            strip = pixels[:, across : across + margin]
            # Trim marks aside, which are short.
            assert int((strip < 128).any(axis=1).sum()) < 80
        middle = pixels[height // 2 - margin // 2 : height // 2 + margin // 2]
        assert int((middle < 128).any(axis=0).sum()) < 80


@pytest.mark.parametrize("guests", [1, 3])
def test_more_guests_are_no_more_queries(
    morning: Event, guests: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for one in crowd(morning, guests):
        directory.put_stars_on_paper(registration=one, on=True, by=one.user)
        Star.objects.create(user=one.user, registration=one)
    with django_assert_num_queries(5):
        dance_cards.printed(morning)


@pytest.mark.slow
def test_five_hundred_cards_are_all_there(morning: Event) -> None:
    crowd(morning, 500)
    words = pages.text(dance_cards.printed(morning))
    assert all(f"Roux{at} " in words for at in range(500))
