"""An association's outbox: what its organisers see of it, what they don't, and trying again."""

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from networking.associations.models import Association
from networking.audit.models import Entry
from networking.mail.models import OutgoingMail, Reason, State, Stop
from networking.mail.sending import send_due
from networking.time import now
from tests.cast import Cast, assemble
from tests.services.smtp import SmtpSink

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(client: Client) -> Cast:
    found = assemble()
    client.force_login(found.organiser)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return found


def mail(association: Association | None, number: int = 1, **more: Any) -> OutgoingMail:
    fields: dict[str, Any] = {
        "kind": "guests.confirmed",
        "to": f"claire.{number}@exemple.org",
        "key": f"mail:{number}",
        "association": association,
        "state": State.SENT,
        "sent_at": now(),
    }
    return OutgoingMail.objects.create(**fields | more)


def outbox(cast: Cast) -> str:
    return reverse("mail:outbox", args=[cast.association.slug])


def page(client: Client, path: str, **query: str) -> str:
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_says_what_to_whom_and_what_the_server_thought_of_it(client: Client, cast: Cast) -> None:
    guest = cast.registration
    mail(cast.association, params={"registration": guest.pk, "note": "a-param-that-nobody-reads"})
    mail(cast.association, 2, state=State.FAILED, last_error="552 5.2.2 claire.2 over quota")
    said = page(client, outbox(cast))
    assert "Confirmation of a registration" in said
    assert "claire.1@exemple.org" in said
    assert guest.full_name in said
    there = [cast.association.slug, cast.event.slug, guest.pk]
    assert reverse("guests:guest", args=there) in said
    assert "The mailbox is full." in said
    # In plain words, and never what it was made from.
    assert "5.2.2" not in said
    assert "nobody-reads" not in said


@pytest.mark.parametrize(
    "kind",
    [
        "reminders.reminder",
        "contacts.introduction",
        "wishes.news",
        "directory.nudge",
        "accounts.code",
        "of.a.room.that.is.gone",
    ],
)
def test_mails_between_guests_are_counted_and_never_shown(
    client: Client, cast: Cast, kind: str
) -> None:
    hidden = mail(cast.association, 7, kind=kind, state=State.FAILED, last_error="554 no")
    for query in ({}, {"state": "failed"}, {"q": "claire.7"}, {"kind": kind}):
        said = page(client, outbox(cast), **query)
        assert "claire.7" not in said.replace('value="claire.7"', "").replace("q=claire.7", "")
        assert kind not in said
    assert "failed 1." in page(client, outbox(cast))
    retry = reverse("mail:retry", args=[cast.association.slug, hidden.pk])
    assert client.post(retry).status_code == 404
    client.post(reverse("mail:again", args=[cast.association.slug]))
    hidden.refresh_from_db()
    assert hidden.state == State.FAILED


def test_another_association_s_mails_are_not_there(client: Client, cast: Cast) -> None:
    theirs = cast.foreigner.memberships.get().association
    other = mail(theirs, 3, state=State.FAILED)
    assert "claire.3" not in page(client, outbox(cast))
    retry = reverse("mail:retry", args=[cast.association.slug, other.pk])
    assert client.post(retry).status_code == 404


def test_it_is_narrowed_by_state_kind_and_words_of_an_address(client: Client, cast: Cast) -> None:
    mail(cast.association, 1)
    mail(cast.association, 2, state=State.FAILED, last_error="554 no")
    mail(cast.association, 3, kind="guests.invited", to="ngoc@ailleurs.org")
    for query, there, gone in (
        ({"state": "failed"}, "claire.2", "claire.1"),
        ({"kind": "guests.invited"}, "ngoc@", "claire.1"),
        ({"q": "NGOC ailleurs"}, "ngoc@", "claire.1"),
    ):
        said = page(client, outbox(cast), **query)
        assert there in said
        assert gone not in said
    assert "No mail like that" in page(client, outbox(cast), q="personne")
    assert "claire.1" in page(client, outbox(cast), state="nonsense", kind="nonsense")


def test_a_page_has_fifty_and_the_last_come_first(client: Client, cast: Cast) -> None:
    for number in range(60):
        mail(cast.association, number, made_at=now() - dt.timedelta(minutes=number))
    mail(cast.association, 99, made_at=now() - dt.timedelta(days=31))
    first, second = page(client, outbox(cast)), page(client, outbox(cast), page="2")
    assert first.index("claire.0@") < first.index("claire.49@")
    assert "claire.50@" not in first
    assert "claire.59@" in second
    assert "51 to 60 of 60" in second
    assert "claire.99" not in first + second


