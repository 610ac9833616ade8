"""What is done to many guests at once."""

import pytest
from django.test import Client
from django.urls import reverse

from events.calendar.models import Event
from events.guests import actions
from events.guests.models import GuestTag, Registration, Status
from networking.accounts.models import User
from networking.associations.models import Role
from networking.audit.models import Entry
from networking.mail.models import OutgoingMail
from tests.factories import EventFactory, MembershipFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return EventFactory.create(capacity=3)


@pytest.fixture(autouse=True)
def organiser(event: Event, client: Client) -> User:
    """An organiser of the event, signed in, who reads English."""
    user = MembershipFactory.create(association=event.association, role=Role.ORGANISER).user
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def at(name: str, event: Event, query: str = "") -> str:
    return reverse(f"guests:{name}", args=[event.association.slug, event.slug]) + query


def shown(client: Client, path: str) -> str:
    return str(client.get(path).context["pks"])


def statuses(event: Event) -> dict[str, str]:
    return dict(event.registrations.values_list("family_name", "status"))


def guest(event: Event, name: str, **said: object) -> Registration:
    return RegistrationFactory.create(event=event, family_name=name, **said)


# --- Cancelling ----------------------------------------------------------------------------------


def test_before_many_are_cancelled_one_is_told_how_many_who_and_what_follows(
    client: Client, event: Event
) -> None:
    for name in ("Roux", "Petit", "Morin"):
        guest(event, name)
    guest(event, "Waits", waiting=True)
    guest(event, "Waits too", waiting=True)
    chosen = event.registrations.confirmed().by_name()[:2]
    query = "?" + "&".join(f"id={one.pk}" for one in chosen)
    page = client.get(at("bulk_cancel", event, query)).content.decode()
    assert "Cancel 2 registrations?" in page
    assert "2 guests are told by mail" in page
    assert "2 guests of the waiting list move up" in page
    assert "Morin" in page
    assert "Petit" in page
    assert "Roux" not in page


def test_many_are_cancelled_and_those_who_wait_move_up(client: Client, event: Event) -> None:
    for name in ("Roux", "Petit", "Morin"):
        guest(event, name, to_pay=name != "Petit")
    guest(event, "Waits", waiting=True)
    path = at("bulk_cancel", event, "?pay=1")
    pks = shown(client, path)
    answer = client.post(path, {"guests": pks}, follow=True)
    assert "2 registrations cancelled." in answer.content.decode()
    assert statuses(event) == {
        "Roux": Status.CANCELLED,
        "Petit": Status.CONFIRMED,
        "Morin": Status.CANCELLED,
        "Waits": Status.OFFERED,
    }
    assert OutgoingMail.objects.filter(kind="guests.cancelled").count() == 2
    assert Entry.objects.filter(verb="guest.cancelled").count() == 2
    assert answer.redirect_chain[0][0] == at("guests", event, "?pay=1")


def test_a_second_click_cancels_nobody_more_and_writes_to_nobody_again(
    client: Client, event: Event
) -> None:
    guest(event, "Roux")
    path = at("bulk_cancel", event)
    pks = shown(client, path)
    for _ in range(2):
        client.post(path, {"guests": pks})
    assert OutgoingMail.objects.filter(kind="guests.cancelled").count() == 1


def test_who_came_after_the_page_was_read_is_not_cancelled(client: Client, event: Event) -> None:
    guest(event, "Roux")
    path = at("bulk_cancel", event)
    pks = shown(client, path)
    guest(event, "Late")
    client.post(path, {"guests": pks})
    assert statuses(event) == {"Roux": Status.CANCELLED, "Late": Status.CONFIRMED}


def test_nobody_is_given_a_seat_that_is_taken_from_her_at_once(
    client: Client, event: Event
) -> None:
    for name in ("A", "B", "C"):
        guest(event, name)
    guest(event, "D", waiting=True)
    path = at("bulk_cancel", event, "?tab=all")
    assert "waiting list move" not in client.get(path).content.decode()
    client.post(path, {"guests": shown(client, path)})
    assert set(statuses(event).values()) == {Status.CANCELLED}
    assert not OutgoingMail.objects.filter(kind__in=("guests.offered", "guests.promoted")).exists()


def test_who_has_cancelled_already_is_not_counted(client: Client, event: Event) -> None:
    guest(event, "Roux", cancelled=True)
    assert "Nobody is meant" in client.get(at("bulk_cancel", event, "?tab=ended")).content.decode()


@pytest.mark.parametrize("trait", ["draft", "over", "cancelled"])
def test_nobody_moves_up_at_an_event_that_does_not_take_place(client: Client, trait: str) -> None:
    event = EventFactory.create(**{trait: True}, capacity=1)
    user = MembershipFactory.create(association=event.association, role=Role.OWNER).user
    client.force_login(user)
    guest(event, "Roux")
    guest(event, "Petit", waiting=True)
    assert client.get(at("bulk_cancel", event)).context["moving_up"] == 0


