"""Events as calendar programs read them: what they hold, and that a change is an update."""

import datetime as dt
from typing import Any

import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from events.calendar import actions
from events.calendar.feeds import uid_of
from events.calendar.models import Event, Status
from events.guests import ics
from networking.time import now
from tests.factories import (
    AssociationFactory,
    EventFactory,
    RegistrationFactory,
    SeriesFactory,
    SpeakerFactory,
)

pytestmark = pytest.mark.django_db


def address(event: Event) -> str:
    return reverse("calendar:feed", args=[event.association.slug])


def read(client: Client, path: str) -> icalendar.Calendar:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(answer.content)


def only(calendar: icalendar.Calendar) -> Any:
    (found,) = calendar.events
    return found


def test_a_feed_says_when_where_and_who_speaks(client: Client) -> None:
    event = EventFactory.create(description="Un café.", venue="Café Le Bosquet", address="Lyon")
    SpeakerFactory.create(event=event, given_name="Fatou", family_name="N’Diaye", topic="Livrer")
    SpeakerFactory.create(event=event, family_name="Personne", standing="asked")
    calendar = read(client, address(event))
    found = only(calendar)
    assert calendar["X-WR-CALNAME"] == event.association.name
    assert found["UID"] == uid_of(event)
    assert found.start == event.local_start
    assert found["DTSTART"].params["TZID"] == "Europe/Paris"
    assert found["LOCATION"] == "Café Le Bosquet, Lyon"
    assert found["STATUS"] == "CONFIRMED"
    assert "Fatou N’Diaye" in found["DESCRIPTION"]
    assert "Personne" not in found["DESCRIPTION"]
    assert {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")} == {"Europe/Paris"}


def test_the_online_address_is_for_those_who_come_and_not_for_everybody(client: Client) -> None:
    event = EventFactory.create(online_url="https://visio.exemple.org/salon")
    assert b"visio.exemple.org" not in client.get(address(event)).content


def test_read_again_after_a_change_it_updates_the_same_event(client: Client) -> None:
    event = EventFactory.create()
    before = only(read(client, address(event)))
    actions.change(
        event=event,
        starts_at=event.starts_at + dt.timedelta(days=7),
        ends_at=event.ends_at + dt.timedelta(days=7),
        by=None,
    )
    after = only(read(client, address(event)))
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.start - before.start == dt.timedelta(days=7)
    assert after["LAST-MODIFIED"].dt >= before["LAST-MODIFIED"].dt


def test_the_entry_in_a_guests_mail_and_the_one_in_a_feed_are_the_same_event(
    client: Client,
) -> None:
    registration = RegistrationFactory.create()
    mailed = only(icalendar.Calendar.from_ical(ics.entry(registration)))
    fed = only(read(client, address(registration.event)))
    for name in ("UID", "SEQUENCE", "SUMMARY", "DTSTART", "DTEND"):
        assert mailed[name] == fed[name]


def test_what_is_called_off_is_said_to_be_so_under_the_same_name(client: Client) -> None:
    event = EventFactory.create()
    before = only(read(client, address(event)))
    actions.cancel(event=event, note="La salle est en travaux.", by=None)
    after = only(read(client, address(event)))
    assert (after["UID"], after["STATUS"]) == (before["UID"], "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert "La salle est en travaux." in after["DESCRIPTION"]


def test_drafts_other_associations_and_long_gone_events_are_not_in_it(client: Client) -> None:
    event = EventFactory.create()
    EventFactory.create(association=event.association, draft=True)
    EventFactory.create()
    long_ago = now() - dt.timedelta(days=400)
    EventFactory.create(association=event.association, starts_at=long_ago)
    assert only(read(client, address(event)))["UID"] == uid_of(event)


def test_a_feed_of_nothing_is_still_a_calendar(client: Client) -> None:
    association = AssociationFactory.create()
    calendar = read(client, reverse("calendar:feed", args=[association.slug]))
    assert not calendar.events


def test_a_series_has_a_feed_of_its_own(client: Client) -> None:
    series = SeriesFactory.create()
    event = EventFactory.create(association=series.association, series=series)
    EventFactory.create(association=series.association)
    path = reverse("calendar:series_feed", args=[series.association.slug, series.slug])
    assert only(read(client, path))["UID"] == uid_of(event)
    other = AssociationFactory.create()
    elsewhere = reverse("calendar:series_feed", args=[other.slug, series.slug])
    assert client.get(elsewhere).status_code == 404


def test_what_has_not_changed_is_not_sent_again(client: Client) -> None:
    event = EventFactory.create()
    first = client.get(address(event))
    by_tag = client.get(address(event), headers={"if-none-match": first["ETag"]})
    by_hour = client.get(address(event), headers={"if-modified-since": first["Last-Modified"]})
    assert (by_tag.status_code, by_hour.status_code) == (304, 304)
    assert by_tag.content == b""


def test_what_has_changed_is_sent_again(client: Client) -> None:
    event = EventFactory.create()
    first = client.get(address(event))
    actions.change(event=event, title="Un autre titre", by=None)
    again = client.get(address(event), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200
    actions.move_to(event=event, status=Status.DRAFT, by=None)
    gone = client.get(address(event), headers={"if-none-match": again["ETag"]})
    assert not icalendar.Calendar.from_ical(gone.content).events


def test_another_speaker_is_a_change(client: Client) -> None:
    event = EventFactory.create()
    first = client.get(address(event))
    actions.note_speaker(
        association=event.association,
        event=event,
        family_name="Lefèvre",
        standing="agreed",
        by=None,
    )
    again = client.get(address(event), headers={"if-none-match": first["ETag"]})
    assert "Lefèvre" in again.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_a_feed_costs_the_same_for_one_and_three(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    association = AssociationFactory.create()
    for event in EventFactory.create_batch(count, association=association):
        SpeakerFactory.create_batch(count, event=event)
    with django_assert_num_queries(4):
        client.get(reverse("calendar:feed", args=[association.slug]))
