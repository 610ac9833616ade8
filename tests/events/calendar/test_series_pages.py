"""The pages of a series: its editor with the next dates, its season, what a change would do."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.calendar import actions
from events.calendar.models import Event, Series, Status
from tests.cast import Cast, assemble
from tests.factories import RegistrationFactory, SeriesFactory

pytestmark = pytest.mark.django_db

PATTERN = {"repeats": "nth", "nth": "1", "weekday": "1", "every": "1", "ends": "never"}
FORM = PATTERN | {
    "title": "Le petit-déjeuner du mois",
    "starts_at_time": "08:00",
    "ends_at_time": "10:00",
    "venue": "Café de la Place",
    "address": "3 place des Terreaux, 69001 Lyon",
    "capacity": "30",
    "policy": "open",
    "months_ahead": "6",
}
NEW = FORM | {"first_day": "2027-01-10"}


@pytest.fixture(autouse=True)
def _in_january() -> None:
    with time_machine.travel(dt.datetime(2027, 1, 10, 12, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def cast(client: Client) -> Cast:
    """An association whose organiser is at her desk."""
    cast = assemble()
    client.force_login(cast.organiser)
    client.cookies["django_language"] = "en"
    return cast


@pytest.fixture
def series(cast: Cast) -> Series:
    """Six first Tuesdays, from February to July."""
    series = SeriesFactory.create(association=cast.association, rule="FREQ=MONTHLY;BYDAY=1TU")
    actions.make_ahead(series=series, by=None)
    return series


def url(name: str, series: Series, *args: str) -> str:
    return reverse(f"calendar:{name}", args=[series.association.slug, series.slug, *args])


def text(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def events(series: Series) -> list[Event]:
    return list(series.events.order_by("starts_at"))


def agree(client: Client, address: str, form: dict[str, Any], answer: HttpResponse) -> HttpResponse:
    """Say yes to what the page says would happen."""
    return client.post(address, form | {"agreed": answer.context["plan"].mark})


def test_a_series_is_begun_with_its_first_events(client: Client, cast: Cast) -> None:
    address = reverse("calendar:new_series", args=[cast.association.slug])
    assert "The first Tuesday of the month" in text(client.get(address))
    answer = client.post(address, NEW | {"skipped": ["8"], "skip": ["2027-03-02"]}, follow=True)
    series = cast.association.series.get()
    assert series.rule == "FREQ=MONTHLY;BYMONTH=1,2,3,4,5,6,7,9,10,11,12;BYDAY=1TU"
    assert series.minutes == 120
    assert [f"{event.local_start:%m-%d %H:%M}" for event in events(series)] == [
        "02-02 08:00", "04-06 08:00", "05-04 08:00", "06-01 08:00", "07-06 08:00",
    ]  # fmt: skip
    assert "The first Tuesday of the month, except in August" in text(answer)
    assert "Left out" in text(answer)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "This field is required"),
        ({"repeats": "weekly"}, "Choose at least one day of the week."),
        ({"repeats": "tomorrow"}, "Select a valid choice"),
        ({"ends": "until"}, "Say which day is the last."),
        ({"ends": "count"}, "Say how many times."),
        ({"ends": "until", "until": "2026-12-31"}, "No day fits"),
        ({"skipped": [str(month) for month in range(1, 13)]}, "No day fits"),
        ({"repeats": "yearly", "month": "2", "month_day": "30"}, "No day fits"),
        ({"every": "0"}, "greater than or equal to 1"),
        ({"first_day": "soon"}, "Enter a valid date"),
        ({"ends_at_time": "07:59"}, "more than twelve hours"),
        ({"starts_at_time": "quarter past"}, "Enter a valid time"),
    ],
)
def test_what_makes_no_sense_keeps_the_form_and_makes_nothing(
    client: Client, cast: Cast, wrong: dict[str, Any], said: str
) -> None:
    address = reverse("calendar:new_series", args=[cast.association.slug])
    answer = client.post(address, NEW | wrong)
    assert answer.status_code == 422
    assert said in text(answer)
    assert "3 place des Terreaux" in text(answer)
    assert not Series.objects.exists()


@pytest.mark.parametrize(
    ("chosen", "words", "first"),
    [
        ({}, "The first Tuesday of the month", "Tuesday 2 February 2027"),
        (
            {"repeats": "weekly", "weekdays": ["0", "3"], "every": "2"},
            "Every 2 weeks, on Monday and Thursday",
            "Monday 11 January 2027",
        ),
        ({"repeats": "day", "month_day": "-1"}, "The last day of the month", "31 January 2027"),
        (
            {"repeats": "yearly", "month": "6", "month_day": "21"},
            "Every year on 21 June",
            "Monday 21 June 2027",
        ),
    ],
)
def test_while_one_chooses_the_next_dates_are_there(
    client: Client, cast: Cast, chosen: dict[str, Any], words: str, first: str
) -> None:
    address = reverse("calendar:preview_series", args=[cast.association.slug])
    answer = client.get(address, NEW | chosen)
    assert words in text(answer)
    assert first in text(answer)
    assert text(answer).count('type="checkbox"') == 6
    assert "<html" not in text(answer)


def test_the_next_dates_of_another_rule_are_those_that_will_be(
    client: Client, series: Series
) -> None:
    """Every third month counts from the first event that changes, whatever it counted from."""
    address = reverse("calendar:preview_series", args=[series.association.slug])
    third = str(events(series)[2].occurrence)
    chosen = PATTERN | {"series": series.slug, "every": "3", "since": third}
    said = text(client.get(address, chosen))
    dates = re.findall(r'value="(202\d-\d\d)-\d\d"', said)
    assert dates[:3] == ["2027-04", "2027-07", "2027-10"]
    form = FORM | {"every": "3", "since": third}
    answer = client.post(url("edit_series", series), form)
    agree(client, url("edit_series", series), form, answer)
    assert [f"{event.local_start:%m}" for event in events(series)] == ["02", "03", "04", "07"]


def test_a_date_that_is_ticked_is_left_out_and_another_one_comes(
    client: Client, cast: Cast
) -> None:
    address = reverse("calendar:preview_series", args=[cast.association.slug])
    said = text(client.get(address, NEW | {"skip": ["2027-02-02", "2028-01-04", "never"]}))
    assert said.count('type="checkbox"') == 7
    assert said.count("left out") == 1
    # One that is too far off to be seen isn't forgotten.
    assert 'type="hidden" name="skip" value="2028-01-04"' in said


def test_what_is_not_complete_yet_has_no_dates_and_forgets_none_left_out(
    client: Client, cast: Cast
) -> None:
    address = reverse("calendar:preview_series", args=[cast.association.slug])
    answer = client.get(address, NEW | {"every": "", "repeats": "weekly", "skip": ["2027-02-02"]})
    assert answer.status_code == 200
    assert "No dates yet" in text(answer)
    assert 'value="2027-02-02"' in text(answer)


def test_a_change_is_shown_before_it_is_done(client: Client, series: Series) -> None:
    second = events(series)[1]
    actions.change(event=second, by=None, venue="À la médiathèque")
    RegistrationFactory.create_batch(2, event=events(series)[0])
    form = FORM | {"venue": "Chez Paul", "starts_at_time": "08:30", "ends_at_time": "10:30"}
    answer = client.post(url("edit_series", series), form)
    said = text(answer)
    assert answer.status_code == 200
    assert "6 events change" in said
    assert "New place: Chez Paul" in said
    assert "From 08:30 to 10:30" in said
    assert "2 guests are told" in said
    assert "1 was set by hand and keeps what is its own" in said
    assert Event.objects.filter(venue="Chez Paul").count() == 0
    done = agree(client, url("edit_series", series), form, answer)
    assert done.status_code == 302
    assert [event.venue == "Chez Paul" for event in events(series)] == [
        True, False, True, True, True, True,
    ]  # fmt: skip


def test_what_was_set_by_hand_changes_too_if_one_says_so(client: Client, series: Series) -> None:
    second = events(series)[1]
    actions.change(event=second, by=None, venue="À la médiathèque")
    form = FORM | {"venue": "Chez Paul"}
    answer = client.post(url("edit_series", series), form)
    agree(client, url("edit_series", series), form | {"too": [second.pk]}, answer)
    assert {event.venue for event in events(series)} == {"Chez Paul"}


def test_from_one_event_on_only_those_that_follow_change(client: Client, series: Series) -> None:
    third = events(series)[2]
    page = client.get(url("edit_series", series), {"since": str(third.occurrence)})
    assert f'value="{third.occurrence}" selected' in text(page)
    form = FORM | {"capacity": "12", "since": str(third.occurrence)}
    answer = client.post(url("edit_series", series), form)
    assert "4 events change" in text(answer)
    agree(client, url("edit_series", series), form, answer)
    assert [event.capacity for event in events(series)] == [30, 30, 12, 12, 12, 12]


def test_from_a_day_that_is_none_of_its_days_is_refused(client: Client, series: Series) -> None:
    answer = client.post(url("edit_series", series), FORM | {"since": "2027-02-03"})
    assert answer.status_code == 422


def test_if_something_happened_in_between_one_is_asked_again(
    client: Client, series: Series
) -> None:
    form = FORM | {"skipped": ["3"]}
    answer = client.post(url("edit_series", series), form)
    assert "1 is removed: nobody is on its list" in text(answer)
    RegistrationFactory.create(event=events(series)[1])
    again = agree(client, url("edit_series", series), form, answer)
    assert "Something has changed in between" in text(again)
    assert "1 person counts on it and will be told" in text(again)
    assert series.events.count() == 6
    off = form | {"off": [events(series)[1].pk], "note": "Travaux."}
    agree(client, url("edit_series", series), off, again)
    cancelled = events(series)[1]
    assert (cancelled.status, cancelled.cancel_note) == (Status.CANCELLED, "Travaux.")


def test_whoever_has_no_mail_is_told_by_the_organiser_herself(
    client: Client, series: Series
) -> None:
    march, april, may = events(series)[1:4]
    RegistrationFactory.create(event=march, user__email=None)
    RegistrationFactory.create(event=april, invited=True)
    actions.change(event=may, by=None, capacity=12)
    said = text(client.post(url("edit_series", series), FORM | {"skipped": ["3", "4", "5"]}))
    assert "3 have their day no longer" in said
    assert "1 has no e-mail: you tell them yourself" in said
    assert "People are invited to it" in said
    assert "Nobody is registered; it was set by hand" in said


def test_each_change_is_said_in_a_sentence_of_its_own(client: Client, series: Series) -> None:
    changed = {
        "title": "Le café",
        "venue": "",
        "address": "1 rue Neuve",
        "online_url": "https://meet.example.org/cafe",
        "capacity": "1",
        "policy": "members",
        "description": "À l’heure.",
        "closes_hours_before": "12",
    }
    said = text(client.post(url("edit_series", series), FORM | changed))
    for sentence in (
        "New title: Le café", "No place any more", "New address: 1 rue Neuve",
        "New online address: https://meet.example.org/cafe", "1 seat",
        "Who may register: Members only", "New description",
        "Registration opens or closes at another time",
    ):  # fmt: skip
        assert sentence in said


def test_back_to_the_form_keeps_what_was_typed(client: Client, series: Series) -> None:
    answer = client.post(url("edit_series", series), FORM | {"venue": "Chez Paul", "back": "1"})
    assert 'value="Chez Paul"' in text(answer)
    series.refresh_from_db()
    assert series.venue == "Café de la Place"


def test_the_page_that_asks_carries_all_that_was_typed(client: Client, series: Series) -> None:
    form = FORM | {"description": "Avec « guillemets » & <b>", "skipped": ["3", "4"]}
    said = text(client.post(url("edit_series", series), form))
    assert 'name="description" value="Avec « guillemets » &amp; &lt;b&gt;"' in said
    assert 'name="skipped" value="3"' in said
    assert 'name="skipped" value="4"' in said


def test_a_browsers_line_ends_make_no_other_description(client: Client, series: Series) -> None:
    Series.objects.update(description="Un café.\n\nDeux heures.")
    form = FORM | {"description": "Un café.\r\n\r\nDeux heures.", "drafts": "on"}
    assert client.post(url("edit_series", series), form).status_code == 302
    event = events(series)[0]
    Event.objects.filter(pk=event.pk).update(description="Un café.\n\nDeux heures.")
    page = reverse("calendar:edit", args=[series.association.slug, event.slug])
    day = {"day": "2027-02-02", "begins": "08:00", "ends": "10:00"}
    client.post(page, form | day | {"venue": "Ailleurs", "unless": ""}, follow=True)
    event.refresh_from_db()
    assert "description" not in event.own_fields


def test_what_reaches_no_event_is_done_at_once(client: Client, series: Series) -> None:
    answer = client.post(url("edit_series", series), FORM | {"drafts": "on"})
    assert answer.status_code == 302
    series.refresh_from_db()
    assert series.drafts


def test_a_rule_beyond_the_editor_is_shown_in_words_and_kept(client: Client, cast: Cast) -> None:
    rule = "FREQ=MONTHLY;BYDAY=1TU,3TU"
    series = SeriesFactory.create(association=cast.association, rule=rule, months_ahead=1)
    actions.make_ahead(series=series, by=None)
    page = text(client.get(url("edit_series", series)))
    assert "by a rule of its own; next on" in page
    form = FORM | {"repeats": "own", "drafts": "on", "months_ahead": "1"}
    assert client.post(url("edit_series", series), form).status_code == 302
    series.refresh_from_db()
    assert (series.rule, series.drafts) == (rule, True)


def test_a_rule_that_others_wrote_stays_as_they_wrote_it(client: Client, series: Series) -> None:
    Series.objects.update(rule="FREQ=MONTHLY;INTERVAL=1;BYDAY=+1TU;WKST=MO")
    assert client.post(url("edit_series", series), FORM).status_code == 302
    series.refresh_from_db()
    assert series.rule == "FREQ=MONTHLY;INTERVAL=1;BYDAY=+1TU;WKST=MO"


def test_a_date_nobody_counts_on_is_left_out_by_a_tap_and_put_back_by_another(
    client: Client, series: Series
) -> None:
    client.post(url("leave_out", series, "2027-03-02"))
    assert "2027-03-02" not in {str(event.occurrence) for event in events(series)}
    assert "Put back" in text(client.get(url("series", series)))
    client.post(url("put_back", series, "2027-03-02"))
    assert "2027-03-02" in {str(event.occurrence) for event in events(series)}


def test_a_date_that_people_count_on_is_asked_about(client: Client, series: Series) -> None:
    event = events(series)[1]
    RegistrationFactory.create(event=event)
    address = url("leave_out", series, "2027-03-02")
    answer = client.post(address)
    assert "Cancel Tuesday 2 March 2027" in text(answer)
    agree(client, address, {"off": [event.pk]}, answer)
    event.refresh_from_db()
    assert event.status == Status.CANCELLED


@pytest.mark.parametrize("name", ["leave_out", "put_back"])
@pytest.mark.parametrize("day", ["tomorrow", "2027-02-30"])
def test_what_is_no_day_is_no_page(client: Client, series: Series, name: str, day: str) -> None:
    assert client.post(url(name, series, day)).status_code == 404


def test_a_series_of_another_association_is_no_page(client: Client, series: Series) -> None:
    other = SeriesFactory.create()
    address = reverse("calendar:series", args=[series.association.slug, other.slug])
    assert client.get(address).status_code == 404


def test_a_series_is_ended_after_reading_what_that_means_and_taken_up_again(
    client: Client, series: Series
) -> None:
    assert "The 6 that are made already stay" in text(client.get(url("end_series", series)))
    said = text(client.post(url("end_series", series), follow=True))
    assert "This series has ended" in said
    assert "Not made yet" not in said
    assert "Not made yet" in text(client.post(url("resume_series", series), follow=True))


def test_the_season_says_what_was_set_by_hand_and_what_is_not_made_yet(
    client: Client, series: Series
) -> None:
    first = events(series)[0]
    later = {"starts_at": first.starts_at + dt.timedelta(days=1)}
    actions.change(event=first, by=None, ends_at=first.ends_at + dt.timedelta(days=1), **later)
    said = text(client.get(url("series", series)))
    assert "Wednesday 3 February 2027" in said
    assert "Tuesday 2 February 2027" not in said
    assert "Set by hand: Date and hours" in said
    assert said.count("Not made yet") == 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_season_costs_the_same_for_one_event_and_three(
    client: Client, cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    series = SeriesFactory.create(association=cast.association, months_ahead=count)
    actions.make_ahead(series=series, by=None)
    RegistrationFactory.create(event=events(series)[0])
    with django_assert_num_queries(8):
        client.get(url("series", series))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_series_costs_the_same_for_one_and_three(
    client: Client, cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    SeriesFactory.create_batch(count, association=cast.association)
    with django_assert_num_queries(5):
        client.get(reverse("calendar:all_series", args=[cast.association.slug]))


def test_without_a_series_the_list_says_what_one_is_for(client: Client, cast: Cast) -> None:
    said = text(client.get(reverse("calendar:all_series", args=[cast.association.slug])))
    assert "Every first Tuesday, by itself" in said


def test_an_event_of_a_series_says_that_its_page_changes_it_alone(
    client: Client, series: Series
) -> None:
    event = events(series)[0]
    page = client.get(reverse("calendar:edit", args=[series.association.slug, event.slug]))
    assert "What you change here is for this one alone" in text(page)
    assert f"{url('edit_series', series)}?since={event.occurrence}" in text(page)


def test_what_no_key_is_and_letters_nobody_types_break_no_answer(
    client: Client, series: Series
) -> None:
    event = events(series)[1]
    RegistrationFactory.create(event=event)
    address = url("leave_out", series, "2027-03-02")
    said = {"off": ["²", "9" * 5000, "x", event.pk], "note": "Trav\0aux."}
    agree(client, address, said, client.post(address))
    event.refresh_from_db()
    assert (event.status, event.cancel_note) == (Status.CANCELLED, "Travaux.")
