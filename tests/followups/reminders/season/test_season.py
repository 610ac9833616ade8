"""The organisers' page of a season: shares counted once, constant queries, nobody's own."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from events.calendar.models import Status as EventStatus
from followups.reminders import actions, sweep
from followups.reminders.models import FollowUp, Tally
from followups.reminders.season.reading import season_of
from followups.reminders.totals import totals
from tests.cast import assemble
from tests.factories import EncounterFactory, EventFactory, UserFactory
from tests.followups.reminders.conftest import DEADLINE, ENDED, Breakfast

DAY = dt.timedelta(days=1)


def test_an_event_is_counted_once_as_its_48_hours_end(
    breakfast: Breakfast, clock: time_machine.Traveller
) -> None:
    breakfast.meets()
    sweep.remind()
    first, *others = FollowUp.objects.of(breakfast.amina)
    actions.done(follow_up=first, by=breakfast.amina)
    clock.move_to(DEADLINE - dt.timedelta(seconds=1))
    sweep.remind()
    assert not Tally.objects.exists()
    clock.move_to(DEADLINE)
    for _ in range(2):
        sweep.remind()
    kept = Tally.objects.get()
    assert (kept.people, kept.follow_ups, kept.in_time) == (4, 6, 1)
    # Neither what is said later nor who leaves shows by a difference.
    actions.dismiss(follow_up=others[0], by=breakfast.amina)
    actions.reopen(follow_up=first, by=breakfast.amina)
    breakfast.met[0].delete()
    sweep.remind()
    assert totals(breakfast.event).in_time == 1
    assert season_of(breakfast.event.association, 2026).whole.follow_ups == 6


def test_too_few_people_say_nothing_and_add_nothing(
    breakfast: Breakfast, client: Client, clock: time_machine.Traveller
) -> None:
    sweep.remind()
    clock.move_to(DEADLINE)
    sweep.remind()
    assert Tally.objects.get().people == 3
    EventFactory.create(
        association=breakfast.event.association,
        starts_at=ENDED - 2 * DAY,
        status=EventStatus.CANCELLED,
    )
    found = season_of(breakfast.event.association, 2026)
    assert [row.share for row in found.rows] == [None]
    assert found.whole.follow_ups == 0
    organiser = assemble(breakfast.event).organiser
    organiser.language = "en"
    organiser.save()
    client.force_login(organiser)
    page = client.get(reverse("reminders:season", args=[breakfast.event.association.slug]))
    said = page.content.decode()
    assert "Too few people met for a total." in said
    assert "Bérénice" not in said
    outside = reverse("reminders:season_of", args=[breakfast.event.association.slug, 1999])
    assert client.get(outside).status_code == 404


@pytest.mark.parametrize("events", [1, 3])
def test_the_page_asks_as_often_for_three_events_as_for_one(
    breakfast: Breakfast,
    client: Client,
    clock: time_machine.Traveller,
    events: int,
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    association = breakfast.event.association
    for number in range(1, events + 1):
        event = EventFactory.create(
            association=association,
            starts_at=ENDED - number * DAY - dt.timedelta(hours=2),
            status=EventStatus.OVER,
        )
        people = [UserFactory.create() for _ in range(4)]
        for other in people[1:]:
            EncounterFactory.create(event=event, first=people[0], second=other)
        actions.derive(event=event)
    clock.move_to(DEADLINE)
    sweep.remind()
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = season_of(association, 2026)
    assert len(found.rows) == events + 1
    assert found.whole.follow_ups == 6 * events
    organiser = assemble(breakfast.event).organiser
    client.force_login(organiser)
    address = reverse("reminders:season_of", args=[association.slug, 2026])
    page = client.get(address).content.decode()
    assert page.count("season-share__track") == events
