"""What follows from encounters, once, whoever looks and however often."""

import datetime as dt

import pytest
import time_machine

from events.calendar.models import Status as EventStatus
from events.encounters import actions as encounters
from events.encounters.models import Encounter, Source
from followups.reminders import actions, receivers, sweep
from followups.reminders.models import FollowUp, Habits, How, Reminder, State
from tests.factories import EncounterFactory, UserFactory
from tests.followups.reminders.conftest import DEADLINE, FIRST, SECOND, Breakfast


def test_each_of_two_who_met_owes_the_other_a_word(breakfast: Breakfast) -> None:
    assert actions.derive(event=breakfast.event) == 4
    mine = FollowUp.objects.of(breakfast.amina)
    assert {follow_up.person for follow_up in mine} == set(breakfast.met)
    assert {follow_up.due_at for follow_up in mine} == {DEADLINE}
    assert FollowUp.objects.of(breakfast.met[0]).get().person == breakfast.amina


def test_two_ways_of_meeting_are_one_follow_up(breakfast: Breakfast) -> None:
    EncounterFactory.create(
        event=breakfast.event, first=breakfast.amina, second=breakfast.met[0], source=Source.BADGE
    )
    assert actions.derive(event=breakfast.event) == 4


def test_sharing_a_table_is_a_suggestion_not_a_follow_up(breakfast: Breakfast) -> None:
    EncounterFactory.create(
        event=breakfast.event, first=breakfast.amina, second=UserFactory(), source=Source.TABLE
    )
    assert actions.derive(event=breakfast.event) == 4


def test_looking_again_changes_nothing_that_was_said(breakfast: Breakfast) -> None:
    actions.derive(event=breakfast.event)
    one, two = FollowUp.objects.of(breakfast.amina).order_by("pk")
    actions.done(follow_up=one, by=breakfast.amina)
    actions.dismiss(follow_up=two, by=breakfast.amina)
    assert actions.derive(event=breakfast.event) == 0
    states = FollowUp.objects.of(breakfast.amina).order_by("pk").values_list("state", flat=True)
    assert list(states) == [State.DONE, State.DISMISSED]


def test_reminders_are_planned_for_those_who_have_an_address(breakfast: Breakfast) -> None:
    breakfast.meets(user=UserFactory.create(email=None))
    for _ in range(2):
        actions.derive(event=breakfast.event)
    assert FollowUp.objects.of(breakfast.met[-1]).exists()
    assert not Reminder.objects.filter(user=breakfast.met[-1]).exists()
    planned = Reminder.objects.filter(user=breakfast.amina).values_list("number", "due_at")
    assert list(planned) == [(1, FIRST), (2, SECOND)]


def test_reminders_keep_to_the_persons_zone_and_hours(breakfast: Breakfast) -> None:
    breakfast.amina.time_zone = "America/Montreal"
    breakfast.amina.save()
    Habits.objects.create(user=breakfast.amina, quiet_until=dt.time(9))
    breakfast.met[0].time_zone = "Nowhere/At_All"
    breakfast.met[0].save()
    actions.derive(event=breakfast.event)
    first = Reminder.objects.get(user=breakfast.amina, number=1)
    assert first.due_at == dt.datetime(2026, 12, 1, 23, tzinfo=dt.UTC)
    assert Reminder.objects.get(user=breakfast.met[0], number=1).due_at == FIRST


def test_nothing_follows_before_the_end_or_from_what_did_not_take_place(
    breakfast: Breakfast, clock: time_machine.Traveller
) -> None:
    clock.move_to(breakfast.event.ends_at - dt.timedelta(minutes=1))
    assert actions.derive(event=breakfast.event) == 0
    assert not sweep.events_to_derive().exists()
    clock.move_to(breakfast.event.ends_at)
    breakfast.event.status = EventStatus.CANCELLED
    breakfast.event.save()
    assert actions.derive(event=breakfast.event) == 0
    assert not sweep.events_to_derive().exists()


