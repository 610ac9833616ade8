"""What devices send, and what they are told: once, in order, nothing swallowed."""

import datetime as dt
import json
import uuid
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from events.calendar.models import Event
from events.door import actions, taps
from events.door.models import CheckIn, CheckInSource
from events.guests.models import Registration
from networking.accounts.models import User
from networking.push.models import Channel
from tests.factories import BadgeFactory, CheckInFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
ID = "6f1d3e6a-6b3c-4d53-9a0f-0a1f4f6d3c22"


@pytest.fixture
def lea(event: Event) -> Registration:
    return RegistrationFactory.create(event=event, given_name="Léa", family_name="Ørsted")


def made(does: str = "in", **fields: Any) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "does": does, "ago": 0, **fields}


def send(door: Client, event: Event, *sent: dict[str, Any]) -> list[dict[str, Any]]:
    path = reverse("door:taps", args=[event.association.slug, event.slug])
    answer = door.post(path, json.dumps({"taps": sent}), content_type="application/json")
    assert answer.status_code == 200, answer.text
    answers: list[dict[str, Any]] = answer.json()["answers"]
    return answers


def test_a_tap_checks_in_and_is_answered_with_the_check_in(
    door: Client, event: Event, lea: Registration, host: User
) -> None:
    tap = made(guest=lea.pk, door="Terrasse")
    (said,) = send(door, event, tap)
    found = CheckIn.objects.get()
    assert (found.registration, found.by, found.door) == (lea, host, "Terrasse")
    assert (said["id"], said["said"], said["guest"]) == (tap["id"], "in", lea.pk)
    assert said["here"] == {
        "at": round(found.at.timestamp() * 1000),
        "late": False,
        "source": "search",
        "door": "Terrasse",
        "by": "Svetlana Petit",
        "tap": tap["id"],
    }


def test_the_same_tap_again_is_told_the_same_and_another_one_that_she_was_here(
    door: Client, event: Event, lea: Registration
) -> None:
    tap = made(guest=lea.pk)
    assert [each["said"] for each in send(door, event, tap, tap)] == ["in", "in"]
    (said,) = send(door, event, made(guest=lea.pk))
    assert (said["said"], said["here"]["tap"]) == ("already", tap["id"])
    assert CheckIn.objects.count() == 1


def test_a_tap_that_comes_late_counts_from_when_it_was_made(
    door: Client, event: Event, lea: Registration
) -> None:
    with time_machine.travel(event.welcome_ends_at + dt.timedelta(minutes=20), tick=False):
        send(door, event, made(guest=lea.pk, ago=25 * 60 * 1000))
    found = CheckIn.objects.get()
    assert found.at == event.welcome_ends_at - dt.timedelta(minutes=5)
    assert not found.late


def test_of_two_doors_the_earlier_tap_says_when_she_came(
    door: Client, event: Event, lea: Registration
) -> None:
    with time_machine.travel(event.welcome_ends_at + dt.timedelta(minutes=1), tick=False):
        actions.check_in(registration=lea, source="search", by=None)
        assert CheckIn.objects.get().late
        (said,) = send(door, event, made(guest=lea.pk, ago=10 * 60 * 1000))
    found = CheckIn.objects.get()
    assert said["said"] == "already"
    assert found.at == event.welcome_ends_at - dt.timedelta(minutes=9)
    assert not found.late


def test_an_undo_names_the_check_in_it_means(
    door: Client, event: Event, lea: Registration, host: User
) -> None:
    first = made(guest=lea.pk)
    send(door, event, first)
    (other,) = send(door, event, made("undo", guest=lea.pk, of=ID))
    assert (other["said"], other["here"]["tap"]) == ("other", first["id"])
    undo = made("undo", guest=lea.pk, of=first["id"])
    assert [each["said"] for each in send(door, event, undo, undo)] == ["undone", "absent"]
    # The tap that was undone doesn't bring her back, a new one does.
    assert [each["said"] for each in send(door, event, first)] == ["taken_back"]
    assert not CheckIn.objects.exists()
    assert [each["said"] for each in send(door, event, made(guest=lea.pk))] == ["in"]


def test_a_badge_s_code_stands_for_its_guest(door: Client, event: Event, lea: Registration) -> None:
    badge = BadgeFactory.create(registration=lea)
    (said,) = send(door, event, made(code=badge.code, source="badge"))
    assert (said["said"], said["guest"], said["entry"]["name"]) == ("in", lea.pk, "Léa Ørsted")
    assert CheckIn.objects.get().source == CheckInSource.BADGE


def test_codes_that_open_nothing_here_say_why(
    door: Client, event: Event, lea: Registration
) -> None:
    lost = BadgeFactory.create(registration=lea)
    actions.replace_badge(badge=lost, by=None)
    (blank,) = actions.make_blank_badges(event=event, count=1, by=None)
    elsewhere = BadgeFactory.create()
    codes = [lost.code, blank.code, elsewhere.code, "no-such-code"]
    said = send(door, event, *(made(code=code) for code in codes))
    assert [each["said"] for each in said] == ["revoked", "blank", "unknown", "unknown"]
    assert not CheckIn.objects.exists()


