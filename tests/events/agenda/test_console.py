"""The console: what it shows, and what becomes of its taps."""

import datetime as dt
import json
import uuid

import pytest
from django.urls import reverse

from events.agenda import actions
from events.agenda.models import Command
from tests.factories import CheckInFactory, EventFactory, RegistrationFactory

ENGLISH = {"accept-language": "en"}

# One tap's id: the same in every process of a run, or they would collect different tests.
TAP = "6f1d3e6a-6b3c-4d53-9a0f-0a1f4f6d3c22"


@pytest.fixture
def facilitator(client, cast):
    client.force_login(cast.facilitator)
    return client


def address(name, event, *args):
    return reverse(f"agenda:{name}", args=[event.association.slug, event.slug, *args])


def send(client, event, kind, rev, *, id=None, **payload):
    body = {"id": str(id or uuid.uuid4()), "kind": kind, "rev": rev, "payload": payload}
    return client.post(
        address("command", event),
        json.dumps(body),
        content_type="application/json",
        headers=ENGLISH,
    )


def test_a_tap_answers_with_where_we_are(facilitator, cast):
    answer = send(facilitator, cast.event, "start", 0)
    assert answer.status_code == 200
    told = answer.json()
    assert (told["rev"], told["repeated"]) == (1, False)
    assert told["snapshot"]["now"]["format"] == "welcome"
    assert Command.objects.get().by == cast.facilitator


def test_a_tap_sent_twice_is_one_tap(facilitator, cast):
    id = uuid.uuid4()
    send(facilitator, cast.event, "start", 0, id=id)
    answer = send(facilitator, cast.event, "start", 0, id=id)
    assert answer.status_code == 200
    assert answer.json()["repeated"]
    assert Command.objects.count() == 1


def test_who_was_too_slow_is_told_so(facilitator, cast):
    send(facilitator, cast.event, "start", 0)
    answer = send(facilitator, cast.event, "start", 0)
    assert answer.status_code == 409
    assert answer.json()["error"] == "Somebody else was faster. Look again before you tap."


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("next", "The event has not begun yet."),
        ("round_table.next", "The event has not begun yet."),
        ("dance", "The event has not begun yet."),
    ],
)
def test_what_makes_no_sense_is_said_in_words(facilitator, cast, kind, said):
    answer = send(facilitator, cast.event, kind, 0)
    assert answer.status_code == 422
    assert answer.json()["error"] == said


def test_a_formats_own_refusal_has_its_own_words(facilitator, cast):
    send(facilitator, cast.event, "start", 0)
    send(facilitator, cast.event, "next", 1)
    answer = send(facilitator, cast.event, "round_table.open", 2)
    assert answer.json()["error"] == "Nobody is checked in yet."
    answer = send(facilitator, cast.event, "dance", 2)
    assert answer.json()["error"] == "That can’t be done now."


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        "no json",
        '{"id": "1", "kind": "start", "rev": 0}',
        json.dumps({"id": TAP, "kind": 1, "rev": 0}),
        json.dumps({"id": TAP, "kind": "start", "rev": "0"}),
        json.dumps({"id": TAP, "kind": "start", "rev": 0, "payload": []}),
        json.dumps({"id": TAP, "kind": "x" * 61, "rev": 0}),
        json.dumps({"id": TAP, "kind": "start", "rev": 0, "payload": {"x": "y" * 9000}}),
    ],
)
def test_what_is_no_command_is_not_understood(facilitator, cast, body):
    answer = facilitator.post(address("command", cast.event), body, content_type="application/json")
    assert answer.status_code == 400
    assert not Command.objects.exists()


def show(client, event, view="console_part"):
    return client.get(address(view, event), headers=ENGLISH).content.decode()


def test_the_console_leads_through_a_whole_breakfast(facilitator, cast, console):
    assert 'data-tap="start"' in show(facilitator, cast.event)
    console.tap("start")
    page = show(facilitator, cast.event)
    assert 'data-tap="next"' in page
    assert "1 of 4" in page
    for _ in range(3):
        console.tap("next")
    page = show(facilitator, cast.event)
    assert 'id="tap-primary" data-key=" " data-tap="close"' in page
    console.tap("close")
    page = show(facilitator, cast.event)
    assert "See how punctual we were" in page
    assert 'data-tap="undo"' in page


def test_the_effect_of_more_time_is_shown_before_it_is_accepted(facilitator, cast, console):
    console.tap("start")
    page = show(facilitator, cast.event)
    assert "Move everything" in page
    assert "Take it from the next part" in page
    assert "Keep the end" in page
    assert "30\u202fmin → 25\u202fmin" in page


def test_what_would_be_the_same_is_offered_once(facilitator, cast, console):
    console.tap("start")
    for _ in range(3):
        console.tap("next")
    page = show(facilitator, cast.event)
    assert "Move everything" in page
    assert "Keep the end" not in page


def test_who_is_late_may_make_up_for_it(facilitator, cast, console, time_machine):
    time_machine.move_to(cast.event.starts_at, tick=False)
    console.tap("start")
    assert "Make up for the delay" not in show(facilitator, cast.event)
    time_machine.shift(dt.timedelta(minutes=20))
    page = show(facilitator, cast.event)
    assert "Make up for the delay" in page


def test_notes_are_for_the_console_alone(facilitator, cast, console):
    segment = cast.event.segments.first()
    actions.change_segment(segment=segment, by=None, notes="Micro n° 2 en panne")
    console.tap("start")
    assert "Micro n° 2 en panne" in show(facilitator, cast.event)
    for view in ("screen_part", "phone_part", "speaker_part"):
        assert "Micro" not in show(facilitator, cast.event, view)


@pytest.mark.parametrize("guests", [1, 3])
def test_the_console_takes_the_same_queries_for_one_guest_and_for_three(
    facilitator, breakfast, cast, console, guests, django_assert_num_queries
):
    CheckInFactory.create(registration=cast.registration)
    for _ in range(guests - 1):
        CheckInFactory.create(registration=RegistrationFactory.create(event=breakfast))
    console.tap("start")
    console.tap("next")
    console.tap("round_table.open")
    with django_assert_num_queries(9):
        show(facilitator, breakfast)


def test_an_event_without_agenda_says_so(facilitator, cast):
    event = EventFactory.create(association=cast.association)
    assert "There is nothing on the agenda yet." in show(facilitator, event)
