"""The links in a reminder: they open without signing in, and do nothing by themselves."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client

from events.guests.consent import KEPT
from followups.reminders import actions, links, sweep
from followups.reminders.models import FollowUp, How, Reminder, State
from networking.mail.sending import send_due
from tests.followups.reminders.conftest import FIRST, Breakfast, is_stopped
from tests.services.smtp import SmtpSink


def path(url: str) -> str:
    return re.sub(r"^https?://[^/]+", "", url)


@pytest.fixture
def follow_up(breakfast: Breakfast) -> FollowUp:
    actions.derive(event=breakfast.event)
    return FollowUp.objects.of(breakfast.amina).get(person=breakfast.met[0])


@pytest.fixture
def reminder(follow_up: FollowUp) -> Reminder:
    return Reminder.objects.get(user=follow_up.owner, number=1)


@pytest.fixture
def stranger() -> Client:
    """Whoever opens the link: no session, no cookies, and strict about forms."""
    return Client(enforce_csrf_checks=True, headers={"accept-language": "en"})


def state(follow_up: FollowUp) -> str:
    follow_up.refresh_from_db()
    return follow_up.state


@pytest.mark.parametrize("verb", ["done", "snooze", "dismiss"])
def test_opening_a_link_changes_nothing(stranger: Client, follow_up: FollowUp, verb: str) -> None:
    for method in (stranger.get, stranger.head):
        answer = method(path(links.url_of(follow_up, verb)))
        assert answer.status_code == 200
    assert state(follow_up) == State.OPEN
    assert follow_up.snoozed_until is None


def test_the_button_does_it_twice_is_once_and_it_can_be_undone(
    stranger: Client, follow_up: FollowUp
) -> None:
    page = path(links.url_of(follow_up, "done"))
    for _ in range(2):
        answer = stranger.post(page, follow=True)
        assert answer.status_code == 200
        assert "Noted" in answer.content.decode()
        assert "1 of 2 done" in answer.content.decode()
    assert state(follow_up) == State.DONE
    assert follow_up.how == How.MAIL
    stranger.post(page, {"do": "reopen"})
    assert state(follow_up) == State.OPEN


def test_one_may_also_put_off_or_set_aside(stranger: Client, follow_up: FollowUp) -> None:
    answer = stranger.post(path(links.url_of(follow_up, "snooze")), follow=True)
    assert "Wednesday 09:00" in answer.content.decode()
    answer = stranger.post(path(links.url_of(follow_up, "dismiss")), follow=True)
    assert state(follow_up) == State.DISMISSED
    assert "1 of 1" not in answer.content.decode()


def test_the_page_speaks_the_owners_language_whoever_opens_it(
    stranger: Client, follow_up: FollowUp
) -> None:
    page = path(links.url_of(follow_up, "done"))
    answer = stranger.get(page, headers={"accept-language": "fr"})
    assert "Have you written?" in answer.content.decode()
    stranger.cookies["django_language"] = "fr"
    assert 'lang="fr"' in stranger.get(page).content.decode()


def test_a_forged_link_says_so_kindly(stranger: Client, follow_up: FollowUp) -> None:
    page = path(links.url_of(follow_up, "done"))
    forged = page.replace(f"/f{follow_up.pk}-", f"/f{follow_up.pk + 1}-")
    assert forged != page
    for token in (forged, "/f/nonsense", page[:-1]):
        for answer in (stranger.get(token), stranger.post(token)):
            assert answer.status_code == 404
            assert "This link is not complete" in answer.content.decode()
    assert state(follow_up) == State.OPEN


def test_a_link_lasts_thirty_days_after_the_event(
    stranger: Client, follow_up: FollowUp, clock: time_machine.Traveller
) -> None:
    page = path(links.url_of(follow_up, "done"))
    clock.move_to(follow_up.event.ends_at + KEPT - dt.timedelta(minutes=1))
    assert stranger.get(page).status_code == 200
    clock.move_to(follow_up.event.ends_at + KEPT)
    assert stranger.get(page).status_code == 410
    assert stranger.post(page).status_code == 410
    assert state(follow_up) == State.OPEN


def test_a_link_to_what_was_withdrawn_is_gone(stranger: Client, follow_up: FollowUp) -> None:
    page = path(links.url_of(follow_up, "done"))
    follow_up.delete()
    assert stranger.get(page).status_code == 410


def test_the_list_says_something_of_each_of_ones_own_only(
    stranger: Client, follow_up: FollowUp, reminder: Reminder
) -> None:
    page = path(links.url_of(reminder, "list"))
    assert "Bérénice Aubin" in stranger.get(page).content.decode()
    somebody_elses = FollowUp.objects.get(owner=follow_up.person)
    for pk in (follow_up.pk, somebody_elses.pk, "x", ""):
        assert stranger.post(page, {"follow_up": pk, "do": "done"}).status_code == 302
    stranger.post(page, {"follow_up": follow_up.pk, "do": "nonsense"})
    assert state(follow_up) == State.DONE
    assert state(somebody_elses) == State.OPEN
    assert "Written" in stranger.get(page).content.decode()


def test_reminders_of_the_event_or_all_or_everything_stop_by_link_and_come_again(
    stranger: Client, breakfast: Breakfast, reminder: Reminder
) -> None:
    page = path(links.url_of(reminder, "stop"))
    assert "No more reminders?" in stranger.get(page).content.decode()
    assert not is_stopped(breakfast.amina, breakfast.event)
    for about in ("event", "all", "everything"):
        for _ in range(2):
            answer = stranger.post(page, {"about": about}, follow=True)
        assert "Remind me again" in answer.content.decode()
        assert is_stopped(breakfast.amina, breakfast.event)
        assert f'name="about" value="{about}"' in answer.content.decode()
        stranger.post(page, {"about": about, "do": "resume"})
        assert not is_stopped(breakfast.amina, breakfast.event)


def test_every_link_of_the_mail_that_arrives_leads_somewhere(
    stranger: Client,
    breakfast: Breakfast,
    clock: time_machine.Traveller,
    smtp_sink: SmtpSink,
) -> None:
    clock.move_to(FIRST)
    sweep.remind()
    send_due()
    (message,) = smtp_sink.to("amina@exemple.org")
    html = message.get_body(("html",)).get_content()  # type: ignore[union-attr]
    found = set(re.findall(r'href="https?://[^/]+(/f/[^"]+)"', html))
    assert len(found) == 4 * len(breakfast.met) + 3
    assert {stranger.get(link).status_code for link in found} == {200}


def test_without_a_reminder_the_page_has_no_way_to_the_list(
    stranger: Client, follow_up: FollowUp, reminder: Reminder
) -> None:
    page = path(links.url_of(follow_up, "done"))
    assert "/f/r" in stranger.get(page).content.decode()
    Reminder.objects.all().delete()
    assert "/f/r" not in stranger.get(page).content.decode()
