"""An event: drafted like the last one, published, changed, read in its own zone."""

import datetime as dt
import zoneinfo

import pytest
from django.test import Client
from django.urls import reverse

from events.calendar import actions
from events.calendar.models import Event, Status
from events.calendar.next_time import beginning, worth_copying
from tests.cast import assemble
from tests.factories import EventFactory, SeriesFactory

pytestmark = pytest.mark.django_db

FORM = {
    "title": "Petit-déjeuner",
    "day": "2026-12-01",
    "begins": "08:00",
    "ends": "10:00",
    "venue": "Café Le Bosquet",
    "capacity": "30",
    "policy": "open",
}


def url(name: str, event: Event, *args: str) -> str:
    return reverse(f"calendar:{name}", args=[event.association.slug, event.slug, *args])


def test_eight_o_clock_is_eight_o_clock_in_the_events_zone(client: Client) -> None:
    cast = assemble()
    client.force_login(cast.organiser)
    client.post(reverse("calendar:new", args=[cast.association.slug]), FORM)
    event = cast.association.events.latest("pk")
    assert event.starts_at == dt.datetime(2026, 12, 1, 7, tzinfo=dt.UTC)
    assert event.local_start.hour == 8


def test_an_event_past_midnight_ends_the_next_day(client: Client) -> None:
    cast = assemble()
    client.force_login(cast.organiser)
    form = FORM | {"begins": "22:00", "ends": "01:00"}
    client.post(reverse("calendar:new", args=[cast.association.slug]), form)
    event = cast.association.events.latest("pk")
    assert event.ends_at - event.starts_at == dt.timedelta(hours=3)


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"day": "demain"}, {"capacity": "0"}, {"ends": "07:59"}]
)
def test_what_makes_no_sense_keeps_the_form_and_writes_nothing(
    client: Client, wrong: dict[str, str]
) -> None:
    cast = assemble()
    client.force_login(cast.organiser)
    answer = client.post(reverse("calendar:new", args=[cast.association.slug]), FORM | wrong)
    assert answer.status_code == 422
    assert "Café Le Bosquet" in answer.content.decode()
    assert cast.association.events.count() == 1


def test_a_new_event_begins_as_the_last_one_a_month_on() -> None:
    cast = assemble()
    zone = zoneinfo.ZoneInfo("Europe/Paris")
    first_tuesday = dt.datetime(2027, 2, 2, 8, tzinfo=zone)
    last = EventFactory.create(
        association=cast.association,
        starts_at=first_tuesday,
        ends_at=first_tuesday + dt.timedelta(hours=2),
        venue="Café Le Bosquet",
    )
    begun = beginning(last)
    assert (begun["day"], begun["begins"], begun["venue"]) == (
        dt.date(2027, 3, 2), dt.time(8), "Café Le Bosquet",
    )  # fmt: skip


def test_a_new_event_copies_the_next_or_one_made_by_hand_not_the_furthest_of_a_series() -> None:
    cast = assemble()
    series = SeriesFactory.create(association=cast.association)
    ahead = [
        EventFactory.create(
            association=cast.association,
            series=series,
            occurrence=dt.date(2027, month, 5),
            starts_at=dt.datetime(2027, month, 5, 7, tzinfo=dt.UTC),
            ends_at=dt.datetime(2027, month, 5, 9, tzinfo=dt.UTC),
        )
        for month in (2, 3, 4)
    ]
    assert list(worth_copying(cast.association)) == [cast.event]
    Event.objects.filter(pk=cast.event.pk).update(status=Status.CANCELLED)
    assert list(worth_copying(cast.association)) == [ahead[0]]
    own = EventFactory.create(
        association=cast.association, starts_at=ahead[2].starts_at, ends_at=ahead[2].ends_at
    )
    assert worth_copying(cast.association).first() == own


def test_where_a_series_makes_the_dates_the_day_of_one_more_is_left_open() -> None:
    cast = assemble()
    series = SeriesFactory.create(association=cast.association)
    assert beginning(cast.event)["day"] is None
    cast.event.series = series
    assert beginning(cast.event)["title"] == series.title
    series.ended_at = cast.event.starts_at
    series.save(update_fields=["ended_at"])
    far = EventFactory.create(
        association=cast.association,
        starts_at=dt.datetime(2028, 5, 20, 7, tzinfo=dt.UTC),
        ends_at=dt.datetime(2028, 5, 20, 9, tzinfo=dt.UTC),
    )
    assert beginning(cast.event)["day"] > far.local_start.date()


