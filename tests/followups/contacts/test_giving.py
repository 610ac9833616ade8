"""Cards that are handed over: chosen field by field, one-way or exchanged, taken back."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from events.door.models import Badge
from events.guests.consent import KEPT
from events.guests.models import Registration
from followups.contacts import actions as contacts
from followups.contacts.asking import questions_to
from followups.contacts.giving import actions
from followups.contacts.giving.handing import GOOD_FOR
from followups.contacts.giving.reading import between
from followups.contacts.merging.actions import merge
from followups.contacts.models import Contact, Exchange, ExchangeState, GivenCard, Merge
from networking.accounts.models import Block
from networking.audit.models import Entry
from networking.time import now
from tests.factories import BadgeFactory, EventFactory, ProfileFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

MOBILE = "06 93 58 36 22"


@pytest.fixture
def two() -> tuple[Registration, Registration]:
    """Amina and Claire at a running breakfast, each with a profile and a badge."""
    event = EventFactory.create(live=True)
    amina, claire = (
        RegistrationFactory.create(event=event, user=ProfileFactory.create(mobile=number).user)
        for number in (MOBILE, "07 11 22 33 44")
    )
    for guest in (amina, claire):
        BadgeFactory.create(registration=guest)
    return amina, claire


def signed_in(guest: Registration) -> Client:
    client = Client()
    client.force_login(guest.user)
    client.cookies["django_language"] = "en"
    return client


def badge_of(guest: Registration) -> Badge:
    return guest.badges.valid().get()


def scans(by: Registration, whom: Registration, **sent: Any) -> Any:
    """Let a phone send a scan, and return what it is answered."""
    url = reverse("contacts:badge_exchange", args=[badge_of(whom).code])
    answer = signed_in(by).post(url, {"card": "1", **sent}, headers={"accept": "application/json"})
    return answer.json()


def held_by(owner: Registration, person: Registration) -> Contact:
    return Contact.objects.of(owner.user).get(person=person.user)


def give(by: Registration, to: Registration, *fields: str, **more: Any) -> GivenCard:
    return actions.give(
        event=by.event, giver=by.user, receiver=to.user, fields=fields, by=by.user, **more
    )


def test_a_card_says_what_was_chosen_for_this_person_and_no_more(
    two: tuple[Registration, Registration],
) -> None:
    amina, claire = two
    assert scans(amina, claire, how="give", fields=["mobile"])["said"] == "given"
    contact = held_by(claire, amina)
    assert contact.mobile == MOBILE
    assert contact.email == ""
    assert [way.given for way in contact.ways("phones")] == [True]
    # One-way: nothing comes back, nobody is asked, and it takes two to have met.
    assert not Contact.objects.of(amina.user).exists()
    assert not Exchange.objects.exists()
    assert not amina.event.encounters.exists()
    assert GivenCard.objects.get().fields == ["title", "organisation", "mobile"]


def test_each_gets_the_fields_the_other_chose_when_two_scan_each_other(
    two: tuple[Registration, Registration],
) -> None:
    amina, claire = two
    assert scans(amina, claire, how="exchange", fields=["email"])["said"] == "asked"
    assert not Contact.objects.exists()
    assert scans(claire, amina, how="exchange", fields=["mobile", "phone"])["said"] == "made"
    assert held_by(claire, amina).email == amina.user.email
    assert held_by(claire, amina).mobile == ""
    assert held_by(amina, claire).mobile == "07 11 22 33 44"
    assert held_by(amina, claire).email == ""
    assert amina.event.encounters.count() == 1


def test_who_accepts_chooses_her_fields_too(two: tuple[Registration, Registration]) -> None:
    amina, claire = two
    scans(amina, claire, how="exchange", fields=["email"])
    url = reverse("contacts:answer", args=[Exchange.objects.get().pk])
    page = reverse("contacts:my_badge", args=[claire.event.association.slug, claire.event.slug])
    client = signed_in(claire)
    assert amina.full_name in client.get(page).content.decode()
    sent = {"answer": "accept", "card": "1", "fields": ["mobile"], "next": page}
    for _ in range(2):
        assert client.post(url, sent).headers["Location"] == page
    assert held_by(amina, claire).mobile == "07 11 22 33 44"
    assert held_by(amina, claire).email == ""


def test_a_form_that_asks_for_no_fields_gives_what_everybody_sees_and_nothing_more(
    two: tuple[Registration, Registration],
) -> None:
    amina, claire = two
    give(claire, amina, "mobile")
    exchange = actions.ask(event=amina.event, asker=amina.user, asked=claire.user, by=amina.user)
    url = reverse("contacts:answer", args=[exchange.pk])
    signed_in(claire).post(url, {"answer": "accept"})
    assert GivenCard.objects.get(giver=claire.user).fields == ["title", "organisation"]
    assert held_by(amina, claire).mobile == ""


def test_the_usual_card_takes_one_tap(two: tuple[Registration, Registration]) -> None:
    amina, claire = two
    scans(amina, claire, how="give", fields=["mobile"], usual="1")
    assert GivenCard.objects.get().fields == ["title", "organisation"]


def test_taken_back_what_came_by_the_card_goes_and_what_was_typed_stays(
    two: tuple[Registration, Registration],
) -> None:
    amina, claire = two
    card = give(amina, claire, "mobile", "email")
    contact = held_by(claire, amina)
    contact.phones = [*contact.phones, {"value": "01 44 44 44 44", "label": "home"}]
    contact.note = "Citrons"
    contact.save()
    for _ in range(2):
        actions.take_back(card=card, by=amina.user)
    contact.refresh_from_db()
    assert [way.value for way in contact.ways("phones")] == ["01 44 44 44 44"]
    assert contact.email == ""
    assert contact.note == "Citrons"
    # What everybody at the event sees, she sees as well.
    assert contact.organisation
    give(amina, claire, "mobile", "email")
    contact.refresh_from_db()
    assert contact.mobile == MOBILE
    assert contact.email == amina.user.email


def test_taken_back_after_the_month_nothing_of_the_card_is_left(
    two: tuple[Registration, Registration],
) -> None:
    amina, claire = two
    card = give(amina, claire, "title", "organisation", "mobile")
    with time_machine.travel(amina.event.ends_at + KEPT + dt.timedelta(minutes=1), tick=False):
        actions.take_back(card=card, by=amina.user)
    contact = held_by(claire, amina)
    assert (contact.title, contact.organisation, contact.phones) == ("", "", [])
    assert contact.full_name == amina.full_name


def test_what_another_card_gives_as_well_stays(two: tuple[Registration, Registration]) -> None:
    amina, claire = two
    first = give(amina, claire, "mobile", "email")
    later = EventFactory.create(live=True)
    again = [RegistrationFactory.create(event=later, user=guest.user) for guest in two]
    give(again[0], again[1], "mobile")
    actions.take_back(card=first, by=amina.user)
    assert held_by(claire, amina).mobile == MOBILE
    assert held_by(claire, amina).email == ""


def test_a_card_is_changed_and_somebody_taken_out_of_a_list_does_not_come_back(
    two: tuple[Registration, Registration],
) -> None:
    amina, claire = two
    card = give(amina, claire, "mobile")
    url = reverse("contacts:given_card", args=[card.pk])
    client = signed_in(amina)
    assert MOBILE in client.get(url).content.decode()
    client.post(url, {"card": "1", "fields": ["email"]})
    assert held_by(claire, amina).mobile == ""
    assert held_by(claire, amina).email == amina.user.email
    contacts.forget(contact=held_by(claire, amina), by=claire.user)
    client.post(url, {"card": "1", "fields": ["email", "mobile"]})
    assert not Contact.objects.of(claire.user).exists()
    client.post(reverse("contacts:take_back", args=[card.pk]))
    assert "Taken back" in client.get(reverse("contacts:given")).content.decode()


def test_to_nobody_else_a_given_card_exists(two: tuple[Registration, Registration]) -> None:
    amina, claire = two
    card = give(amina, claire, "mobile")
    client = signed_in(claire)
    assert client.get(reverse("contacts:given_card", args=[card.pk])).status_code == 404
    assert client.post(reverse("contacts:take_back", args=[card.pk])).status_code == 404


def test_a_scan_that_is_sent_again_does_not_bring_back_what_was_taken_back(
    two: tuple[Registration, Registration],
) -> None:
    amina, claire = two
    scans(amina, claire, how="give", fields=["mobile"])
    actions.take_back(card=GivenCard.objects.get(), by=amina.user)
    scans(amina, claire, how="give", fields=["mobile"], ago="60000")
    assert held_by(claire, amina).mobile == ""
    scans(amina, claire, how="give", fields=["mobile"], ago="0")
    assert held_by(claire, amina).mobile == MOBILE


def test_a_scan_kept_without_network_bears_the_instant_when_it_was_made(
    two: tuple[Registration, Registration],
) -> None:
    amina, claire = two
    with time_machine.travel(now(), tick=False):
        for _ in range(2):
            scans(amina, claire, how="exchange", ago=str(30 * 60 * 1000))
        asked = Exchange.objects.get()
        assert asked.asked_at == now() - dt.timedelta(minutes=30)


def test_a_declined_question_is_not_asked_again_but_the_other_may_change_her_mind(
    two: tuple[Registration, Registration],
) -> None:
    amina, claire = two
    scans(amina, claire, how="exchange")
    actions.answer(exchange=Exchange.objects.get(), accept=False, by=claire.user)
    assert scans(amina, claire, how="exchange")["said"] == "declined"
    assert not questions_to(claire.user)
    assert scans(claire, amina, how="exchange")["said"] == "made"


def test_an_exchange_of_before_brings_no_card_back_that_was_taken_back(
    two: tuple[Registration, Registration],
) -> None:
    amina, claire = two
    scans(amina, claire, how="exchange", fields=["mobile"])
    actions.answer(exchange=Exchange.objects.get(), accept=True, by=claire.user)
    assert held_by(claire, amina).mobile == MOBILE
    actions.take_back(card=GivenCard.objects.get(giver=amina.user), by=amina.user)
    scans(claire, amina, how="exchange", fields=["mobile"])
    assert held_by(claire, amina).mobile == ""
    assert [each.exchange.asker for each in questions_to(amina.user)] == [claire.user]


def test_undoing_a_merger_brings_no_card_back_that_was_taken_back(
    two: tuple[Registration, Registration],
) -> None:
    amina, claire = two
    card = give(amina, claire, "mobile")
    typed = Contact.objects.create(owner=claire.user, given_name=amina.given_name)
    merge(kept=typed, gone=held_by(claire, amina), by=claire.user)
    assert held_by(claire, amina).mobile == MOBILE
    actions.take_back(card=card, by=amina.user)
    assert held_by(claire, amina).mobile == ""
    assert not Merge.objects.exists()


def test_across_a_block_nothing_arrives_and_nothing_betrays_it(
    two: tuple[Registration, Registration],
) -> None:
    amina, claire = two
    other = RegistrationFactory.create(event=amina.event)
    BadgeFactory.create(registration=other)
    Block.objects.create(by=claire.user, person=amina.user)
    for how in ("exchange", "give"):
        apart, ordinary = (scans(amina, each, how=how, fields=[]) for each in (claire, other))
        assert apart["said"] == ordinary["said"]
        assert apart["words"].replace(claire.full_name, "") == ordinary["words"].replace(
            other.full_name, ""
        )
    assert not Contact.objects.of(claire.user).exists()
    assert not questions_to(claire.user)
    # Her own wish she is reminded of, and takes back first.
    assert scans(claire, amina, how="exchange")["said"] == "apart"
    assert scans(claire, amina, how="give")["said"] == "apart"
    with pytest.raises(actions.KeptApart):
        actions.answer(
            exchange=Exchange.objects.get(asked=claire.user), accept=True, by=claire.user
        )


def test_who_was_asked_and_then_blocked_answers_nothing_any_more(
    two: tuple[Registration, Registration],
) -> None:
    amina, claire = two
    scans(amina, claire, how="exchange")
    Block.objects.create(by=amina.user, person=claire.user)
    assert not questions_to(claire.user)
    answered = actions.answer(exchange=Exchange.objects.get(), accept=True, by=claire.user)
    assert answered.state == ExchangeState.ASKED
    assert not Contact.objects.exists()
    assert between(claire.user, amina.user, amina.event).theirs is None


def test_a_week_after_the_event_a_badge_opens_nothing_for_anybody(
    two: tuple[Registration, Registration],
) -> None:
    amina, claire = two
    with time_machine.travel(amina.event.ends_at + GOOD_FOR, tick=False):
        client = signed_in(amina)
        answer = client.get(reverse("contacts:badge", args=[badge_of(claire).code]))
        assert answer.status_code == 410
        assert claire.given_name not in answer.content.decode()
        assert scans(amina, claire, how="give")["said"] == "gone"
        mine = reverse("contacts:my_badge", args=[amina.event.association.slug, amina.event.slug])
        assert "opens nothing any more" in client.get(mine).content.decode()


def test_a_new_code_leaves_the_old_one_dead_and_twice_is_once(
    two: tuple[Registration, Registration],
) -> None:
    amina, claire = two
    old = badge_of(amina)
    slugs = [amina.event.association.slug, amina.event.slug]
    client, url = signed_in(amina), reverse("contacts:renew_badge", args=slugs)
    for _ in range(2):
        client.post(url, {"code": old.code})
    assert amina.badges.count() == 2
    assert badge_of(amina).code != old.code
    # Nobody else's was touched.
    assert claire.badges.count() == 1
    assert client.post(url, {"code": badge_of(claire).code}).status_code == 404
    answer = signed_in(claire).get(reverse("contacts:badge", args=[old.code]))
    assert answer.status_code == 410


def test_who_has_no_badge_yet_makes_her_own_code_and_nobody_elses(
    two: tuple[Registration, Registration],
) -> None:
    amina, _claire = two
    new = RegistrationFactory.create(event=amina.event)
    RegistrationFactory.create(event=amina.event)
    url = reverse("contacts:my_badge", args=[amina.event.association.slug, amina.event.slug])
    client = signed_in(new)
    assert "Make my code" in client.get(url).content.decode()
    for _ in range(2):
        client.post(url)
    assert Badge.objects.count() == 3
    assert "<svg" in client.get(url).content.decode()


def test_what_is_handed_over_is_noted_by_ids_and_names_of_fields_for_no_association(
    two: tuple[Registration, Registration],
) -> None:
    amina, claire = two
    card = give(amina, claire, "mobile")
    actions.change(card=card, fields=["email"], by=amina.user)
    actions.take_back(card=card, by=amina.user)
    noted = Entry.objects.filter(subject_type="contacts.givencard").order_by("pk")
    assert [each.verb for each in noted] == ["card.given", "card.changed", "card.taken_back"]
    assert {each.association for each in noted} == {None}
    assert [each.details for each in noted] == [
        {"fields": ["mobile"]},
        {"fields": ["email"]},
        {"fields": ["email"]},
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_cards_asks_as_often_for_many_as_for_one(
    two: tuple[Registration, Registration], django_assert_num_queries: Any, number: int
) -> None:
    amina, _claire = two
    for guest in RegistrationFactory.create_batch(number, event=amina.event):
        give(amina, guest, "mobile")
    client = signed_in(amina)
    with django_assert_num_queries(4):
        client.get(reverse("contacts:given"))
