"""A seat that came free: offered to the first who waits, taken, passed on, lapsed."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from events.calendar import actions as calendar
from events.calendar.models import Event
from events.calendar.models import Status as EventStatus
from events.guests import actions
from events.guests.actions._desk import free_seats
from events.guests.links import offer_path
from events.guests.models import Registration, Status
from events.guests.offers import deadline
from events.guests.opening import Opening
from events.guests.particulars import Particulars
from events.guests.rules import opening_for
from events.guests.seating import seating_of
from events.guests.tasks import lapse_offers
from networking.audit.models import Entry
from networking.mail.kinds import kind_of
from networking.mail.models import OutgoingMail
from networking.time import now
from tests.factories import EventFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(now(), tick=False) as clock:
        yield clock


@pytest.fixture
def event() -> Event:
    """One seat, taken; Ada, Bea and Cleo wait, in this order."""
    event = EventFactory.create(capacity=1)
    RegistrationFactory.create(event=event, given_name="Zoé")
    for minutes, name in ((3, "Ada"), (2, "Bea"), (1, "Cleo")):
        since = now() - dt.timedelta(minutes=minutes)
        RegistrationFactory.create(event=event, given_name=name, waiting=True, waiting_since=since)
    return event


def of(event: Event, name: str) -> Registration:
    return event.registrations.select_related("user", "event__association").get(given_name=name)


def states(event: Event) -> dict[str, str]:
    return dict(event.registrations.values_list("given_name", "status"))


def mails(kind: str) -> list[str]:
    return list(OutgoingMail.objects.filter(kind=kind).order_by("pk").values_list("to", flat=True))


def zoe_cancels(event: Event) -> None:
    zoe = of(event, "Zoé")
    actions.cancel(registration=zoe, by=zoe.user)


def test_a_seat_that_comes_free_is_kept_for_the_first_until_a_deadline(event: Event) -> None:
    zoe_cancels(event)
    ada = of(event, "Ada")
    assert ada.status == Status.OFFERED
    assert ada.offered_until
    assert ada.offered_until > now()
    assert mails("guests.offered") == [ada.user.email]
    assert states(event) == {
        "Zoé": "cancelled", "Ada": "offered", "Bea": "waiting", "Cleo": "waiting",
    }  # fmt: skip


def test_a_seat_that_is_kept_is_not_free_for_anybody_else(event: Event) -> None:
    event.registrations.filter(given_name__in=("Bea", "Cleo")).delete()
    zoe_cancels(event)
    user = UserFactory.create()
    assert free_seats(event) == 0
    assert opening_for(user, event) is Opening.FULL
    assert seating_of(event).taken == seating_of(event).offered == 1
    assert seating_of(event).full
    said = Particulars(given_name="Dora")
    late = actions.confirm(event=event, user=user, particulars=said, by=user)
    assert late.status == Status.WAITING


def test_who_takes_the_seat_is_registered_and_confirmed_once(event: Event) -> None:
    zoe_cancels(event)
    for _ in range(2):
        ada = of(event, "Ada")
        assert actions.accept_offer(registration=ada, by=ada.user) is True
    assert of(event, "Ada").status == Status.CONFIRMED
    assert of(event, "Ada").offered_until is None
    assert mails("guests.confirmed") == [ada.user.email]


def test_who_passes_it_on_leaves_it_to_the_next_without_a_mail(event: Event) -> None:
    zoe_cancels(event)
    ada = of(event, "Ada")
    assert actions.pass_on(registration=ada, by=ada.user) is True
    assert actions.pass_on(registration=ada, by=ada.user) is False
    assert states(event)["Bea"] == "offered"
    assert states(event)["Cleo"] == "waiting"
    assert mails("guests.cancelled") == [of(event, "Zoé").user.email]


def test_an_offer_nobody_answers_lapses_and_the_next_one_has_it(
    event: Event, clock: time_machine.Traveller
) -> None:
    zoe_cancels(event)
    until = of(event, "Ada").offered_until
    assert until
    assert lapse_offers() == 0
    clock.move_to(until)
    assert lapse_offers() == 1
    assert lapse_offers() == 0
    assert states(event) == {
        "Zoé": "cancelled", "Ada": "lapsed", "Bea": "offered", "Cleo": "waiting",
    }  # fmt: skip
    ada = of(event, "Ada")
    assert ada.ended_at == until
    assert actions.accept_offer(registration=ada, by=ada.user) is False
    assert of(event, "Ada").status == Status.LAPSED


def test_an_answer_after_the_hour_counts_while_the_seat_is_still_hers(
    event: Event, clock: time_machine.Traveller
) -> None:
    zoe_cancels(event)
    clock.shift(5 * DAY)
    ada = of(event, "Ada")
    assert actions.accept_offer(registration=ada, by=ada.user) is True


def test_who_let_it_lapse_may_register_anew_and_waits_at_the_end(
    event: Event, clock: time_machine.Traveller
) -> None:
    zoe_cancels(event)
    clock.shift(3 * DAY)
    lapse_offers()
    ada = of(event, "Ada")
    said = Particulars(given_name="Ada")
    again = actions.confirm(event=event, user=ada.user, particulars=said, by=ada.user)
    assert again.pk == ada.pk
    waiting = event.registrations.waiting().values_list("given_name", flat=True)
    assert list(waiting) == ["Cleo", "Ada"]


def test_too_near_the_event_the_first_is_simply_registered(
    event: Event, clock: time_machine.Traveller
) -> None:
    clock.move_to(event.starts_at - dt.timedelta(hours=11))
    assert deadline(at=now(), starts_at=event.local_start) is None
    zoe_cancels(event)
    assert states(event)["Ada"] == "confirmed"
    assert mails("guests.promoted") == [of(event, "Ada").user.email]


def test_a_guest_without_an_address_is_simply_registered(event: Event) -> None:
    ada = of(event, "Ada")
    ada.user.email = None
    ada.user.save()
    zoe_cancels(event)
    assert states(event)["Ada"] == "confirmed"
    assert mails("guests.offered") == mails("guests.promoted") == []


def test_an_event_moved_forward_over_its_offers_ends_them_when_it_begins(
    event: Event, clock: time_machine.Traveller
) -> None:
    zoe_cancels(event)
    starts_at = now() + dt.timedelta(hours=1)
    calendar.change(event=event, starts_at=starts_at, by=None)
    clock.move_to(starts_at)
    ada = of(event, "Ada")
    assert actions.accept_offer(registration=ada, by=ada.user) is False
    assert lapse_offers() == 1
    assert states(event)["Bea"] == "waiting"


@pytest.mark.django_db(transaction=True)
def test_a_cancelled_event_passes_no_seat_on_and_tells_who_was_offered_one(
    event: Event, clock: time_machine.Traveller
) -> None:
    zoe_cancels(event)
    calendar.move_to(event=event, status=EventStatus.CANCELLED, by=None)
    clock.shift(3 * DAY)
    assert lapse_offers() == 0
    assert of(event, "Ada").user.email in mails("guests.called_off")


def test_an_organiser_gives_a_seat_whatever_the_list_says_and_it_is_noted(event: Event) -> None:
    cleo, by = of(event, "Cleo"), UserFactory.create()
    for _ in range(2):
        cleo = actions.give_seat(registration=cleo, by=by)
    assert cleo.status == Status.CONFIRMED
    assert event.registrations.confirmed().count() == 2
    assert mails("guests.confirmed") == [cleo.user.email]
    assert Entry.objects.get(verb="guest.seated").by == by
    zoe_cancels(event)
    assert actions.give_seat(registration=of(event, "Zoé"), by=by).status == Status.CANCELLED
    assert states(event)["Ada"] == "waiting"


def test_the_mail_leads_to_the_page_and_is_wanted_until_she_answers(event: Event) -> None:
    zoe_cancels(event)
    mail = OutgoingMail.objects.get(kind="guests.offered")
    kind = kind_of(mail.kind)
    assert kind.still_wanted(mail)
    ada = of(event, "Ada")
    actions.accept_offer(registration=ada, by=ada.user)
    assert not kind.still_wanted(mail)


# --- The page behind the link -------------------------------------------------------------------


@pytest.fixture
def link(client: Client, event: Event) -> str:
    client.cookies["django_language"] = "en"
    zoe_cancels(event)
    return offer_path(of(event, "Ada"))


def test_a_look_at_the_link_shows_two_buttons_and_changes_nothing(
    client: Client, event: Event, link: str
) -> None:
    shown = client.get(link).content.decode()
    assert "I take the seat" in shown
    assert "Pass it on" in shown
    assert states(event)["Ada"] == "offered"
    client.post(link, {"answer": "perhaps"})
    assert states(event)["Ada"] == "offered"


def test_one_tap_takes_the_seat_without_signing_in_also_a_double_one(
    client: Client, event: Event, link: str
) -> None:
    for _ in range(2):
        shown = client.post(link, {"answer": "accept"}, follow=True)
        assert "The seat is yours" in shown.content.decode()
    # Back to the old page in the browser, and the other button.
    shown = client.post(link, {"answer": "pass"}, follow=True)
    assert "The seat is yours" in shown.content.decode()
    assert states(event)["Ada"] == "confirmed"


def test_one_tap_passes_it_on(client: Client, event: Event, link: str) -> None:
    shown = client.post(link, {"answer": "pass"}, follow=True)
    assert "The seat is passed on" in shown.content.decode()
    assert states(event)["Bea"] == "offered"
    client.post(link, {"answer": "accept"})
    assert states(event)["Ada"] == "cancelled"


def test_too_late_the_link_says_what_happened_and_how_to_come_all_the_same(
    client: Client, event: Event, link: str, clock: time_machine.Traveller
) -> None:
    clock.shift(3 * DAY)
    lapse_offers()
    answer = client.get(link)
    assert answer.status_code == 410
    assert "Register again" in answer.content.decode()
    clock.move_to(event.starts_at)
    assert "too late" in client.get(link).content.decode()


def test_a_forged_link_leads_nowhere(client: Client, event: Event, link: str) -> None:
    assert client.get(link[:-2] + "/").status_code == 404
    assert client.post(link[:-2] + "/", {"answer": "accept"}).status_code == 404
    assert states(event)["Ada"] == "offered"


def test_on_her_own_page_she_answers_as_well(client: Client, event: Event, link: str) -> None:
    ada = of(event, "Ada")
    client.force_login(ada.user)
    path = link.rsplit("/", 3)[0] + "/my-registration/"
    assert "I take the seat" in client.get(path).content.decode()
    client.post(f"{path}seat/", {"answer": "accept"})
    assert states(event)["Ada"] == "confirmed"