def test_two_events_of_a_month_have_two_addresses() -> None:
    cast = assemble()
    starts_at = dt.datetime(2027, 3, 2, 7, tzinfo=dt.UTC)
    made = [
        actions.create(
            association=cast.association,
            title="Petit-déjeuner",
            starts_at=starts_at,
            ends_at=starts_at + dt.timedelta(hours=2),
            by=cast.organiser,
        ).slug
        for _ in range(3)
    ]
    assert made == ["2027-03", "2027-03-petit-dejeuner", "2027-03-petit-dejeuner-2"]


def test_publishing_opens_the_page_to_everybody(client: Client) -> None:
    cast = assemble(EventFactory.create(draft=True))
    assert client.get(cast.event.get_absolute_url()).status_code == 404
    client.force_login(cast.organiser)
    client.post(url("move", cast.event, "publish"))
    assert Client().get(cast.event.get_absolute_url()).status_code == 200


def test_a_draft_does_not_exist_for_members(client: Client) -> None:
    cast = assemble(EventFactory.create(draft=True))
    client.force_login(cast.member)
    assert client.get(url("overview", cast.event)).status_code == 404


@pytest.mark.parametrize("who", ["guest", "speaker", "host", "facilitator"])
def test_a_draft_does_not_exist_for_those_who_will_have_a_part_in_it(
    client: Client, who: str
) -> None:
    cast = assemble(EventFactory.create(draft=True))
    client.force_login(getattr(cast, who))
    names = ("directory:people", "guests:mine", "door:door", "agenda:console", "agenda:speaker")
    own = [cast.association.slug, cast.event.slug]
    assert {client.get(reverse(name, args=own)).status_code for name in names} == {404}
    assert cast.event.title not in client.get(reverse("mine:events")).content.decode()


def test_an_event_that_is_over_is_not_published_again() -> None:
    event = EventFactory.create(over=True)
    with pytest.raises(actions.NoSuchTransition):
        actions.move_to(event=event, status=Status.PUBLISHED, by=None)


def test_publishing_twice_is_publishing_once(client: Client) -> None:
    event = EventFactory.create(draft=True)
    actions.move_to(event=event, status=Status.PUBLISHED, by=None)
    actions.move_to(event=event, status=Status.PUBLISHED, by=None)
    assert event.status == Status.PUBLISHED


def test_peoples_calendars_learn_of_another_hour_and_not_of_another_word(client: Client) -> None:
    cast = assemble()
    client.force_login(cast.organiser)
    day = cast.event.local_start.date().isoformat()
    same = FORM | {"title": cast.event.title, "day": day, "venue": cast.event.venue}
    same |= {"address": cast.event.address, "description": "Venez."}
    client.post(url("edit", cast.event), same)
    cast.event.refresh_from_db()
    assert cast.event.sequence == 0
    client.post(url("edit", cast.event), same | {"begins": "08:30", "agreed": "yes"})
    cast.event.refresh_from_db()
    assert cast.event.sequence == 1


@pytest.mark.parametrize("trait", ["live", "over"])
def test_what_has_begun_is_corrected_but_not_moved(client: Client, trait: str) -> None:
    cast = assemble(EventFactory.create(**{trait: True}))
    client.force_login(cast.organiser)
    before = (cast.event.starts_at, cast.event.ends_at)
    answer = client.post(
        url("edit", cast.event), FORM | {"title": "Avec un t", "day": "2030-01-01", "agreed": "yes"}
    )
    assert answer.status_code == 302
    cast.event.refresh_from_db()
    assert cast.event.title == "Avec un t"
    assert (cast.event.starts_at, cast.event.ends_at) == before


def test_an_unknown_step_is_no_page(client: Client) -> None:
    cast = assemble()
    client.force_login(cast.organiser)
    assert client.post(url("move", cast.event, "explode")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_events_costs_the_same_for_one_and_three(
    client: Client, count: int, django_assert_num_queries
) -> None:
    cast = assemble()
    EventFactory.create_batch(count, association=cast.association)
    client.force_login(cast.organiser)
    with django_assert_num_queries(8):
        client.get(reverse("calendar:events", args=[cast.association.slug]))
