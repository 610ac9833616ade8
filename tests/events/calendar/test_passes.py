"""A hand lent by a link: what it opens, for whom, until when, and what it never opens."""

import datetime as dt
import uuid
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from events.agenda import actions as agenda
from events.agenda.models import Command
from events.agenda.templates import CLASSIC
from events.calendar import actions
from events.calendar.models import Event, Lent, Pass, Status
from events.calendar.passes import link_of
from events.door.models import CheckIn
from events.guests.models import Registration
from networking.accounts.models import User
from networking.associations.models import Role
from networking.audit.models import Entry
from networking.push import tokens
from networking.push.models import Revocation
from networking.time import now
from tests.factories import (
    BadgeFactory,
    EventFactory,
    EventRoleFactory,
    MembershipFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    event = EventFactory.create(starts_at=now() + dt.timedelta(minutes=30))
    agenda.lay_out(event=event, template=CLASSIC, by=None)
    return event


@pytest.fixture
def guest(event: Event) -> Registration:
    return RegistrationFactory.create(event=event, given_name="Léa", family_name="Ørsted")


@pytest.fixture
def phone() -> Client:
    """A phone that knows nobody, and speaks English."""
    return Client(headers={"accept-language": "en"})


def made(event: Event, hand: str = Lent.FACILITATOR) -> Pass:
    return actions.make_pass(event=event, hand=hand, by=None)


def path_of(held: Pass) -> str:
    return urlsplit(link_of(held)).path


def at(name: str, event: Event, *args: object) -> str:
    return reverse(name, args=[event.association.slug, event.slug, *args])


def status(client: Client, name: str, event: Event) -> int:
    return client.get(at(name, event)).status_code


def take(client: Client, held: Pass) -> None:
    assert client.post(path_of(held)).status_code == 302


def tap(client: Client, event: Event, kind: str) -> int:
    sent = {"id": str(uuid.uuid4()), "kind": kind, "payload": {}, "rev": 0}
    path = at("agenda:command", event)
    return client.post(path, sent, content_type="application/json").status_code


def test_to_look_at_a_link_opens_nothing_and_a_tap_opens_door_and_console(
    phone: Client, event: Event
) -> None:
    held = made(event)
    assert "A hand for the door and the console" in phone.get(path_of(held)).text
    assert status(phone, "door:door", event) == 302
    page = phone.post(path_of(held), follow=True).text
    for name in ("door:door", "agenda:console", "agenda:screen"):
        assert f'href="{at(name, event)}"' in page
        assert status(phone, name, event) == 200


def test_whoever_holds_it_checks_people_in_and_nobody_is_named_for_it(
    phone: Client, event: Event, guest: Registration
) -> None:
    held = made(event, Lent.HOST)
    take(phone, held)
    assert "Léa" in phone.get(at("door:door", event)).text
    phone.post(at("door:check_in", event, guest.pk))
    check_in = CheckIn.objects.get(registration=guest)
    assert check_in.by is None
    entry = Entry.objects.get(verb="guest.checked_in")
    assert (entry.by, entry.details["through"]) == (None, f"pass:{held.pk}")
    again = phone.post(at("door:check_in", event, guest.pk), follow=True)
    assert "was here already" in again.text
    phone.post(at("door:undo", event, guest.pk))
    assert not CheckIn.objects.exists()
    phone.post(at("door:walk_in", event), {"given_name": "Zoé"})
    assert CheckIn.objects.get().registration.full_name == "Zoé"


def test_whoever_holds_it_runs_the_agenda(phone: Client, event: Event) -> None:
    take(phone, made(event))
    assert tap(phone, event, "start") == 200
    command = Command.objects.get()
    assert (command.kind, command.by, command.system) == ("start", None, False)
    assert "Now · 1 of 4" in phone.get(at("agenda:console_part", event)).text


def test_a_badge_scanned_by_the_phone_s_own_camera_checks_its_guest_in(
    phone: Client, event: Event, guest: Registration
) -> None:
    badge = BadgeFactory.create(registration=guest)
    assert "Léa" not in phone.get(badge.get_absolute_url()).text
    take(phone, made(event, Lent.HOST))
    assert "Check in" in phone.get(badge.get_absolute_url()).text
    phone.post(reverse("contacts:badge_check_in", args=[badge.code]))
    assert CheckIn.objects.get(registration=guest).by is None
    assert "Checked in at" in phone.get(badge.get_absolute_url()).text


def test_a_pass_to_the_door_opens_no_console(phone: Client, event: Event) -> None:
    take(phone, made(event, Lent.HOST))
    assert status(phone, "agenda:console", event) == 302
    assert tap(phone, event, "start") == 302
    assert not Command.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        *("door:paper", "door:preview", "agenda:links", "agenda:agenda", "agenda:phone"),
        *("guests:guests", "guests:guests_csv", "guests:covers", "directory:people"),
        *("calendar:overview", "calendar:edit"),
    ],
)
def test_no_pass_opens_paper_lists_or_settings(phone: Client, event: Event, name: str) -> None:
    take(phone, made(event))
    answer = phone.get(at(name, event))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_a_pass_opens_nothing_of_another_event(phone: Client, event: Event) -> None:
    other = EventFactory.create(association=event.association, starts_at=event.starts_at)
    held = made(event)
    take(phone, held)
    assert status(phone, "door:door", other) == 302
    token = path_of(held).split("/")[-2]
    assert phone.get(at("calendar:pass", other, token)).status_code == 404