def test_an_encounter_taken_back_takes_its_open_follow_ups_along(breakfast: Breakfast) -> None:
    actions.derive(event=breakfast.event)
    written = FollowUp.objects.get(owner=breakfast.amina, person=breakfast.met[0])
    actions.done(follow_up=written, by=breakfast.amina)
    Encounter.objects.all().delete()
    actions.derive(event=breakfast.event)
    assert FollowUp.objects.get() == written


def test_what_a_lost_signal_would_have_made_is_made_by_the_sweep(
    breakfast: Breakfast, clock: time_machine.Traveller
) -> None:
    sweep.remind()
    assert FollowUp.objects.count() == 4
    assert not sweep.events_to_derive().exists()
    breakfast.meets()
    assert sweep.events_to_derive().get() == breakfast.event
    clock.move_to(DEADLINE)
    assert not sweep.events_to_derive().exists()


def test_a_worker_is_told_when_people_met_or_the_event_ended(
    breakfast: Breakfast,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: pytest.FixtureRequest,
    clock: time_machine.Traveller,
) -> None:
    told: list[tuple[str, int]] = []
    monkeypatch.setattr(receivers, "tell", lambda task, event: told.append((task, event)))
    people = (breakfast.amina, UserFactory.create())

    def meet() -> None:
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            encounters.record(event=breakfast.event, people=people, source=Source.BADGE, by=None)

    clock.move_to(breakfast.event.starts_at)
    meet()
    assert told == []
    clock.move_to(breakfast.event.ends_at)
    meet()
    assert told == [("followups.reminders.tasks.derive", breakfast.event.pk)]
    receivers.look_at_the_end(event_id=breakfast.event.pk, status=EventStatus.OVER)
    receivers.look_at_the_end(event_id=breakfast.event.pk, status=EventStatus.ARCHIVED)
    assert len(told) == 2


def test_the_task_takes_an_event_that_is_gone_for_an_answer(breakfast: Breakfast) -> None:
    from followups.reminders import tasks

    tasks.derive(0)
    tasks.derive(breakfast.event.pk)
    assert FollowUp.objects.count() == 4


# --- What the guest says ------------------------------------------------------------------------


@pytest.fixture
def follow_up(breakfast: Breakfast) -> FollowUp:
    actions.derive(event=breakfast.event)
    return FollowUp.objects.of(breakfast.amina).get(person=breakfast.met[0])


def test_done_twice_keeps_the_first_instant(
    follow_up: FollowUp, clock: time_machine.Traveller
) -> None:
    assert actions.done(follow_up=follow_up, how=How.MAIL, by=None)
    first = follow_up.done_at
    clock.shift(60)
    assert not actions.done(follow_up=follow_up, by=follow_up.owner)
    assert follow_up.done_at == first
    assert follow_up.how == How.MAIL


def test_what_is_done_is_not_set_aside_by_mistake(follow_up: FollowUp) -> None:
    actions.done(follow_up=follow_up, by=follow_up.owner)
    assert not actions.dismiss(follow_up=follow_up, by=follow_up.owner)
    assert not actions.snooze(follow_up=follow_up, by=follow_up.owner)
    assert follow_up.is_done


def test_everything_can_be_taken_back(follow_up: FollowUp) -> None:
    for said in (actions.done, actions.dismiss, actions.snooze):
        assert said(follow_up=follow_up, by=follow_up.owner)
        assert actions.reopen(follow_up=follow_up, by=follow_up.owner)
        assert follow_up.is_open
        assert follow_up.done_at is None
        assert follow_up.snoozed_until is None


def test_what_is_put_off_presses_again_tomorrow_at_nine(
    follow_up: FollowUp, clock: time_machine.Traveller
) -> None:
    actions.snooze(follow_up=follow_up, by=follow_up.owner)
    assert follow_up.snoozed_until == dt.datetime(2026, 12, 2, 8, tzinfo=dt.UTC)
    mine = FollowUp.objects.of(follow_up.owner)
    assert follow_up not in mine.pressing()
    assert follow_up in mine.open()
    clock.move_to(follow_up.snoozed_until)
    assert follow_up in mine.pressing()
