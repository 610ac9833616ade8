"""The mail that gathers the news: to whom, when, once, and what it says."""

import datetime as dt
import threading
import zoneinfo
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.db import connections
from django.utils import translation

from events.calendar.models import Status as EventStatus
from events.guests.models import Registration
from events.wishes import actions
from events.wishes.models import Wish
from events.wishes.tasks import tell
from networking.mail.kinds import Content, kind_of
from networking.mail.models import OutgoingMail, State
from networking.mail.sending import content_of, send_due
from tests.events.wishes.conftest import Pair
from tests.events.wishes.test_wishing import accept, ask, decline, withdraw
from tests.factories import EventFactory, RegistrationFactory
from tests.services.smtp import SmtpSink

PARIS = zoneinfo.ZoneInfo("Europe/Paris")
STARTS = dt.datetime(2026, 12, 8, 8, tzinfo=PARIS)


def at(day: int, hour: int, minute: int = 0) -> time_machine.travel:
    return time_machine.travel(dt.datetime(2026, 12, day, hour, minute, tzinfo=PARIS), tick=False)


@pytest.fixture
def pair(db: None) -> Pair:
    with at(1, 7):
        event = EventFactory.create(starts_at=STARTS, title="Café & croissants")
        amina, bjorn, claire = (
            RegistrationFactory.create(event=event, user__given_name=name)
            for name in ("Amina", "Björn", "Claire")
        )
    return Pair(event, amina, bjorn, claire)


def told() -> list[str]:
    """To whom mails are waiting or were sent, in order."""
    mails = OutgoingMail.objects.filter(kind=actions.KIND).order_by("pk")
    return [mail.user.given_name for mail in mails.select_related("user") if mail.user]


def letter(language: str = "en") -> Content:
    mail = OutgoingMail.objects.filter(kind=actions.KIND).latest("pk")
    mail.language = language
    with translation.override(language):
        return content_of(mail, kind_of(actions.KIND))


def still_wanted() -> bool:
    return kind_of(actions.KIND).still_wanted(OutgoingMail.objects.latest("pk"))


def test_several_wishes_are_one_mail_half_an_hour_after_the_first(pair: Pair) -> None:
    with at(1, 10):
        ask(pair.amina, pair.bjorn, "Pour un film")
    with at(1, 10, 29):
        ask(pair.claire, pair.bjorn)
        tell()
        assert told() == []
    with at(1, 10, 30):
        tell()
        tell()
        assert told() == ["Björn"]
        said = letter()
    assert said.subject == "2 people would like to meet you at Café & croissants"
    assert pair.amina.full_name in said.text
    assert "Pour un film" in said.text
    assert "Pour un film" in said.html
    assert f"/e/{pair.event.slug}/wishes/" in said.text


def test_the_next_mail_waits_four_hours_and_tells_the_answers(pair: Pair) -> None:
    with at(1, 10):
        ask(pair.amina, pair.bjorn)
        ask(pair.amina, pair.claire)
    with at(1, 11):
        accept(pair.bjorn, pair.amina)
        tell()
    with at(1, 11, 30):
        tell()
        assert told() == ["Claire", "Amina"]
        said = letter()
        assert said.subject == "You’re going to meet at Café & croissants"
        decline(pair.claire, pair.amina)
    with at(1, 15, 29):
        tell()
        assert told() == ["Claire", "Amina"]
    with at(1, 15, 30):
        tell()
        assert told() == ["Claire", "Amina", "Amina"]
        said = letter()
    assert "Claire thanks you, and can’t this time. Others will be glad to meet you." in said.text
    assert pair.bjorn.full_name not in said.text


def test_it_is_said_in_french_to_who_reads_french(pair: Pair) -> None:
    with at(1, 10):
        ask(pair.amina, pair.bjorn)
    with at(1, 12):
        tell()
        said = letter("fr")
    assert said.subject.startswith("Quelqu’un aimerait vous rencontrer")
    assert "1 personne aimerait vous rencontrer" in said.text


def test_a_yes_taken_back_is_told_to_whoever_counted_on_it(pair: Pair) -> None:
    with at(1, 10):
        ask(pair.amina, pair.bjorn)
        accept(pair.bjorn, pair.amina)
    with at(1, 12):
        tell()
        assert told() == ["Amina"]
        withdraw(pair.amina, pair.bjorn)
    with at(1, 13):
        tell()
        assert told() == ["Amina", "Björn"]
        assert "Amina can’t after all, and is sorry." in letter().text


