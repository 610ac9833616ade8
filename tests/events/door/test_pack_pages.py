"""The pages of a pack: choose, follow, fetch."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.agenda import actions as agenda
from events.agenda.templates import WITH_IMPROMPTU
from events.calendar.models import Event
from events.door.models import JobState, PrintJob
from events.door.packs import actions
from networking.accounts.models import User
from networking.associations.models import Role
from tests.factories import EventFactory, MembershipFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def organiser(event: Event) -> Client:
    user = MembershipFactory.create(association=event.association, role=Role.ORGANISER).user
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def at(name: str, event: Event, *args: object) -> str:
    return reverse(f"door:{name}", args=[event.association.slug, event.slug, *args])


def sent(client: Client, event: Event, *parts: str, **more: str) -> HttpResponse:
    wishes = {"label": "l4785", "start_at": "1", "numbers": ""}
    data = {"parts": parts, "kind": "pdf", **wishes, **more}
    answer: HttpResponse = client.post(at("pack", event), data)
    return answer


def test_what_most_breakfasts_want_is_ticked(organiser: Client, event: Event) -> None:
    agenda.lay_out(event=event, template=WITH_IMPROMPTU, by=None)
    form = organiser.get(at("pack", event)).context["form"]
    offered = [offer.name for offer in form.offers]
    assert offered == [
        *("attendees", "door-list", "sign-in", "emergency", "covers"),
        *("run-sheet", "round-table", "pairs", "questions", "table-signs"),
        *("badges", "blank-badges", "dance-cards"),
    ]
    assert set(offered) - form.chosen == {"sign-in", "table-signs"}


def test_a_host_is_offered_what_hosts_may_print(door: Client, event: Event) -> None:
    offered = [offer.name for offer in door.get(at("pack", event)).context["form"].offers]
    assert {"emergency", "run-sheet", "covers", "dance-cards"}.isdisjoint(offered)
    assert sent(door, event, "door-list", "emergency").status_code == 422
    assert not PrintJob.objects.exists()


def test_from_the_choice_to_the_file(organiser: Client, event: Event) -> None:
    RegistrationFactory.create(event=event)
    answer = sent(organiser, event, "badges", "door-list")
    job = PrintJob.objects.get()
    assert answer["Location"] == at("pack_job", event, job.pk)
    assert [part.name for part in job.parts.all()] == ["door-list", "badges"]
    page = organiser.get(answer["Location"]).text
    assert "The pack is being made" in page
    assert "0 of 2" in page
    assert organiser.get(at("pack_file", event, job.pk)).status_code == 404
    assert "0 of 2" in organiser.get(at("pack_progress", event, job.pk)).text
    actions.build(job=job)
    refreshed = organiser.get(at("pack_progress", event, job.pk))
    assert refreshed["HX-Refresh"] == "true"
    assert "It is ready: 2 parts." in organiser.get(answer["Location"]).text
    file = organiser.get(at("pack_file", event, job.pk))
    assert file["Content-Type"] == "application/pdf"
    assert file["Cache-Control"] == "private, no-store"
    assert file.content.startswith(b"%PDF")
    assert at("pack_job", event, job.pk) in organiser.get(at("pack", event)).text


def test_a_zip_is_saved_and_not_shown(organiser: Client, event: Event) -> None:
    sent(organiser, event, "door-list", kind="zip")
    job = PrintJob.objects.get()
    actions.build(job=job)
    file = organiser.get(at("pack_file", event, job.pk))
    assert file["Content-Disposition"].startswith("attachment")
    assert file.content.startswith(b"PK")


def test_nothing_chosen_and_a_wrong_label_are_said_and_what_was_chosen_stays(
    organiser: Client, event: Event
) -> None:
    answer = sent(organiser, event, start_at="3")
    assert answer.status_code == 422
    assert "Tick at least one thing to print." in answer.content.decode()
    assert 'value="3"' in answer.content.decode()
    answer = sent(organiser, event, "badges", start_at="99")
    assert answer.status_code == 422
    assert answer.context["form"].chosen == {"badges"}  # type: ignore[attr-defined]
    # Where no badge is printed it doesn't matter on which label one begins.
    assert sent(organiser, event, "door-list", start_at="99").status_code == 302


def test_what_could_not_be_made_is_said_in_a_clear_sentence(
    organiser: Client, event: Event
) -> None:
    RegistrationFactory.create(event=event, given_name="ⴰⵎⵉⵏⴰ", family_name="ⴷⵢⴰⵍⵍⵓ")
    sent(organiser, event, "door-list", "run-sheet")
    job = PrintJob.objects.get()
    actions.build(job=job)
    page = organiser.get(at("pack_job", event, job.pk)).text
    assert "Left out: Door list" in page
    assert "No font is installed for: Tifinagh" in page
    assert "It is ready: 1 part." in page


def test_a_pack_can_be_stopped_and_twice_is_once(organiser: Client, event: Event) -> None:
    sent(organiser, event, "door-list")
    job = PrintJob.objects.get()
    for _ in range(2):
        answer = organiser.post(at("pack_stop", event, job.pk), follow=True)
        assert "This pack was stopped." in answer.text
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_a_pack_with_what_one_may_not_print_does_not_exist(
    door: Client, organiser: Client, event: Event
) -> None:
    sent(organiser, event, "door-list", "emergency")
    job = PrintJob.objects.get()
    actions.build(job=job)
    for name in ("pack_job", "pack_progress", "pack_file"):
        assert door.get(at(name, event, job.pk)).status_code == 404
    assert door.post(at("pack_stop", event, job.pk)).status_code == 404
    assert at("pack_job", event, job.pk) not in door.get(at("pack", event)).text


def test_a_pack_is_found_at_its_own_event_only(organiser: Client, event: Event) -> None:
    other = EventFactory.create(association=event.association)
    sent(organiser, event, "door-list")
    job = PrintJob.objects.get()
    assert organiser.get(at("pack_job", other, job.pk)).status_code == 404


def test_no_address_serves_the_files_of_a_pack(organiser: Client, event: Event) -> None:
    sent(organiser, event, "door-list")
    job = PrintJob.objects.get()
    actions.build(job=job)
    job.refresh_from_db()
    assert job.file.startswith("packs/")
    assert organiser.get(f"/m/{job.file}").status_code == 404


def test_the_page_of_paper_leads_to_the_pack_and_to_each_print(
    organiser: Client, event: Event
) -> None:
    agenda.lay_out(event=event, template=WITH_IMPROMPTU, by=None)
    page = organiser.get(at("paper", event)).text
    assert at("pack", event) in page
    for name in ("emergency", "run-sheet", "pairs", "questions", "table-signs", "blank-badges"):
        assert at("print", event, name) in page
    assert at("print_xlsx", event, "emergency") in page
    assert at("print_xlsx", event, "run-sheet") not in page


@pytest.mark.parametrize("jobs", [1, 3])
def test_more_packs_are_no_more_queries(
    organiser: Client, event: Event, jobs: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = User.objects.get(memberships__role=Role.ORGANISER)
    for number in range(jobs):
        names = ["door-list", "attendees", "sign-in"][: number + 1]
        actions.ask(event=event, names=names, kind="pdf", by=user)
    with django_assert_num_queries(16):
        organiser.get(at("pack", event))