def test_guests_of_another_event_are_out_of_reach(client: Client, event: Event) -> None:
    other = RegistrationFactory.create()
    for name, sent in (
        ("bulk_cancel", {}),
        ("bulk_tag", {"name": "VIP", "do": "add"}),
        ("bulk_pay", {"do": "to_pay"}),
    ):
        client.post(at(name, event), {**sent, "guests": f"{other.pk},x,-1,²,{9**99}"})
    other.refresh_from_db()
    assert (other.status, other.to_pay, other.tags.count()) == (Status.CONFIRMED, False, 0)


# --- Tags ----------------------------------------------------------------------------------------


def test_a_tag_is_put_on_many_once_whatever_its_accents(client: Client, event: Event) -> None:
    guest(event, "Roux")
    guest(event, "Petit")
    path = at("bulk_tag", event)
    pks = shown(client, path)
    for name in ("Presse régionale", "presse  REGIONALE"):
        client.post(path, {"guests": pks, "name": name, "do": "add"})
    assert GuestTag.objects.get().name == "Presse régionale"
    assert event.registrations.filter(tags__isnull=False).count() == 2
    (entry,) = Entry.objects.filter(verb="guests.tagged")
    assert entry.details["count"] == 2


def test_a_tag_is_taken_off_and_forgotten_once_nobody_has_it(client: Client, event: Event) -> None:
    roux = guest(event, "Roux")
    petit = guest(event, "Petit")
    actions.tag(event=event, guests=[roux.pk, petit.pk], name="VIP", by=None)
    sent = {"name": "vip", "do": "remove"}
    client.post(at("bulk_tag", event), sent | {"guests": str(roux.pk)})
    assert GuestTag.objects.count() == 1
    page = client.post(at("bulk_tag", event), sent | {"guests": str(petit.pk)}, follow=True)
    assert "“vip” taken from 1 guest." in page.content.decode()
    assert not GuestTag.objects.exists()
    again = client.post(at("bulk_tag", event), sent | {"guests": str(petit.pk)}, follow=True)
    assert "taken from 0 guests" in again.content.decode()


@pytest.mark.parametrize("name", ["", " ", "!!!", "x" * 41])
def test_a_tag_that_is_none_is_refused_and_the_guests_stay_chosen(
    client: Client, event: Event, name: str
) -> None:
    roux = guest(event, "Roux")
    guest(event, "Petit")
    answer = client.post(at("bulk_tag", event), {"guests": str(roux.pk), "name": name})
    assert answer.status_code == 422
    assert answer.context["pks"] == str(roux.pk)
    assert not GuestTag.objects.exists()


def test_the_tags_in_use_are_offered(client: Client, event: Event) -> None:
    roux = guest(event, "Roux")
    actions.tag(event=event, guests=[roux.pk], name="Presse", by=None)
    assert '<option value="Presse">' in client.get(at("bulk_tag", event)).content.decode()


def test_a_tag_of_another_association_is_another_tag(event: Event) -> None:
    other = RegistrationFactory.create()
    mine = guest(event, "Roux")
    actions.tag(event=other.event, guests=[other.pk, mine.pk], name="VIP", by=None)
    actions.tag(event=event, guests=[other.pk, mine.pk], name="VIP", by=None)
    assert GuestTag.objects.count() == 2
    assert other.tags.get().association_id == other.event.association_id
    assert mine.tags.get().association_id == event.association_id
    assert actions.untag(event=event, guests=[other.pk], name="VIP", by=None) == 0


# --- Who has to pay ------------------------------------------------------------------------------


def test_it_is_noted_who_has_to_pay_and_who_has_paid(client: Client, event: Event) -> None:
    guest(event, "Roux")
    guest(event, "Petit", to_pay=True)
    path = at("bulk_pay", event)
    pks = shown(client, path)
    page = client.post(path, {"guests": pks, "do": "to_pay"}, follow=True).content.decode()
    assert "1 guest has still to pay" in page
    page = client.post(path, {"guests": pks, "do": "paid"}, follow=True).content.decode()
    assert "nothing to pay for 2 guests" in page
    page = client.post(path, {"guests": pks, "do": "paid"}, follow=True).content.decode()
    assert "Nothing changed" in page
    assert list(Entry.objects.order_by("at").values_list("verb", flat=True)) == [
        "guests.marked_to_pay",
        "guests.marked_paid",
    ]


@pytest.mark.parametrize("name", ["bulk_tag", "bulk_pay", "bulk_cancel"])
def test_where_nobody_is_meant_the_page_says_so(client: Client, event: Event, name: str) -> None:
    assert "Nobody is meant" in client.get(at(name, event, "?q=nobody")).content.decode()
