"""Mail through a provider's own interface: what it answers, what it tells afterwards."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client

from networking import mail_ways
from networking.mail import actions
from networking.mail.models import OutgoingMail, Reason, State, Stop
from networking.mail.sending import send_due
from networking.time import now
from tests.networking.mail.letters import post
from tests.services.provider import Provider

pytestmark = pytest.mark.django_db
SECRET, SIGNING = "nom:mot-de-passe", "clef-de-signature"
BASIC = {"Authorization": "Basic " + base64.b64encode(SECRET.encode()).decode()}


@pytest.fixture
def provider(settings: LazySettings) -> Iterator[Provider]:
    found = Provider()
    found.start()
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = mail_ways.anymail(
        {"ANYMAIL_POSTMARK_SERVER_TOKEN": "jeton", "ANYMAIL_POSTMARK_API_URL": found.url},
        timeout=1,
    )
    yield found
    found.stop()


@pytest.fixture
def told(settings: LazySettings) -> None:
    settings.ANYMAIL = mail_ways.anymail(
        {"ANYMAIL_WEBHOOK_SECRET": SECRET, "ANYMAIL_MAILGUN_WEBHOOK_SIGNING_KEY": SIGNING},
        timeout=1,
    )


def states() -> list[str]:
    return list(OutgoingMail.objects.order_by("key").values_list("state", flat=True))


def the(number: int) -> OutgoingMail:
    return OutgoingMail.objects.get(key=f"letter:{number}")


# --- Leaving ---


def test_a_mail_leaves_with_our_message_id_and_the_number_of_its_row(provider: Provider) -> None:
    letter = post(1)
    assert send_due() == 1
    (asked,) = provider.requests
    assert asked["To"] == "claire.1@exemple.org"
    assert asked["Metadata"] == {"mail": str(letter.pk)}
    headers = {each["Name"]: each["Value"] for each in asked["Headers"]}
    assert headers["Message-ID"] == letter.message_id
    assert headers["X-PM-KeepID"] == "true"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Date" not in headers
    assert states() == [State.SENT]


@pytest.mark.parametrize("status", [408, 500, 503])
def test_trouble_of_the_moment_is_tried_later_and_holds_up_nobody(
    provider: Provider, status: int
) -> None:
    provider.answer(status, {"Message": "not now"})
    post(1)
    post(2)
    assert send_due() == 1
    assert states() == [State.WAITING, State.SENT]
    assert the(1).last_error == f"HTTP {status} not now"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, {"ErrorCode": 10, "Message": "Bad or missing Server API token."}),
        (403, {"Message": "Forbidden"}),
        (429, {"Message": "Too many"}),
        (422, {"ErrorCode": 405, "Message": "You ran out of credits."}),
        (422, {"ErrorCode": 400, "Message": "The 'From' address is not a Sender Signature."}),
    ],
)
def test_what_would_be_said_to_every_mail_stops_the_sweep_and_loses_none(
    provider: Provider, status: int, said: dict[str, Any]
) -> None:
    provider.answer(status, said, times=9)
    for number in range(3):
        post(number)
    assert send_due() == 0
    assert len(provider.requests) == 1
    assert states() == [State.WAITING] * 3
    assert sorted(mail.attempts for mail in OutgoingMail.objects.all()) == [0, 0, 1]


def test_a_mail_that_the_provider_cannot_take_fails_at_once(provider: Provider) -> None:
    provider.answer(422, {"ErrorCode": 300, "Message": "Invalid 'From' address: 'x'."})
    post(1)
    post(2)
    assert send_due() == 1
    assert states() == [State.FAILED, State.SENT]
    assert not Stop.objects.exists()


def test_an_address_that_is_none_is_not_written_to_again(provider: Provider) -> None:
    said = "Invalid 'To' address: 'claire.1@exemple.org'."
    provider.answer(422, {"ErrorCode": 300, "Message": said})
    post(1)
    assert send_due() == 0
    assert (the(1).state, the(1).last_error) == (State.FAILED, f"550 5.1.3 {said}")
    assert Stop.objects.get().reason == Reason.BOUNCED


def test_an_address_on_the_provider_s_own_list_fails_and_is_not_called_dead(
    provider: Provider,
) -> None:
    said = (
        "You tried to send to a recipient that has been marked as inactive. Found inactive"
        " addresses: claire.1@exemple.org. Inactive recipients are ones that have generated a hard"
        " bounce, a spam complaint, or a manual suppression."
    )
    provider.answer(422, {"ErrorCode": 406, "Message": said})
    post(1)
    assert send_due() == 0
    assert states() == [State.FAILED]
    assert not Stop.objects.exists()


@pytest.mark.parametrize("silence", ["hang", "drop", "garble"])
def test_silence_after_the_request_is_doubt(provider: Provider, silence: str) -> None:
    getattr(provider, silence)()
    post(1)
    assert send_due() == 0
    assert states() == [State.UNCERTAIN]
    assert len(provider.requests) == 1


def test_a_provider_that_cannot_be_reached_keeps_everything_waiting(provider: Provider) -> None:
    provider.stop()
    for number in range(3):
        post(number)
    assert send_due() == 0
    assert states() == [State.WAITING] * 3
    assert sorted(mail.attempts for mail in OutgoingMail.objects.all()) == [0, 0, 1]


# --- What it tells afterwards ---


def postmark(mail: OutgoingMail, **changes: Any) -> dict[str, Any]:
    """A bounce as Postmark posts it."""
    return {
        "RecordType": "Bounce",
        "MessageStream": "outbound",
        "ID": 4323372036854775807,
        "Type": "HardBounce",
        "TypeCode": 1,
        "Name": "Hard bounce",
        "Tag": "",
        "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
        "Metadata": {"mail": str(mail.pk)},
        "ServerID": 23,
        "Description": "The server was unable to deliver your message (ex: unknown user).",
        "Details": "smtp;550 5.1.1 The email account that you tried to reach does not exist.",
        "Email": mail.to,
        "From": "bonjour@exemple.org",
        "BouncedAt": now().isoformat(),
        "DumpAvailable": True,
        "Inactive": True,
        "CanActivate": True,
        "Subject": "À demain matin",
        **changes,
    }


def mailgun(mail: OutgoingMail, **changes: Any) -> dict[str, Any]:
    """An event as Mailgun posts it, with its signature."""
    stamp, token = "1764400000", "a" * 50
    key, said = SIGNING.encode(), f"{stamp}{token}".encode()
    return {
        "signature": {
            "timestamp": stamp,
            "token": token,
            "signature": hmac.new(key, said, hashlib.sha256).hexdigest(),
        },
        "event-data": {
            "id": "G9Bn5sl1TC6nu79C8C0bwg",
            "timestamp": now().timestamp(),
            "log-level": "error",
            "event": "failed",
            "severity": "permanent",
            "reason": "bounce",
            "delivery-status": {
                "attempt-no": 1,
                "message": "550 5.1.1 No such user here",
                "code": 550,
                "enhanced-code": "5.1.1",
                "description": "",
                "session-seconds": 0.4,
            },
            "envelope": {"transport": "smtp", "sender": "bonjour@exemple.org", "targets": mail.to},
            "message": {"headers": {"message-id": mail.message_id.strip("<>"), "to": mail.to}},
            "recipient": mail.to,
            "recipient-domain": mail.to.partition("@")[2],
            "user-variables": {"mail": str(mail.pk)},
            "tags": [],
            **changes,
        },
    }


def tell(client: Client, provider: str, said: dict[str, Any], **more: Any) -> int:
    answer = client.post(
        f"/mail/events/{provider}/",
        json.dumps(said),
        content_type="application/json",
        headers=more.get("headers", BASIC),
    )
    return int(answer.status_code)


def sent(number: int = 1) -> OutgoingMail:
    mail = post(number)
    assert send_due() == 1
    mail.refresh_from_db()
    return mail


@pytest.mark.parametrize(("name", "said"), [("postmark", postmark), ("mailgun", mailgun)])
def test_a_bounce_fails_the_mail_and_stops_the_next_and_told_twice_it_is_told_once(
    client: Client, told: None, name: str, said: Any
) -> None:
    mail = sent()
    for _ in range(2):
        assert tell(client, name, said(mail)) == 200
        mail.refresh_from_db()
        assert mail.state == State.FAILED
        assert "5.1.1" in mail.last_error
        assert Stop.objects.get().reason == Reason.BOUNCED
    post(2, to=mail.to)
    assert send_due() == 0
    assert the(2).last_error == "the address doesn't exist"


def test_a_complaint_stops_what_was_not_asked_for(client: Client, told: None) -> None:
    mail = sent()
    for said in (
        postmark(mail, RecordType="SpamComplaint", Type="SpamComplaint", Details="", TypeCode=512),
        postmark(mail, RecordType="SpamComplaint", Type="SpamComplaint", Details="", TypeCode=512),
    ):
        assert tell(client, "postmark", said) == 200
    assert tell(client, "mailgun", mailgun(mail, event="complained", severity=None)) == 200
    assert Stop.objects.get().reason == Reason.COMPLAINED
    mail.refresh_from_db()
    assert mail.state == State.SENT
    post(2, to=mail.to)
    assert send_due() == 0
    assert the(2).last_error == "called unwanted"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("postmark", lambda mail: postmark(mail, Type="SoftBounce", Details="", TypeCode=4096)),
        ("postmark", lambda mail: postmark(mail, Details="smtp;550 5.7.1 blocked")),
        ("mailgun", lambda mail: mailgun(mail, reason="generic")),
    ],
)
def test_a_refusal_that_is_not_the_address_s_fault_fails_the_mail_alone(
    client: Client, told: None, name: str, said: Any
) -> None:
    mail = sent()
    assert tell(client, name, said(mail)) == 200
    mail.refresh_from_db()
    assert mail.state == State.FAILED
    assert not Stop.objects.exists()


def test_a_bounce_of_before_somebody_tried_again_is_old_news(client: Client, told: None) -> None:
    mail = sent()
    said = postmark(mail)
    tell(client, "postmark", said)
    with time_machine.travel(now() + actions.hearing.SLACK * 3):
        mail.refresh_from_db()
        assert actions.retry(mail=mail, by=None)
        assert not Stop.objects.exists()
        assert send_due() == 1
        assert tell(client, "postmark", said) == 200
        mail.refresh_from_db()
        assert mail.state == State.SENT
        assert not Stop.objects.exists()
        # But a new one counts.
        tell(client, "postmark", postmark(mail))
        assert Stop.objects.exists()


def test_a_row_that_went_to_somebody_else_is_left_alone(client: Client, told: None) -> None:
    mine, other = sent(1), sent(2)
    assert tell(client, "postmark", postmark(mine, Metadata={"mail": str(other.pk)})) == 200
    assert tell(client, "postmark", postmark(mine, Metadata={"mail": "1 or 1"})) == 200
    assert set(states()) == {State.SENT}
    assert Stop.objects.get().address == mine.to


def test_without_the_secret_nothing_is_believed_and_without_one_set_nothing_is_there(
    client: Client, settings: LazySettings, told: None
) -> None:
    mail = sent()
    assert tell(client, "postmark", postmark(mail), headers={}) == 400
    wrong = {"Authorization": "Basic " + base64.b64encode(b"nom:faux").decode()}
    assert tell(client, "postmark", postmark(mail), headers=wrong) == 400
    forged = mailgun(mail)
    forged["signature"]["signature"] = "0" * 64
    assert tell(client, "mailgun", forged) == 400
    assert tell(client, "nobody", postmark(mail)) == 404
    assert client.get("/mail/events/postmark/", headers=BASIC).status_code == 405
    settings.ANYMAIL = {**settings.ANYMAIL, "WEBHOOK_SECRET": ""}
    assert tell(client, "postmark", postmark(mail)) == 404
    assert not Stop.objects.exists()


def test_who_asks_the_provider_for_no_more_is_heard(client: Client, told: None) -> None:
    mail = sent()
    assert tell(client, "mailgun", mailgun(mail, event="unsubscribed", severity=None)) == 200
    assert Stop.objects.get().reason == Reason.ASKED


def test_the_environment_chooses_the_provider() -> None:
    import environ

    class Env(environ.Env):
        ENVIRON = {"MAIL_PROVIDER": "mailgun", "ANYMAIL_MAILGUN_API_KEY": "clef"}

    assert mail_ways.chosen(Env(), mailbox=None)["EMAIL_BACKEND"].startswith(
        "anymail.backends.mail"
    )
    found = mail_ways.anymail({**Env.ENVIRON, "ANYMAIL_SEND_DEFAULTS": "True"}, timeout=20)
    assert found == {
        "IGNORE_UNSUPPORTED_FEATURES": True,
        "MAILGUN_API_KEY": "clef",
        "SEND_DEFAULTS": True,
        "REQUESTS_TIMEOUT": 20,
    }