@pytest.mark.parametrize("number", [1, 3])
def test_its_queries_stay_the_same(
    client: Client, cast: Cast, number: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for each in range(number):
        params = {"registration": cast.registration.pk}
        mail(cast.association, each, state=State.FAILED, last_error="554 no", params=params)
    with django_assert_num_queries(8):  # type: ignore[operator]
        page(client, outbox(cast), state="failed")


def test_trying_again_sends_it_and_a_second_click_says_that_it_moved_on(
    client: Client, cast: Cast, smtp_sink: SmtpSink
) -> None:
    fields = {"state": State.FAILED, "last_error": "554 no", "sent_at": None}
    failed = mail(cast.association, params={"registration": cast.registration.pk}, **fields)
    retry = reverse("mail:retry", args=[cast.association.slug, failed.pk])
    answer = client.post(retry, {"filters": "state=failed"}, follow=True)
    assert answer.redirect_chain == [(f"{outbox(cast)}?state=failed", 302)]
    assert "leaves again" in answer.content.decode()
    assert send_due() == 1
    assert smtp_sink.messages[0]["Message-ID"] == failed.message_id
    assert "has moved on" in client.post(retry, follow=True).content.decode()
    assert Entry.objects.filter(verb="mail.retried", by=cast.organiser).count() == 1


def test_all_that_failed_leave_again_but_to_addresses_that_nobody_has(
    client: Client, cast: Cast
) -> None:
    for number in range(4):
        mail(cast.association, number, state=State.FAILED, last_error="HTTP 503 down")
    mail(cast.association, 4, state=State.UNCERTAIN)
    Stop.objects.create(address="claire.0@exemple.org", kind="*", reason=Reason.BOUNCED)
    Stop.objects.create(address="claire.1@exemple.org", kind="*", reason=Reason.COMPLAINED)
    # Somebody who only stopped mails of a kind is none of these.
    Stop.objects.create(address="claire.2@exemple.org", kind="*", reason=Reason.ASKED)
    again = reverse("mail:again", args=[cast.association.slug])
    answer = client.post(again, {"filters": "state=failed&q=exemple"}, follow=True)
    assert "2 mails leave again." in answer.content.decode()
    waiting = OutgoingMail.objects.filter(state=State.WAITING).values_list("key", flat=True)
    assert set(waiting) == {"mail:2", "mail:3"}
    assert Entry.objects.get(verb="mail.failed_retried").details == {"count": 2}
    assert "put right first" in client.post(again, follow=True).content.decode()


def test_a_dead_address_is_said_and_leads_to_its_guest_who_says_it_too(
    client: Client, cast: Cast
) -> None:
    guest = cast.registration
    address = str(guest.user.email)
    mail(cast.association, to=address, params={"registration": guest.pk})
    list_of_guests = reverse("guests:guests", args=[cast.association.slug, cast.event.slug])
    of_guest = reverse("guests:guest", args=[cast.association.slug, cast.event.slug, guest.pk])
    places = (outbox(cast), list_of_guests, of_guest)
    assert not [path for path in places if "no longer works" in page(client, path)]
    Stop.objects.create(address=address, kind="*", reason=Reason.COMPLAINED)
    assert all("Wants no mails from us" in page(client, path) for path in places)
    Stop.objects.create(address=address, kind="*", reason=Reason.BOUNCED)
    assert all("This address no longer works" in page(client, path) for path in places)
    assert "Correct it" in page(client, outbox(cast))


def test_trying_one_again_takes_the_address_for_good_until_it_bounces(
    client: Client, cast: Cast
) -> None:
    failed = mail(cast.association, state=State.FAILED, last_error="550 5.1.1 nobody")
    Stop.objects.create(address=failed.to, kind="*", reason=Reason.BOUNCED)
    client.post(reverse("mail:retry", args=[cast.association.slug, failed.pk]))
    assert not Stop.objects.exists()


def test_a_mail_whose_secret_is_gone_does_not_leave_again(client: Client, cast: Cast) -> None:
    kind = "associations.invited"
    failed = mail(cast.association, kind=kind, state=State.FAILED, last_error="554 no")
    assert "Try again" not in page(client, outbox(cast), state="failed").split("<ul")[-1]
    retry = reverse("mail:retry", args=[cast.association.slug, failed.pk])
    assert "has moved on" in client.post(retry, follow=True).content.decode()


def test_while_one_types_the_rows_alone_come_and_the_address_follows(
    client: Client, cast: Cast
) -> None:
    mail(cast.association)
    answer = client.get(outbox(cast), {"q": "claire"}, headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert answer["HX-Replace-Url"] == f"{outbox(cast)}?q=claire"