@pytest.mark.parametrize("token", ["7", "7:x", "x:y", "1:" + "0" * 43])
def test_no_token_can_be_made_up(phone: Client, event: Event, token: str) -> None:
    made(event)
    answer = phone.post(at("calendar:pass", event, token))
    assert answer.status_code == 404
    assert "This link opens nothing" in answer.text


def test_a_pass_taken_back_opens_nothing_any_more_wherever_it_was_kept(
    phone: Client, event: Event, guest: Registration
) -> None:
    held = made(event)
    take(phone, held)
    assert actions.revoke_passes(event=event, by=None) == 1
    assert actions.revoke_passes(event=event, by=None) == 0
    assert status(phone, "door:door", event) == 302
    phone.post(at("door:check_in", event, guest.pk))
    assert not CheckIn.objects.exists()
    assert "withdrawn" in phone.get(path_of(held)).text
    assert phone.post(path_of(held)).status_code == 410
    # What it holds open by a stream is closed at once.
    assert Revocation.objects.filter(grant=held.grant).exists()
    take(phone, made(event))
    assert status(phone, "door:door", event) == 200


def test_live_pages_follow_the_event_by_the_pass_s_own_grant(phone: Client, event: Event) -> None:
    held = made(event)
    take(phone, held)
    token = phone.get(at("agenda:console_token", event)).json()["token"]
    assert tokens.read(token).grant == held.grant


@pytest.mark.parametrize(
    ("hours", "answered", "words"),
    [
        (-49, 403, "A little early"),
        (-47, 200, "A hand for the door"),
        (5.9, 200, "A hand for the door"),
        (6.1, 410, "This pass has done its work"),
    ],
)
def test_a_pass_is_good_from_two_days_before_until_four_hours_after(
    phone: Client, event: Event, hours: float, answered: int, words: str
) -> None:
    held = made(event)
    take(phone, held)
    with time_machine.travel(event.starts_at + dt.timedelta(hours=hours)):
        answer = Client(headers={"accept-language": "en"}).get(path_of(held))
        assert answer.status_code == answered
        assert words in answer.text
        assert status(phone, "door:door", event) == (200 if answered == 200 else 302)


@pytest.mark.parametrize(("standing", "answered"), [(Status.DRAFT, 404), (Status.CANCELLED, 410)])
def test_there_is_no_door_to_an_event_that_does_not_take_place(
    phone: Client, event: Event, standing: str, answered: int
) -> None:
    held = made(event)
    take(phone, held)
    Event.objects.filter(pk=event.pk).update(status=standing)
    assert phone.get(path_of(held)).status_code == answered
    assert status(phone, "door:door", event) != 200


def test_a_member_who_holds_a_pass_acts_in_her_own_name(
    phone: Client, event: Event, guest: Registration
) -> None:
    member = MembershipFactory.create(association=event.association).user
    phone.force_login(member)
    assert status(phone, "door:door", event) == 403
    held = made(event)
    take(phone, held)
    phone.post(at("door:check_in", event, guest.pk))
    assert CheckIn.objects.get(registration=guest).by == member
    entry = Entry.objects.get(verb="guest.checked_in")
    assert (entry.by, entry.details["through"]) == (member, held.grant)
    assert status(phone, "door:paper", event) == 403


def test_who_is_a_host_anyway_needs_no_pass_and_none_is_noted(
    phone: Client, event: Event, guest: Registration
) -> None:
    host = EventRoleFactory.create(event=event).user
    phone.force_login(host)
    take(phone, made(event, Lent.HOST))
    phone.post(at("door:check_in", event, guest.pk))
    assert "through" not in Entry.objects.get(verb="guest.checked_in").details
    # The pass adds to what she may do; it takes nothing away.
    take(phone, made(event, Lent.FACILITATOR))
    assert status(phone, "agenda:console", event) == 200
    assert status(phone, "door:paper", event) == 200


def test_the_better_of_two_passes_counts_whichever_came_last(phone: Client, event: Event) -> None:
    take(phone, made(event, Lent.FACILITATOR))
    take(phone, made(event, Lent.HOST))
    assert status(phone, "agenda:console", event) == 200


def test_another_form_s_host_is_no_way_in(event: Event, guest: Registration) -> None:
    """The tap counts only if it comes from our page."""
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path_of(made(event))).status_code == 403


def test_a_pass_is_made_once_and_says_by_whom(event: Event) -> None:
    organiser = MembershipFactory.create(association=event.association, role=Role.ORGANISER).user
    first = actions.make_pass(event=event, hand=Lent.HOST, by=organiser)
    assert actions.make_pass(event=event, hand=Lent.HOST, by=None) == first
    assert first.made_by == organiser
    assert Entry.objects.get(verb="pass.made").by == organiser


def test_the_passes_are_handed_out_and_taken_back_on_the_page_of_links(
    client: Client, event: Event
) -> None:
    user: User = MembershipFactory.create(association=event.association, role=Role.FACILITATOR).user
    client.force_login(user)
    client.cookies["django_language"] = "en"
    assert "Make the passes" in client.get(at("agenda:links", event)).text
    client.post(at("agenda:make_passes", event))
    page = client.get(at("agenda:links", event)).text
    for held in Pass.objects.valid():
        assert link_of(held) in page
    assert Pass.objects.valid().count() == 2
    answer = client.post(at("agenda:revoke_passes", event), follow=True)
    assert "The passes open nothing any more" in answer.text
    assert not Pass.objects.valid().exists()
