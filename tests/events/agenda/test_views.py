"""Screen, phone, speaker's view and their links; and what each of them does not say."""

import datetime as dt
import json

import pytest
import time_machine
from django.core import signing
from django.urls import reverse

from events.agenda import actions, links
from events.agenda.formats import View
from tests.factories import CheckInFactory, EventFactory, RegistrationFactory

ENGLISH = {"accept-language": "en"}


def address(name, event, *args):
    return reverse(f"agenda:{name}", args=[event.association.slug, event.slug, *args])


def show(client, event, name, *args):
    return client.get(address(name, event, *args), headers=ENGLISH)


@pytest.mark.parametrize("view", ["screen", "phone", "speaker", "host", "console"])
def test_every_view_has_a_word_for_before_during_and_after(client, cast, console, view):
    client.force_login(cast.facilitator)
    for step in (None, "start", "pause", "next", "resume", "next", "next", "close"):
        if step:
            console.tap(step)
        for name in (view, f"{view}_part"):
            page = show(client, cast.event, name)
            assert page.status_code == 200
            snapshot = page.content.decode().split('id="snapshot"')[1].split(">")[1].split("<")[0]
            assert json.loads(snapshot)["rev"] == console.rev


def test_the_snapshot_is_for_those_who_attend(client, cast, console):
    console.tap("start")
    client.force_login(cast.guest)
    assert show(client, cast.event, "snapshot").json()["now"]["title"]
    client.force_login(cast.stranger)
    assert show(client, cast.event, "snapshot").status_code == 404


@pytest.mark.parametrize("view", list(links.LINKED))
def test_a_link_opens_its_view_without_an_account(client, cast, console, view):
    console.tap("start")
    token = links.make(cast.event, view)
    for name in ("linked", "linked_part", "linked_token"):
        assert show(client, cast.event, name, token).status_code == 200


def test_a_link_asks_for_its_next_token_and_part_by_itself(client, cast):
    token = links.make(cast.event, View.SCREEN)
    page = show(client, cast.event, "linked", token).content.decode()
    assert address("linked_part", cast.event, token) in page
    assert address("linked_token", cast.event, token) in page
    assert address("screen_token", cast.event) not in page


def test_a_withdrawn_link_says_so_and_new_ones_work(client, cast):
    before = links.make(cast.event, View.SCREEN)
    actions.revoke_links(event=cast.event, by=None)
    answer = show(client, cast.event, "linked", before)
    assert answer.status_code == 410
    assert "This link has been withdrawn" in answer.content.decode()
    after = links.make(cast.event, View.SCREEN)
    assert show(client, cast.event, "linked", after).status_code == 200


def test_a_link_opens_nothing_of_another_event(client, cast):
    other = EventFactory.create(association=cast.association)
    token = links.make(cast.event, View.SCREEN)
    answer = show(client, other, "linked", token)
    assert answer.status_code == 404
    assert "This link opens nothing" in answer.content.decode()


@pytest.mark.parametrize("said", [None, 7, ["x"], [1, "balcony", ""]])
def test_a_link_that_says_nonsense_opens_nothing(client, cast, said):
    token = signing.dumps(said, salt=links.SALT)
    assert show(client, cast.event, "linked", token).status_code == 404


@pytest.mark.parametrize("view", [View.CONSOLE, View.PHONE])
def test_there_are_no_links_to_console_and_phone(client, cast, view):
    assert show(client, cast.event, "linked", links.make(cast.event, view)).status_code == 404


@time_machine.travel("2026-12-01T07:00:00Z", tick=False)  # a link says in which second it was made
def test_the_links_are_withdrawn_by_a_button(client, cast):
    client.force_login(cast.facilitator)
    before = links.make(cast.event, View.SPEAKER)
    assert before in show(client, cast.event, "links").content.decode()
    client.post(address("revoke_links", cast.event))
    assert before not in show(client, cast.event, "links").content.decode()


def test_the_round_table_tells_a_guest_her_number(client, cast, console):
    CheckInFactory.create(registration=RegistrationFactory.create(event=cast.event))
    CheckInFactory.create(registration=RegistrationFactory.create(event=cast.event))
    CheckInFactory.create(registration=cast.registration)
    client.force_login(cast.guest)
    console.tap("start")
    console.tap("next")
    assert "1 minute each" in show(client, cast.event, "phone_part").content.decode()
    console.tap("round_table.open")
    page = show(client, cast.event, "phone_part").content.decode()
    assert "You are number 3 of 3." in page
    assert 'data-turn="3"' in page
    console.tap("round_table.next")
    console.tap("round_table.next")
    assert 'data-turn="3"' in show(client, cast.event, "phone_part").content.decode()
    console.tap("round_table.next")
    assert "You have had your turn." in show(client, cast.event, "phone_part").content.decode()


def test_who_is_not_checked_in_is_sent_to_the_door(client, cast, console):
    CheckInFactory.create(registration=RegistrationFactory.create(event=cast.event))
    client.force_login(cast.guest)
    console.tap("start")
    console.tap("next")
    console.tap("round_table.open")
    assert "Check in at the door" in show(client, cast.event, "phone_part").content.decode()


def test_the_screen_shows_only_what_the_speaker_agreed_to(client, cast, console):
    cast.registration.organisation = "Atelier Secret"
    cast.registration.shared = []
    cast.registration.save()
    CheckInFactory.create(registration=cast.registration)
    client.force_login(cast.facilitator)
    console.tap("start")
    console.tap("next")
    console.tap("round_table.open")
    page = show(client, cast.event, "screen_part").content.decode()
    assert cast.registration.family_name in page.replace("&#x27;", "’")
    assert "Atelier Secret" not in page


def test_the_report_compares_planned_and_real(client, cast, console, time_machine):
    client.force_login(cast.organiser)
    assert "Not run yet" in show(client, cast.event, "report").content.decode()
    time_machine.move_to(cast.event.starts_at, tick=False)
    console.tap("start")
    time_machine.shift(dt.timedelta(minutes=18))
    console.tap("next")
    console.tap("close")
    page = show(client, cast.event, "report").content.decode()
    assert "+3\u202fmin" in page
    assert "18\u202fmin" in page


def test_the_event_page_shows_the_agenda_and_the_way_to_now(client, cast, console):
    client.force_login(cast.guest)
    event_page = reverse("calendar:event", args=[cast.association.slug, cast.event.slug])
    assert address("phone", cast.event) not in client.get(event_page).content.decode()
    console.tap("start")
    page = client.get(event_page, headers=ENGLISH).content.decode()
    assert address("phone", cast.event) in page
    assert console.reading.state.current.plan.title in page


def test_a_cancelled_event_shows_no_agenda(client, cast):
    cast.event.status = "cancelled"
    cast.event.save()
    page = client.get(reverse("calendar:event", args=[cast.association.slug, cast.event.slug]))
    assert "agenda__coming" not in page.content.decode()


def test_the_overview_leads_an_organiser_to_agenda_and_console(client, cast):
    client.force_login(cast.organiser)
    overview = reverse("calendar:overview", args=[cast.association.slug, cast.event.slug])
    page = client.get(overview).content.decode()
    assert address("agenda", cast.event) in page
    assert address("console", cast.event) in page
