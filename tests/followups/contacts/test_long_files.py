"""A long file is written by a worker, while its page says how far it is; left lying, it goes on."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from followups.contacts.importing import actions
from followups.contacts.models import Contact, Import
from followups.contacts.tasks import go_on_importing, sweep_imports
from networking.accounts.models import User
from networking.mail import poke
from networking.time import now
from tests.followups.contacts.files import UPLOAD, page, sent, vcf

pytestmark = pytest.mark.django_db
PEOPLE = ("FN:Amina Diallo", "FN:Zoë Ørsted", "FN:Ngọc Trần", "NOTE:nobody", "FN:Claire Roux")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Which files a worker was told of; each is long, and every card a slice."""
    found: list[int] = []
    monkeypatch.setattr(poke, "tell", lambda _task, batch, **_said: found.append(batch))
    monkeypatch.setattr(actions, "SHORT", 3)
    monkeypatch.setattr(actions, "SLICE", 1)
    return found


def confirmed(client: Client, callbacks) -> Import:
    batch = sent(client, vcf(*PEOPLE))
    with callbacks(execute=True):
        assert client.post(page("confirm_import", batch)).status_code == 302
    batch.refresh_from_db()
    return batch


def test_its_page_says_how_far_it_is_and_in_the_end_what_came(
    client: Client, me: User, told: list[int], django_capture_on_commit_callbacks
) -> None:
    batch = confirmed(client, django_capture_on_commit_callbacks)
    assert told == [batch.pk]
    assert not Contact.objects.exists()
    text = client.get(page("import", batch)).content.decode()
    assert "Your contacts are coming in" in text
    assert "0 of 5" in text
    assert "Go on" not in text
    actions.confirm(batch=batch, seconds=0, by=None)
    # One card is through; those refused don't count.
    assert "1 of 4" in client.get(page("import_progress", batch)).content.decode()
    go_on_importing(batch.pk)
    answer = client.get(page("import_progress", batch))
    assert answer.headers["HX-Refresh"] == "true"
    assert "4 contacts came with this file." in client.get(page("import", batch)).content.decode()
    batch.refresh_from_db()
    assert (batch.new, batch.known, batch.refused, batch.written) == (4, 0, 1, 4)


def test_a_worker_whose_time_is_over_has_another_go_on(
    client: Client,
    me: User,
    told: list[int],
    django_capture_on_commit_callbacks,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    batch = confirmed(client, django_capture_on_commit_callbacks)
    monkeypatch.setattr("followups.contacts.tasks.SECONDS", 0.0)
    while Import.objects.filter(pk=batch.pk, finished_at=None).exists():
        go_on_importing(told[-1])
    # Told on confirming, and by each worker but the last.
    assert told == [batch.pk] * 4
    assert Contact.objects.of(me).count() == 4
    for number in (batch.pk, 0):
        go_on_importing(number)
    assert Contact.objects.of(me).count() == 4


def test_a_second_click_and_the_same_worker_twice_write_nobody_twice(
    client: Client, me: User, told: list[int], django_capture_on_commit_callbacks
) -> None:
    batch = confirmed(client, django_capture_on_commit_callbacks)
    actions.confirm(batch=Import.objects.get(pk=batch.pk), seconds=0, by=None)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page("confirm_import", batch))
    go_on_importing(batch.pk)
    go_on_importing(batch.pk)
    batch.refresh_from_db()
    assert (Contact.objects.of(me).count(), batch.new) == (4, 4)


def test_left_lying_it_can_be_gone_on_with_and_the_sweep_does_so(
    client: Client, me: User, told: list[int], django_capture_on_commit_callbacks
) -> None:
    batch = confirmed(client, django_capture_on_commit_callbacks)
    actions.confirm(batch=batch, seconds=0, by=None)
    told.clear()
    sweep_imports()
    assert told == []
    with time_machine.travel(now() + dt.timedelta(minutes=2), tick=False):
        # The sweep has its chance before somebody is asked to do something.
        assert "are coming in" in client.get(page("import", batch)).content.decode()
        sweep_imports()
        assert told == [batch.pk]
        told.clear()
    with time_machine.travel(now() + dt.timedelta(minutes=5), tick=False):
        text = client.get(page("import", batch)).content.decode()
        assert "Not all of them are in yet" in text
        assert "Go on" in text
        assert "Not all of them are in yet" in client.get(UPLOAD).content.decode()
        sweep_imports()
        assert told == [batch.pk]
        go_on_importing(batch.pk)
        sweep_imports()
        assert told == [batch.pk]
    assert Contact.objects.of(me).count() == 4


def test_a_file_that_nobody_confirmed_is_written_by_no_worker(client: Client, me: User) -> None:
    batch = sent(client, vcf(*PEOPLE))
    go_on_importing(batch.pk)
    assert not Contact.objects.exists()


def test_a_short_file_is_written_while_one_waits(client: Client, me: User) -> None:
    batch = sent(client, vcf(*PEOPLE))
    client.post(page("confirm_import", batch))
    assert "4 contacts came with this file." in client.get(page("import", batch)).content.decode()