def test_who_gave_up_her_seat_or_is_of_another_event_is_not_let_in(
    door: Client, event: Event
) -> None:
    gone = RegistrationFactory.create(event=event, cancelled=True)
    stranger = RegistrationFactory.create()
    said = send(door, event, made(guest=gone.pk), made(guest=stranger.pk))
    assert [each["said"] for each in said] == ["not_expected", "unknown"]
    assert not CheckIn.objects.exists()


def test_a_walk_in_is_registered_once_however_often_it_is_sent(door: Client, event: Event) -> None:
    (blank,) = actions.make_blank_badges(event=event, count=1, by=None)
    fields = {"given_name": "Inès", "family_name": "Roux", "badge": str(blank.number)}
    tap = made("walk_in", fields=fields)
    one, two = send(door, event, tap, tap)
    guest = event.registrations.get()
    assert one["said"] == two["said"] == "in"
    assert one["entry"] == two["entry"]
    assert (one["entry"]["id"], one["entry"]["number"]) == (guest.pk, blank.number)
    assert guest.badges.get() == blank
    actions.undo_check_in(registration=guest, by=None)
    assert [each["said"] for each in send(door, event, tap)] == ["taken_back"]
    assert event.registrations.count() == 1


def test_a_walk_in_that_can_t_be_written_says_what_to_mend(door: Client, event: Event) -> None:
    (said,) = send(door, event, made("walk_in", fields={"given_name": "Inès", "email": "nowhere"}))
    assert said["said"] == "invalid"
    assert set(said["errors"]) == {"email"}
    assert not event.registrations.exists()


@pytest.mark.parametrize(
    "sent",
    [
        [],
        {},
        {"taps": []},
        {"taps": [1]},
        {"taps": [{"id": ID, "does": "in"}]},
        {"taps": [{"id": ID, "does": "dance", "guest": 1}]},
        {"taps": [{"id": "x", "does": "in", "guest": 1}]},
        {"taps": [{"id": ID, "does": "in", "guest": "1"}]},
        {"taps": [{"id": ID, "does": "in", "guest": True}]},
        {"taps": [{"id": ID, "does": "in", "guest": 2**80}]},
        {"taps": [{"id": ID, "does": "in", "code": "a\0b"}]},
        {"taps": [{"id": ID, "does": "walk_in", "guest": 1}]},
        {"taps": [{"id": ID, "does": "walk_in", "fields": {"given_name": 7}}]},
        {"taps": [{"id": ID, "does": "in", "guest": 1}] * (taps.MOST + 1)},
    ],
)
def test_what_is_no_tap_is_refused_in_words(door: Client, event: Event, sent: object) -> None:
    path = reverse("door:taps", args=[event.association.slug, event.slug])
    answer = door.post(path, json.dumps(sent), content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["error"] == "That could not be understood. Reload the page."


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=8,
)
tap_like = st.fixed_dictionaries(
    {"id": st.just(ID) | json_values, "does": st.sampled_from(["in", "undo", "walk_in"])},
    optional=dict.fromkeys(("ago", "guest", "code", "source", "door", "of", "fields"), json_values),
)


@given(sent=st.fixed_dictionaries({"taps": st.lists(tap_like | json_values, max_size=3)}))
def test_whatever_a_device_sends_is_read_whole_or_refused(sent: Any) -> None:
    try:
        read = taps.read(sent)
    except taps.UnreadableError:
        return
    for tap in read:
        assert dt.timedelta() <= tap.ago <= taps.LONGEST
        assert len(tap.door) <= 40
        assert (tap.guest is None and not tap.code) == (tap.does == "walk_in")
        assert tap.source in {"search", "badge"}


def test_other_doors_hear_of_every_change_and_of_nothing_else(
    door: Client, event: Event, lea: Registration
) -> None:
    def rev() -> int:
        return (
            Channel.objects.filter(name=f"door:{event.pk}").values_list("rev", flat=True).first()
            or 0
        )

    tap = made(guest=lea.pk)
    send(door, event, tap)
    first = rev()
    send(door, event, tap, made(guest=lea.pk))
    assert rev() == first > 0
    send(door, event, made("undo", guest=lea.pk, of=tap["id"]))
    assert rev() > first


def test_a_tap_takes_eight_queries_or_six(
    door: Client, event: Event, lea: Registration, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    other = CheckInFactory.create(registration__event=event).registration
    send(door, event, made("undo", guest=other.pk))
    # Session, user, event, role; her with her check-in; check-in, audit, and the news to others,
    # which PostgreSQL takes as one. And two for the savepoint inside a test's own transaction.
    at_once = connection.vendor == "postgresql"
    with django_assert_num_queries((6 if at_once else 8) + 2):
        send(door, event, made(guest=lea.pk))
