"""A guest's vote stands once, whatever she taps; and a hundred votes are one message."""

import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from events.agenda.log import Refused
from events.agenda.models import Run
from events.agenda.remarks import actions, soon
from events.agenda.remarks.models import Vote
from networking.push.models import Channel
from networking.push.snapshots import LIMIT
from tests.factories import EventFactory
from tests.services.servers import wait_until


@pytest.fixture
def asked(talk):
    talk.begin(voting=True)
    return talk


def question(talk, guest):
    sent = talk.send(guest)
    talk.console.tap("talk.take", remark=sent.number)
    return sent


@hypothesis(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(taps=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1), st.booleans()), max_size=12))
def test_the_last_tap_counts_and_counts_once(asked, taps) -> None:
    Vote.objects.all().delete()
    asked.guests = asked.guests or asked.come(4)
    *guests, author = asked.guests[:4]
    sent = list(author.remarks.all()) or [question(asked, author) for _ in range(2)]
    stands = {}
    for who, which, wanted in taps:
        asked.vote(sent[which], guests[who], wanted=wanted)
        stands[guests[who].pk, sent[which].pk] = wanted
    kept = set(Vote.objects.values_list("guest", "remark"))
    assert kept == {pair for pair, wanted in stands.items() if wanted}
    assert Vote.objects.count() == len(kept)


def test_what_nobody_may_see_takes_no_votes(asked) -> None:
    one, other = asked.come(2)
    sent = asked.send(one)
    with pytest.raises(Refused, match="no_such_remark"):
        asked.vote(sent, other)
    for verb in ("take", "show", "done", "aside"):
        asked.console.tap(f"talk.{verb}", remark=sent.number)
        if verb in {"take", "show"}:
            asked.vote(sent, other)
            continue
        with pytest.raises(Refused, match="no_such_remark"):
            asked.vote(sent, other)


def test_nobody_votes_for_her_own_nor_from_outside(asked) -> None:
    one, other = asked.come(2)
    sent = question(asked, one)
    with pytest.raises(Refused, match="own"):
        asked.vote(sent, one)
    other.check_in.delete()
    other.refresh_from_db()
    with pytest.raises(Refused, match="not_here"):
        asked.vote(sent, other)


def test_votes_are_an_option(talk) -> None:
    talk.begin()
    one, other = talk.come(2)
    sent = question(talk, one)
    with pytest.raises(Refused, match="not_now"):
        talk.vote(sent, other)


def test_counts_are_pushed_together_and_only_when_they_changed(asked) -> None:
    one, *others = asked.come(6)
    sent, left = question(asked, one), question(asked, one)
    for guest in others:
        asked.vote(sent, guest)
    before = Channel.objects.get(name=asked.event.channel).rev
    assert actions.tell_votes(event=asked.event, by=None)
    assert not actions.tell_votes(event=asked.event, by=None)
    pushed = Channel.objects.get(name=asked.event.channel)
    assert pushed.rev == before + 1
    assert Run.objects.get().heard["votes"] == {str(sent.number): 5, str(left.number): 0}
    assert asked.console.reading.heard["seen"] == 0, "phones need not ask again"


def test_as_many_counts_as_a_push_has_room_for(asked) -> None:
    for guest in asked.come(20):
        for _ in range(5):
            asked.send(guest)
    actions.tell_votes(event=asked.event, by=None)
    pushed = Channel.objects.get(name=asked.event.channel).payload
    assert len(asked.console.reading.heard["votes"]) == actions.COUNTED
    assert len(pushed.encode()) < LIMIT / 2


def test_with_no_part_on_there_is_nothing_to_count(asked) -> None:
    asked.console.tap("close")
    assert not actions.tell_votes(event=asked.event, by=None)


def test_a_vote_asks_the_database_as_often_whoever_voted_before(asked) -> None:
    one, *others = asked.come(9)
    sent = question(asked, one)
    counts = set()
    for guest in others:
        guest.refresh_from_db()
        sent.refresh_from_db()
        with CaptureQueriesContext(connection) as queries:
            asked.vote(sent, guest)
        counts.add(len(queries))
    assert counts == {10}


@pytest.mark.django_db(transaction=True)
def test_a_hundred_who_ask_at_once_are_answered_once(monkeypatch) -> None:
    event = EventFactory.create()
    monkeypatch.setattr(soon, "PAUSE_SECONDS", 0.2)
    told = []

    def tell(*, event, by) -> None:
        told.append(event.pk)

    first = [soon.ask(event.pk, tell) for _ in range(100)]
    assert first.count(True) == 1
    wait_until(lambda: told == [event.pk], "all told", 10)
    assert soon.ask(event.pk, tell), "who asks afterwards is told again"
    wait_until(lambda: told == [event.pk] * 2, "told again", 10)


@pytest.mark.django_db(transaction=True)
def test_what_fails_to_be_told_is_told_the_next_time(monkeypatch, caplog) -> None:
    event = EventFactory.create()
    monkeypatch.setattr(soon, "PAUSE_SECONDS", 0.01)
    tried = threading.Event()

    def fails(*, event, by) -> None:
        tried.set()
        raise RuntimeError

    soon.ask(event.pk, fails)
    assert tried.wait(10)
    wait_until(lambda: "votes could not be told" in caplog.text, "it is noted", 10)
    assert soon.ask(event.pk, fails)
