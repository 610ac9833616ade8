"""A guest's own page, and what her organisers learn."""

import datetime as dt
from urllib.parse import unquote

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from followups.contacts.models import Contact
from followups.reminders import actions, panels
from followups.reminders.models import FollowUp, Habits, State
from followups.reminders.people import met_by
from followups.reminders.totals import totals
from tests.cast import assemble
from tests.factories import EncounterFactory, UserFactory
from tests.followups.reminders.conftest import DEADLINE, FIRST, Breakfast, is_stopped

PAGE = "/me/follow-ups/"


@pytest.fixture
def amina(breakfast: Breakfast, client: Client) -> Client:
    """Amina's browser, after the breakfast."""
    actions.derive(event=breakfast.event)
    client.force_login(breakfast.amina)
    return client


def mine(breakfast: Breakfast) -> FollowUp:
    return FollowUp.objects.of(breakfast.amina).get(person=breakfast.met[0])


def read(client: Client) -> str:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return answer.content.decode()


def address(follow_up: FollowUp, verb: str) -> str:
    return reverse("reminders:follow_up", args=[follow_up.pk, verb])


def test_the_page_says_how_far_one_has_come_and_how_long_there_is(
    amina: Client, breakfast: Breakfast, clock: time_machine.Traveller
) -> None:
    page = read(amina)
    assert "0 of 2 done" in page
    assert "48 h left" in page
    assert "Bérénice Aubin" in page
    actions.done(follow_up=mine(breakfast), by=breakfast.amina)
    clock.move_to(DEADLINE - dt.timedelta(minutes=40))
    page = read(amina)
    assert "1 of 2 done" in page
    assert "40 min left" in page
    clock.move_to(DEADLINE)
    assert "the 48 hours are over" in read(amina)


def test_an_empty_page_says_what_will_stand_there(client: Client, breakfast: Breakfast) -> None:
    client.force_login(UserFactory.create(language="en"))
    assert "Here you will find whom you met" in read(client)


def test_nobody_else_sees_or_touches_ones_follow_ups(
    breakfast: Breakfast, amina: Client, client: Client
) -> None:
    cast = assemble(breakfast.event)
    follow_up = mine(breakfast)
    for role in ("owner", "organiser", "guest", "stranger", "foreigner"):
        other = Client()
        other.force_login(getattr(cast, role))
        assert "Bérénice" not in read(other)
        assert other.post(address(follow_up, "done")).status_code == 404
        assert (
            other.post("/me/follow-ups/reminders/", {"event": breakfast.event.pk}).status_code
            == 404
        )
    anonymous = Client()
    assert anonymous.get(PAGE).status_code == 302
    assert anonymous.post(address(follow_up, "done")).status_code == 302
    follow_up.refresh_from_db()
    assert follow_up.state == State.OPEN


def test_a_button_answers_with_its_part_of_the_page(amina: Client, breakfast: Breakfast) -> None:
    follow_up = mine(breakfast)
    answer = amina.post(address(follow_up, "done"), headers={"HX-Request": "true"})
    assert "1 of 2 done" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert amina.post(address(follow_up, "reopen")).status_code == 302
    follow_up.refresh_from_db()
    assert follow_up.is_open
    assert amina.post(address(follow_up, "nonsense")).status_code == 404
    assert amina.get(address(follow_up, "done")).status_code == 405


def test_what_is_said_after_thirty_days_is_kept_and_shows_nothing(
    amina: Client, breakfast: Breakfast, clock: time_machine.Traveller
) -> None:
    clock.shift(dt.timedelta(days=31))
    answer = amina.post(address(mine(breakfast), "done"), headers={"HX-Request": "true"})
    assert answer.content.decode().strip() == ""
    assert mine(breakfast).is_done


def test_a_message_is_begun_with_ones_own_note_where_an_address_is_shared(
    amina: Client, breakfast: Breakfast
) -> None:
    breakfast.met[0].registrations.update(shared=["email"])
    kept = Contact.objects.create(
        owner=breakfast.amina, person=breakfast.met[0], note="The café in Vaise."
    )
    kept.promises.create(text="Her book")
    actions.derive(event=breakfast.event)
    by_person = {row.follow_up.person: row for row in met_by(breakfast.amina)[0].rows}
    begun = unquote(by_person[breakfast.met[0]].mailto)
    assert begun.startswith(f"mailto:{breakfast.met[0].email}?subject=")
    for words in ("The café in Vaise.", "Her book", "Amina Diallo", breakfast.event.title):
        assert words in begun
    assert by_person[breakfast.met[1]].mailto == ""
    page = read(amina)
    assert "The café in Vaise." in page
    assert str(breakfast.met[1].email) not in page


def test_somebody_who_was_there_without_a_registration_has_a_name(
    amina: Client, breakfast: Breakfast
) -> None:
    joker = UserFactory.create(given_name="Zoë", family_name="Benali")
    EncounterFactory.create(event=breakfast.event, first=breakfast.amina, second=joker)
    actions.derive(event=breakfast.event)
    assert "Zoë Benali" in read(amina)


