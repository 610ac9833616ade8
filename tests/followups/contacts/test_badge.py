"""The badge's link: for a host a check-in, for a guest an exchange, for others a name."""

import pytest
from django.test import Client
from django.urls import reverse

from events.door.models import Badge, CheckIn
from events.encounters.models import Encounter, Source
from events.guests import actions as guests
from followups.contacts.models import Contact, Exchange, ExchangeState
from networking.accounts.models import User
from networking.time import now
from tests.cast import Cast, assemble
from tests.factories import BadgeFactory, EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def scene() -> tuple[Cast, Badge]:
    """A running breakfast, and the badge of one of its guests."""
    cast = assemble(EventFactory.create(live=True))
    wearer = RegistrationFactory.create(event=cast.event, shared=["email"])
    return cast, BadgeFactory.create(registration=wearer)


def url(name: str, badge: Badge) -> str:
    return reverse(f"contacts:{name}", args=[badge.code])


def scan(client: Client, badge: Badge) -> str:
    return client.get(url("badge", badge)).content.decode()


@pytest.mark.parametrize("who", [None, "stranger", "foreigner", "member"])
def test_a_stranger_learns_nothing_but_the_associations_name(who: str | None) -> None:
    cast, badge = scene()
    client = Client()
    if who:
        client.force_login(getattr(cast, who))
    page = scan(client, badge)
    assert cast.association.name in page
    assert badge.registration.given_name not in page
    assert badge.registration.organisation not in page


def test_a_host_checks_in_and_a_second_scan_says_when_it_was(client: Client) -> None:
    cast, badge = scene()
    client.force_login(cast.host)
    assert badge.registration.full_name in scan(client, badge)
    for _ in range(2):
        client.post(url("badge_check_in", badge))
    assert CheckIn.objects.count() == 1
    client.cookies["django_language"] = "en"
    assert "Checked in at" in scan(client, badge)


def test_a_guest_cannot_check_anybody_in(client: Client) -> None:
    cast, badge = scene()
    client.force_login(cast.guest)
    assert client.post(url("badge_check_in", badge)).status_code == 404
    assert not CheckIn.objects.exists()


def test_a_badge_that_never_was_is_no_page(client: Client) -> None:
    assert client.get(reverse("contacts:badge", args=["x" * 22])).status_code == 404


def test_a_revoked_badge_says_so_with_410_and_opens_nothing(client: Client) -> None:
    cast, badge = scene()
    badge.revoked_at = now()
    badge.save()
    client.force_login(cast.host)
    assert client.get(url("badge", badge)).status_code == 410
    assert client.post(url("badge_check_in", badge)).status_code == 404


@pytest.mark.parametrize("who", ["guest", "host"])
def test_the_badge_of_somebody_who_cancelled_opens_nothing(client: Client, who: str) -> None:
    cast, badge = scene()
    guests.cancel(registration=badge.registration, by=badge.registration.user)
    client.force_login(getattr(cast, who))
    page = scan(client, badge)
    assert (badge.registration.full_name in page) is (who == "host")
    assert url("badge_exchange", badge) not in page
    for name in ("badge_check_in", "badge_exchange"):
        assert client.post(url(name, badge)).status_code == 404
    assert not CheckIn.objects.exists()
    assert not Exchange.objects.exists()


def test_one_question_is_asked_and_the_other_accepts(client: Client) -> None:
    cast, badge = scene()
    client.force_login(cast.guest)
    for _ in range(2):
        client.post(url("badge_exchange", badge))
    exchange = Exchange.objects.get()
    assert exchange.state == ExchangeState.ASKED
    assert not Contact.objects.exists()

    client.force_login(badge.registration.user)
    answer = reverse("contacts:answer", args=[exchange.pk])
    for said in ("accept", "decline"):
        client.post(answer, {"answer": said})
    exchange.refresh_from_db()
    assert exchange.state == ExchangeState.MADE
    assert Contact.objects.get(owner=cast.guest).email == badge.registration.user.email
    assert Contact.objects.get(owner=badge.registration.user).person == cast.guest
    assert Encounter.objects.get().source == Source.BADGE


def test_who_asks_is_called_as_on_the_badge_and_never_by_an_address(client: Client) -> None:
    """Somebody who never told us her name is called by her address elsewhere: she sees it alone."""
    cast, badge = scene()
    User.objects.filter(pk=cast.guest.pk).update(given_name="", family_name="")
    client.force_login(cast.guest)
    client.post(url("badge_exchange", badge))
    client.force_login(badge.registration.user)
    for path in (reverse("contacts:contacts"), cast.event.get_absolute_url()):
        page = client.get(path).content.decode()
        assert cast.registration.full_name in page
        assert (cast.guest.email or "").partition("@")[0] not in page


def test_two_who_scan_each_other_need_no_answer(client: Client) -> None:
    cast, badge = scene()
    mine = BadgeFactory.create(registration=cast.registration)
    client.force_login(badge.registration.user)
    client.post(url("badge_exchange", mine))
    client.force_login(cast.guest)
    client.post(url("badge_exchange", badge))
    assert set(Exchange.objects.values_list("state", flat=True)) == {ExchangeState.MADE}
    assert Contact.objects.count() == 2
    assert Encounter.objects.count() == 1


def test_who_declines_shares_nothing(client: Client) -> None:
    cast, badge = scene()
    client.force_login(cast.guest)
    client.post(url("badge_exchange", badge))
    client.force_login(badge.registration.user)
    client.post(reverse("contacts:answer", args=[Exchange.objects.get().pk]), {"answer": "no"})
    assert not Contact.objects.exists()
    client.force_login(cast.guest)
    client.post(url("badge_exchange", badge))
    assert Exchange.objects.get().state == ExchangeState.DECLINED


def test_nobody_answers_for_another(client: Client) -> None:
    cast, badge = scene()
    client.force_login(cast.guest)
    client.post(url("badge_exchange", badge))
    answer = reverse("contacts:answer", args=[Exchange.objects.get().pk])
    assert client.post(answer, {"answer": "accept"}).status_code == 404


def test_ones_own_badge_exchanges_nothing(client: Client) -> None:
    cast, _badge = scene()
    mine = BadgeFactory.create(registration=cast.registration)
    client.force_login(cast.guest)
    assert client.post(url("badge_exchange", mine)).status_code == 404
