"""Stopping mails: by the page, by the mail program's own button, and what it keeps from leaving."""

import re
from email.message import EmailMessage

import pytest
from django.test import Client
from django.urls import reverse

from networking.mail import actions, kinds, links
from networking.mail.kinds import Kind
from networking.mail.models import OutgoingMail, Reason, State, Stop
from networking.mail.sending import send_due
from tests.factories import UserFactory
from tests.networking.mail.letters import LETTER, NAME, post
from tests.services.smtp import SmtpSink

pytestmark = pytest.mark.django_db


def page_of(mail: OutgoingMail) -> str:
    return reverse("mail:stop", args=[links.stop_token(mail)])


def test_opening_the_link_stops_nothing(client: Client) -> None:
    answer = client.get(page_of(post(1)))
    assert answer.status_code == 200
    assert "c…@exemple.org" in answer.content.decode()
    assert "claire.1" not in answer.content.decode()
    assert not Stop.objects.exists()


def test_the_button_stops_this_kind_for_the_person_and_can_be_taken_back(client: Client) -> None:
    user = UserFactory.create()
    page = page_of(post(1, user=user, to=user.email))
    for _ in range(2):
        assert client.post(page).status_code == 200
    stop = Stop.objects.get()
    assert (stop.kind, stop.user, stop.address) == (NAME, user, user.email)
    client.post(page, {"do": "resume"})
    assert not Stop.objects.exists()


def test_everything_that_can_be_stopped_is_stopped_at_once(client: Client) -> None:
    page = page_of(post(1))
    client.post(page, {"scope": "all"})
    assert Stop.objects.get().kind == "*"
    client.post(page, {"scope": "all", "do": "resume"})
    assert not Stop.objects.exists()


def test_the_mail_programs_own_button_needs_no_page_and_no_session(
    smtp_sink: SmtpSink,
) -> None:
    post(1)
    send_due()
    message: EmailMessage = smtp_sink.messages[0]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<https?://[^/]+(/u/[^>]+)>", message["List-Unsubscribe"].strip())
    assert address
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(
        address[1],
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 200
    post(2, to="claire.1@exemple.org")
    assert send_due() == 0
    assert OutgoingMail.objects.get(key="letter:2").last_error == "stopped"


@pytest.mark.parametrize("token", ["nonsense", "1:forged", "999:…"])
def test_a_forged_link_says_so_kindly(client: Client, token: str) -> None:
    post(1)
    for answer in (client.get(f"/u/{token}"), client.post(f"/u/{token}")):
        assert answer.status_code == 404
        assert "mail" in answer.content.decode()
    assert not Stop.objects.exists()


def test_the_link_of_a_mail_that_is_gone_is_no_longer_a_link(client: Client) -> None:
    mail = post(1)
    page = page_of(mail)
    mail.delete()
    assert client.get(page).status_code == 404


def test_what_can_not_be_stopped_has_no_such_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(kinds._kinds, NAME, Kind(NAME, render=LETTER.render))
    assert client.get(page_of(post(1))).status_code == 404
    assert client.get(page_of(post(2, kind="unheard.of"))).status_code == 404


def test_a_stop_holds_for_its_kind_its_topic_and_its_person_only(smtp_sink: SmtpSink) -> None:
    user = UserFactory.create()
    moved = post(1, user=user, to="new.address@exemple.org", topic="event:1")
    other_event = post(2, user=user, to="new.address@exemple.org", topic="event:2")
    somebody = post(3, topic="event:1")
    actions.stop(address=str(user.email), user=user, kind=NAME, topic="event:1", by=user)
    assert send_due() == 2
    states = dict(OutgoingMail.objects.values_list("pk", "state"))
    assert states == {
        moved.pk: State.DROPPED,
        other_event.pk: State.SENT,
        somebody.pk: State.SENT,
    }


def test_what_one_needs_arrives_whatever_one_has_stopped(
    smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(kinds._kinds, NAME, Kind(NAME, render=LETTER.render))
    actions.stop(address="claire.1@exemple.org", kind="*", by=None)
    post(1)
    assert send_due() == 1
    assert smtp_sink.messages[0]["List-Unsubscribe"] is None


def test_taking_a_stop_back_does_not_bring_a_dead_address_to_life() -> None:
    actions.stop(address="a@exemple.org", kind="*", reason=Reason.BOUNCED, by=None)
    assert actions.resume(address="a@exemple.org", kind="*", by=None) == 0
    assert Stop.objects.exists()