def test_what_was_withdrawn_before_anybody_read_it_is_told_to_nobody(pair: Pair) -> None:
    with at(1, 10):
        ask(pair.amina, pair.bjorn)
    with at(1, 10, 10):
        withdraw(pair.amina, pair.bjorn)
    with at(1, 12):
        tell()
    assert told() == []


def test_a_mail_that_waited_too_long_is_no_longer_wanted(pair: Pair) -> None:
    with at(1, 10):
        ask(pair.amina, pair.bjorn)
    with at(1, 12):
        tell()
        assert still_wanted()
        withdraw(pair.amina, pair.bjorn)
        assert not still_wanted()
        ask(pair.amina, pair.bjorn)
        assert still_wanted()
    with at(8, 7, 30):
        assert not still_wanted()
    with at(2, 9):
        pair.bjorn.status, pair.bjorn.confirmed_at = "cancelled", None
        pair.bjorn.save()
        assert not still_wanted()


def test_a_mail_held_up_into_the_night_waits_for_the_morning(pair: Pair) -> None:
    with at(1, 10):
        ask(pair.amina, pair.bjorn)
    with at(1, 19, 59):
        tell()
    mail = OutgoingMail.objects.get()
    with at(1, 20):
        held = kind_of(actions.KIND).hold(mail)
    assert held == dt.datetime(2026, 12, 2, 8, tzinfo=PARIS)
    with at(2, 8):
        assert kind_of(actions.KIND).hold(mail) is None


@pytest.mark.parametrize("status", [EventStatus.LIVE, EventStatus.CANCELLED, EventStatus.OVER])
def test_during_the_event_and_after_it_nobody_is_written_to(pair: Pair, status: str) -> None:
    with at(1, 10):
        ask(pair.amina, pair.bjorn)
    pair.event.status = status
    pair.event.save()
    with at(1, 12):
        tell()
    assert told() == []


def test_who_has_no_address_gets_no_mail_and_keeps_nobody_from_hers(pair: Pair) -> None:
    pair.bjorn.user.email = None
    pair.bjorn.user.save()
    with at(1, 10):
        ask(pair.amina, pair.bjorn)
        ask(pair.amina, pair.claire)
    with at(1, 12):
        tell()
        assert told() == ["Claire"]
        assert not actions.tell(registration=pair.bjorn, by=None)


def test_a_wish_across_a_block_is_in_nobodys_mail(pair: Pair) -> None:
    pair.bjorn.user.blocks.create(person=pair.amina.user)
    with at(1, 10):
        ask(pair.amina, pair.bjorn)
        ask(pair.claire, pair.bjorn)
    with at(1, 12):
        tell()
        assert told() == ["Björn"]
        said = letter()
    assert said.subject.startswith("Somebody would like to meet you")
    assert pair.amina.full_name not in said.text


def test_looking_for_news_costs_the_same_for_one_and_for_six(
    pair: Pair, django_assert_num_queries: Any
) -> None:
    with at(1, 10):
        ask(pair.amina, pair.bjorn)
        with django_assert_num_queries(4):
            actions.to_tell()
        for guest in RegistrationFactory.create_batch(5, event=pair.event):
            ask(guest, pair.bjorn)
            ask(guest, pair.claire)
        with django_assert_num_queries(4):
            actions.to_tell()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_one_mail() -> None:
    with at(1, 10):
        event = EventFactory.create(starts_at=STARTS)
        one, other = RegistrationFactory.create_batch(2, event=event)
        ask(one, other)
    start = threading.Barrier(2)

    def work(guest: Registration) -> bool:
        try:
            start.wait()
            return actions.tell(registration=guest, by=None)
        finally:
            connections.close_all()

    with at(1, 12), ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(work, [other, other])) == [False, True]
    assert OutgoingMail.objects.count() == 1
    assert Wish.objects.get().asked_told


@pytest.mark.django_db(transaction=True)
def test_it_arrives_and_says_how_to_stop(smtp_sink: SmtpSink) -> None:
    with at(1, 10):
        event = EventFactory.create(starts_at=STARTS)
        one, other = RegistrationFactory.create_batch(2, event=event)
        ask(one, other, "Pour un film")
    with at(1, 12):
        tell()
        send_due()
    assert OutgoingMail.objects.get().state == State.SENT
    (message,) = smtp_sink.messages
    assert message["To"] == other.user.email
    assert "List-Unsubscribe" in message
