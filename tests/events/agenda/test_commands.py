"""Commands: appended once, in order, or not at all."""

import datetime as dt
import json
import uuid

import pytest
import time_machine
from django.db import IntegrityError, transaction

from events.agenda import actions, reading
from events.agenda.actions import Stale
from events.agenda.clock import Status
from events.agenda.log import Refused
from events.agenda.models import Command, Segment
from events.agenda.tasks import close_overdue
from events.calendar.models import Event
from events.calendar.models import Status as EventStatus
from networking.audit.models import Entry as AuditEntry
from networking.push.models import Channel
from networking.time import now
from tests.factories import EventFactory


def send(event, kind, rev=0, **payload):
    return actions.command(
        event=event, kind=kind, payload=payload, id=uuid.uuid4(), expected_rev=rev, by=None
    )


def test_starting_freezes_the_agenda_into_the_first_command(breakfast, console):
    console.tap("start")
    Segment.objects.filter(event=breakfast).update(minutes=1, title="changed")
    state = console.reading.state
    assert [part.length for part in state.parts] == [
        dt.timedelta(minutes=m) for m in (15, 30, 60, 15)
    ]
    assert Command.objects.get().payload["planned_start"] == breakfast.starts_at.isoformat()


def test_a_client_cannot_bring_its_own_agenda(console):
    console.tap("start", agenda=[], planned_start="never")
    assert len(console.reading.state.parts) == 4


def test_the_same_id_twice_is_one_command_and_the_same_answer(console):
    id = uuid.uuid4()
    first = console.tap("start", id=id, rev=0)
    again = console.tap("start", id=id, rev=0)
    assert (first.rev, first.repeated) == (1, False)
    assert (again.rev, again.repeated) == (1, True)
    assert Command.objects.count() == 1


def test_an_id_used_elsewhere_is_refused(console):
    id = uuid.uuid4()
    console.tap("start", id=id)
    with pytest.raises(Refused):
        console.tap("next", id=id)


def test_two_taps_on_next_from_the_same_screen_are_one(console):
    console.tap("start")
    seen = console.rev
    console.tap("next", rev=seen)
    with pytest.raises(Stale) as stale:
        console.tap("next", rev=seen)
    assert stale.value.rev == 2
    assert console.reading.state.index == 1


def test_what_the_system_did_makes_no_tap_stale(breakfast, console):
    console.tap("start")
    seen = console.rev
    actions.tell(event=breakfast, kind="pause", payload={}, id=uuid.uuid4())
    assert console.tap("resume", rev=seen).rev == 3


def test_telling_what_makes_no_sense_does_nothing(breakfast):
    assert actions.tell(event=breakfast, kind="next", payload={}, id=uuid.uuid4()) is None
    assert not Command.objects.exists()


def test_what_is_refused_leaves_no_trace(breakfast, console):
    with pytest.raises(Refused, match="not_started"):
        console.tap("next")
    assert not Command.objects.exists()
    assert not Channel.objects.exists()


def test_everything_can_be_undone_and_redone(console):
    console.tap("start")
    console.tap("next")
    assert console.undo(2).reading.state.index == 0
    assert console.undo(3).reading.state.index == 1


def test_the_event_lives_with_its_run(breakfast, console):
    def status() -> str:
        return Event.objects.get(pk=breakfast.pk).status

    console.tap("start")
    assert status() == EventStatus.LIVE
    console.tap("close")
    assert status() == EventStatus.OVER
    console.undo(2)
    assert status() == EventStatus.LIVE
    console.undo(1)
    assert status() == EventStatus.PUBLISHED
    console.tap("start")
    assert status() == EventStatus.LIVE


def test_a_draft_cannot_be_started(db):
    event = EventFactory.create(draft=True)
    actions.add_segment(event=event, format="welcome", by=None)
    with pytest.raises(Refused, match="not_published"):
        send(event, "start")
    assert not Command.objects.exists()