def test_reminders_are_stopped_and_started_again(amina: Client, breakfast: Breakfast) -> None:
    amina.post("/me/follow-ups/reminders/", {"event": breakfast.event.pk})
    assert is_stopped(breakfast.amina, breakfast.event)
    assert "Remind me again" in read(amina)
    amina.post("/me/follow-ups/reminders/", {"event": breakfast.event.pk, "do": "resume"})
    assert not is_stopped(breakfast.amina, breakfast.event)
    amina.post("/me/follow-ups/reminders/")
    assert is_stopped(breakfast.amina, breakfast.event)
    hours = amina.get("/me/follow-ups/hours/").content.decode()
    assert "You get no reminders at all." in hours
    amina.post("/me/follow-ups/reminders/", {"do": "resume"})
    assert not is_stopped(breakfast.amina, breakfast.event)


def test_one_chooses_ones_quiet_hours(amina: Client, breakfast: Breakfast) -> None:
    hours = "/me/follow-ups/hours/"
    assert 'value="20:00"' in amina.get(hours).content.decode()
    chosen = {"quiet_from": "21:30", "quiet_until": "09:00"}
    for _ in range(2):
        assert amina.post(hours, chosen).status_code == 302
    habits = Habits.objects.get(user=breakfast.amina)
    assert (habits.quiet_from, habits.weekends) == (dt.time(21, 30), False)
    assert amina.post(hours, {"quiet_from": "late"}).status_code == 200
    assert amina.get(hours).status_code == 200


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_as_often_for_many_as_for_one(
    breakfast: Breakfast,
    client: Client,
    people: int,
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    guest = UserFactory.create()
    for _ in range(people):
        EncounterFactory.create(event=breakfast.event, first=guest, second=UserFactory())
    actions.derive(event=breakfast.event)
    with django_assert_num_queries(3):  # type: ignore[operator]
        met_by(guest)


def test_organisers_learn_the_share_and_nothing_else(
    breakfast: Breakfast, clock: time_machine.Traveller
) -> None:
    assert totals(breakfast.event).share == 0
    actions.derive(event=breakfast.event)
    one, two = FollowUp.objects.of(breakfast.amina).order_by("pk")
    actions.done(follow_up=one, by=breakfast.amina)
    actions.dismiss(follow_up=two, by=breakfast.amina)
    clock.move_to(DEADLINE + dt.timedelta(seconds=1))
    late = FollowUp.objects.get(owner=breakfast.met[0])
    actions.done(follow_up=late, by=late.owner)
    found = totals(breakfast.event)
    assert (found.people, found.follow_ups, found.in_time) == (3, 3, 1)
    assert found.percent == 33


def test_of_too_few_people_organisers_learn_nothing(
    breakfast: Breakfast, rf: object, clock: time_machine.Traveller
) -> None:
    actions.derive(event=breakfast.event)
    assert panels.organisers(None, breakfast.event) is None  # type: ignore[arg-type]
    breakfast.meets()
    actions.derive(event=breakfast.event)
    assert panels.organisers(None, breakfast.event) is not None  # type: ignore[arg-type]
    clock.move_to(breakfast.event.starts_at)
    assert panels.organisers(None, breakfast.event) is None  # type: ignore[arg-type]


def test_the_events_page_shows_how_far_one_has_come(
    amina: Client, breakfast: Breakfast, clock: time_machine.Traveller
) -> None:
    page = amina.get(breakfast.event.get_absolute_url()).content.decode()
    assert "A word to those you met" in page
    clock.move_to(FIRST)
    for follow_up in FollowUp.objects.of(breakfast.amina):
        actions.done(follow_up=follow_up, by=breakfast.amina)
    page = amina.get(breakfast.event.get_absolute_url()).content.decode()
    assert "You have written to everybody" in page
    somebody = Client()
    assert "A word to" not in somebody.get(breakfast.event.get_absolute_url()).content.decode()
    somebody.force_login(UserFactory.create(language="en"))
    assert "A word to" not in somebody.get(breakfast.event.get_absolute_url()).content.decode()
    clock.move_to(breakfast.event.starts_at)
    assert "A word to" not in amina.get(breakfast.event.get_absolute_url()).content.decode()


def test_the_organisers_overview_shows_the_share_and_no_name(
    breakfast: Breakfast, client: Client
) -> None:
    breakfast.meets()
    actions.derive(event=breakfast.event)
    organiser = assemble(breakfast.event).organiser
    organiser.language = "en"
    organiser.save()
    client.force_login(organiser)
    slugs = (breakfast.event.association.slug, breakfast.event.slug)
    page = client.get(reverse("calendar:overview", args=slugs)).content.decode()
    assert "Followed up within 48 hours" in page
    assert "0 of 6 words written" in page
    assert "Bérénice" not in page
