"""What an organiser types of an event: when one may register, and what an earlier one had."""

import datetime as dt
import zoneinfo
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from events.calendar import actions, deadlines
from events.calendar.models import Event
from tests.cast import Cast, assemble
from tests.events.calendar import speaking_english
from tests.factories import EventFactory

PARIS = zoneinfo.ZoneInfo("Europe/Paris")
FORM = {
    "title": "Petit-déjeuner",
    "day": "2027-04-06",
    "begins": "08:00",
    "ends": "10:00",
    "venue": "Café Le Bosquet",
    "capacity": "30",
    "policy": "open",
}


def send(cast: Cast, **other: str) -> Any:
    client = Client()
    client.force_login(speaking_english(cast.organiser))
    return client.post(reverse("calendar:new", args=[cast.association.slug]), FORM | other)


def made(cast: Cast, **other: str) -> Event:
    assert send(cast, **other).status_code == 302
    return cast.association.events.latest("pk")


@pytest.mark.django_db
def test_without_an_answer_registration_is_open_from_publication_to_the_end() -> None:
    event = made(assemble())
    assert (event.registration_opens_at, event.registration_closes_at) == (None, None)


@pytest.mark.django_db
def test_usual_deadlines_are_words_and_keep_their_hour_across_a_clock_change() -> None:
    # The clocks go forward on 28 March.
    event = made(assemble(), opens="fortnight", closes="eve")
    assert event.registration_opens_at == dt.datetime(2027, 3, 23, 9, tzinfo=PARIS)
    assert event.registration_closes_at == dt.datetime(2027, 4, 5, 18, tzinfo=PARIS)


@pytest.mark.django_db
def test_a_deadline_of_ones_own_is_read_in_the_events_zone() -> None:
    event = made(assemble(), closes="own", closes_on="2027-04-02T12:30")
    assert event.registration_closes_at == dt.datetime(2027, 4, 2, 12, 30, tzinfo=PARIS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"closes": "own"}, "Say the day and the hour, or choose another answer."),
        ({"opens": "own", "opens_on": "2027-04-07T08:00"}, "That is after the end"),
        (
            {"opens": "own", "opens_on": "2027-04-05T20:00", "closes": "eve"},
            "Registration would close before it opens.",
        ),
        ({"closes": "own", "closes_on": "demain"}, "Enter a valid date/time."),
        ({"opens": "jamais"}, "Select a valid choice."),
    ],
)
def test_deadlines_that_make_no_sense_keep_the_form_and_write_nothing(
    wrong: dict[str, str], said: str
) -> None:
    cast = assemble()
    answer = send(cast, **wrong)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Café Le Bosquet" in answer.content.decode()
    assert cast.association.events.count() == 1


@pytest.mark.django_db
def test_each_way_of_registering_is_explained() -> None:
    cast = assemble()
    client = Client()
    client.force_login(speaking_english(cast.organiser))
    text = client.get(reverse("calendar:new", args=[cast.association.slug])).content.decode()
    for line in ("Whoever has the address", "Only members", "Only those you invite", "you say yes"):
        assert line in text


@pytest.mark.django_db
def test_a_new_event_starts_from_any_earlier_one_with_its_look_and_its_deadlines() -> None:
    cast = assemble()
    other = EventFactory.create(association=cast.association, venue="Le Phare", capacity=12)
    actions.dress(event=other, colour="#1c5c8a", picture=None, by=None)
    actions.change(
        event=other,
        registration_closes_at=deadlines.CLOSES["eve"].of(other.local_start),
        by=None,
    )
    client = Client()
    client.force_login(speaking_english(cast.organiser))
    path = f"{reverse('calendar:new', args=[cast.association.slug])}?from={other.slug}"
    form = client.get(path).context["form"]
    assert (form["venue"].value(), form["capacity"].value()) == ("Le Phare", 12)
    assert form["closes"].value() == "eve"
    client.post(path, FORM)
    assert cast.association.events.latest("pk").cover_colour == "#1c5c8a"


@pytest.mark.django_db
def test_another_associations_event_is_nothing_to_start_from() -> None:
    cast = assemble()
    foreign = EventFactory.create(venue="Chez les autres")
    client = Client()
    client.force_login(speaking_english(cast.organiser))
    path = f"{reverse('calendar:new', args=[cast.association.slug])}?from={foreign.slug}"
    assert "Chez les autres" not in client.get(path).content.decode()


@given(
    word=st.sampled_from([*deadlines.OPENS]),
    day=st.dates(dt.date(2026, 1, 1), dt.date(2036, 1, 1)),
    hour=st.times(),
    zone=st.sampled_from(["Europe/Paris", "America/Montreal", "Africa/Tunis"]),
)
def test_a_word_means_an_instant_and_that_instant_the_word(
    word: str, day: dt.date, hour: dt.time, zone: str
) -> None:
    starts_at = dt.datetime.combine(day, hour, zoneinfo.ZoneInfo(zone))
    instant = deadlines.instant_of(word, None, starts_at, deadlines.OPENS)
    assert instant is not None
    assert deadlines.word_for(instant.astimezone(dt.UTC), starts_at, deadlines.OPENS) == word
    assert instant < starts_at


def test_an_instant_that_has_no_word_is_ones_own() -> None:
    starts_at = dt.datetime(2027, 4, 6, 8, tzinfo=PARIS)
    odd = starts_at - dt.timedelta(hours=7)
    assert deadlines.word_for(odd, starts_at, deadlines.CLOSES) == deadlines.OWN
    assert deadlines.instant_of(deadlines.OWN, odd, starts_at, deadlines.CLOSES) == odd


@pytest.mark.django_db
def test_a_second_click_makes_no_second_draft() -> None:
    cast = assemble()
    first, second = (send(cast)["Location"] for _ in range(2))
    assert first == second
    assert cast.association.events.count() == 2
    send(cast, day="2027-05-04")
    assert cast.association.events.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("name", ["day", "opens_on", "closes_on"])
def test_a_day_beyond_all_calendars_is_refused_with_the_rest_kept(day: str, name: str) -> None:
    said = {
        "day": {"day": day, "begins": "00:01", "ends": "00:00"},
        "opens_on": {"opens": deadlines.OWN, "opens_on": f"{day}T00:00"},
        "closes_on": {"closes": deadlines.OWN, "closes_on": f"{day}T00:00"},
    }[name]
    answer = send(assemble(), **said)
    assert answer.status_code == 422
    assert name in answer.context["form"].errors
    assert "Café Le Bosquet" in answer.content.decode()