def test_an_event_without_agenda_cannot_be_started(db):
    with pytest.raises(Refused, match="empty_agenda"):
        actions.command(
            event=EventFactory.create(),
            kind="start",
            payload={},
            id=uuid.uuid4(),
            expected_rev=0,
            by=None,
        )


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("dance", {}),
        ("extend", {"seconds": [60]}),
        ("extend", {}),
        ("skip", {"segment": {"id": 1}}),
        ("undo", {}),
        ("undo", {"rev": None}),
        ("round_table.next", {"segment": "x"}),
        ("nowhere.next", {}),
        (".", {}),
        ("welcome.dance", {}),
    ],
)
def test_nonsense_is_refused_and_not_written_down(console, kind, payload):
    console.tap("start")
    with pytest.raises(Refused):
        actions.command(
            event=console.event,
            kind=kind,
            payload=payload,
            id=uuid.uuid4(),
            expected_rev=1,
            by=None,
        )
    assert Command.objects.count() == 1


def test_a_server_whose_clock_was_set_back_does_not_turn_time_back(console):
    console.tap("start")
    with time_machine.travel(now() - dt.timedelta(hours=1), tick=False):
        console.tap("next")
    first, second = Command.objects.order_by("rev")
    assert second.at == first.at


def test_every_command_is_pushed_with_where_we_are(breakfast, console):
    console.tap("start")
    channel = Channel.objects.get(name=breakfast.channel)
    pushed = json.loads(channel.payload)
    assert channel.rev == pushed["rev"] == 1
    assert pushed["status"] == "running"
    assert pushed["now"]["format"] == "welcome"
    assert pushed["next"]["format"] == "round_table"


def test_the_log_keeps_who_tapped_and_revisions_are_unique(console):
    console.tap("start")
    command = Command.objects.get()
    assert command.by == console.by
    with pytest.raises(IntegrityError), transaction.atomic():
        Command.objects.create(id=uuid.uuid4(), run=command.run, rev=1, kind="next", at=now())


def test_an_event_closes_by_itself_an_hour_after_its_end(breakfast, console):
    console.tap("start")
    with time_machine.travel(breakfast.ends_at + dt.timedelta(minutes=59), tick=False):
        assert actions.close_overdue(by=None) == 0
    with time_machine.travel(breakfast.ends_at + dt.timedelta(minutes=61), tick=False):
        assert actions.close_overdue(by=None) == 1
        assert actions.close_overdue(by=None) == 0
    assert console.reading.state.status is Status.OVER
    assert Event.objects.get(pk=breakfast.pk).status == EventStatus.OVER


def test_the_task_that_closes_may_run_twice(breakfast):
    with time_machine.travel(breakfast.ends_at + dt.timedelta(hours=2), tick=False):
        assert [close_overdue(), close_overdue()] == [1, 0]


def test_an_event_that_was_never_run_is_over_too(breakfast):
    with time_machine.travel(breakfast.ends_at + dt.timedelta(minutes=61), tick=False):
        assert actions.close_overdue(by=None) == 1
    assert Event.objects.get(pk=breakfast.pk).status == EventStatus.OVER


def test_an_event_closed_by_itself_reopened_and_forgotten_again_is_closed_again(breakfast, console):
    console.tap("start")
    with time_machine.travel(breakfast.ends_at + dt.timedelta(minutes=61), tick=False):
        actions.close_overdue(by=None)
        console.undo(2)
        assert actions.close_overdue(by=None) == 1
    assert console.reading.state.status is Status.OVER


def test_revoking_links_changes_what_they_are_signed_with(breakfast, console):
    console.tap("start")
    before = breakfast.run.nonce
    run = actions.revoke_links(event=breakfast, by=console.by)
    assert run.nonce != before
    assert AuditEntry.objects.filter(verb="run.links_revoked").exists()


def test_reading_takes_three_queries_at_most(breakfast, console, django_assert_num_queries):
    with django_assert_num_queries(2):
        reading.read(breakfast)
    console.tap("start")
    for _ in range(3):
        console.tap("extend", seconds=60)
    with django_assert_num_queries(2):
        reading.read(breakfast)


def test_rows_say_what_they_are_without_naming_anybody(breakfast, console):
    console.tap("start")
    command = Command.objects.get()
    assert [str(command), str(command.run)] == ["1: start", f"run #{command.run.pk}, rev 1"]
    assert str(breakfast.segments.first()) == breakfast.segments.first().title
