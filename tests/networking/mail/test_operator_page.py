"""The operator's page: everything, with the servers' own words, and the switch."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from networking.mail.models import Halt, OutgoingMail, Priority, State, Switch
from networking.mail.sending import send_due
from networking.time import now
from tests.cast import assemble
from tests.factories import UserFactory
from tests.networking.mail.letters import post
from tests.networking.mail.test_outbox_page import mail
from tests.services.smtp import SmtpSink

pytestmark = pytest.mark.django_db
HERE = "/operator/mails/"


@pytest.fixture
def operator(client: Client) -> Client:
    client.force_login(UserFactory.create(is_staff=True, language="en"))
    return client


def said(client: Client) -> str:
    answer = client.get(HERE)
    assert answer.status_code == 200
    return answer.content.decode()


def test_for_everybody_else_there_is_no_such_page(client: Client) -> None:
    cast = assemble()
    for user in (None, cast.owner, cast.stranger):
        if user:
            client.force_login(user)
        assert client.get(HERE).status_code == 404
        for name in ("switch", "operator_again"):
            assert client.post(reverse(f"mail:{name}"), {"halt": "everything"}).status_code == 404
    assert not Switch.objects.exists()


def test_it_counts_every_kind_says_how_late_it_is_and_what_servers_said(operator: Client) -> None:
    cast = assemble()
    mail(cast.association, 1, kind="reminders.reminder", state=State.FAILED, last_error="554 no, 1")
    mail(None, 2, kind="accounts.code", params={"code": "ABC-DEF"}, state=State.FAILED)
    post(3, due_at=now() - dt.timedelta(minutes=42), priority=Priority.MAILING)
    page = said(operator)
    assert "Reminder after an event" in page
    assert "Code to sign in" in page
    assert "42 minutes late" in page
    assert "<code" in page
    assert "554 no, 1" in page
    assert cast.association.name in page
    assert "ABC-DEF" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_its_queries_stay_the_same(
    operator: Client, number: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    association = assemble().association
    for each in range(number):
        mail(association, each, state=State.FAILED, last_error="554 no")
    with django_assert_num_queries(10):  # type: ignore[operator]
        said(operator)


def test_the_switch_stops_says_so_and_lets_go_again(operator: Client, smtp_sink: SmtpSink) -> None:
    post(1)
    throw = reverse("mail:switch")
    operator.post(throw, {"halt": "everything"})
    assert "No mail leaves." in said(operator)
    assert "Stopped by" in said(operator)
    assert send_due() == 0
    operator.post(throw, {"halt": "nonsense"})
    assert Switch.objects.get().halt == Halt.EVERYTHING
    operator.post(throw, {"halt": "but_codes"})
    assert "but codes to sign in." in said(operator)
    operator.post(throw, {"halt": ""})
    assert "Mails leave" in said(operator)
    assert send_due() == 1


def test_it_tries_again_whatever_failed_but_not_a_code_that_is_gone(operator: Client) -> None:
    association = assemble().association
    one = mail(association, 1, kind="reminders.reminder", state=State.FAILED, last_error="554 no")
    code = mail(None, 2, kind="accounts.code", state=State.FAILED, last_error="554 no")
    for each in (one, code):
        operator.post(reverse("mail:operator_retry", args=[each.pk]))
    assert dict(OutgoingMail.objects.values_list("pk", "state")) == {
        one.pk: State.WAITING,
        code.pk: State.FAILED,
    }
    OutgoingMail.objects.update(state=State.FAILED)
    operator.post(reverse("mail:operator_again"))
    assert OutgoingMail.objects.get(state=State.WAITING) == one


def test_who_runs_the_site_finds_the_page_in_her_menu(operator: Client, client: Client) -> None:
    assert HERE in operator.get("/me/associations/").content.decode()
    client.force_login(UserFactory.create())
    assert HERE not in client.get("/me/associations/").content.decode()
