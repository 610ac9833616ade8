"""The contact list: the guest's own, and nobody else's."""

import pytest
from django.test import Client
from django.urls import reverse

from events.encounters.actions import record
from events.encounters.models import Source
from events.guests.models import Registration
from followups.contacts import actions
from followups.contacts.models import Contact
from tests.cast import Cast, assemble
from tests.factories import EventFactory, ProfileFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db
CONTACTS = reverse("contacts:contacts")


def after(**fields: object) -> tuple[Cast, Registration]:
    """A breakfast that is over, at which the guest met somebody."""
    cast = assemble(EventFactory.create(over=True))
    met = RegistrationFactory.create(event=cast.event, user=ProfileFactory.create().user, **fields)
    people = (cast.guest, met.user)
    record(event=cast.event, people=people, source=Source.IMPROMPTU, key="round:1", by=None)
    return cast, met


def keep(client: Client, registration: Registration) -> int:
    return client.post(reverse("contacts:keep", args=[registration.public_id])).status_code


def test_whom_one_met_is_offered_kept_once_and_then_no_more(client: Client) -> None:
    cast, met = after(shared=["title", "email"])
    client.force_login(cast.guest)
    assert met.full_name in client.get(CONTACTS).content.decode()
    assert [keep(client, met) for _ in range(2)] == [302, 302]
    contact = Contact.objects.get(owner=cast.guest)
    assert (contact.person, contact.email, contact.mobile) == (met.user, met.user.email, "")


def test_nobody_can_be_kept_whom_one_did_not_meet(client: Client) -> None:
    cast, _met = after()
    unmet = RegistrationFactory.create(event=cast.event)
    client.force_login(cast.guest)
    assert keep(client, unmet) == 404
    assert not Contact.objects.exists()


def test_a_note_is_kept_and_found_without_accents(client: Client) -> None:
    cast, met = after()
    client.force_login(cast.guest)
    keep(client, met)
    contact = Contact.objects.get()
    client.post(contact.get_absolute_url(), {"note": "La chorale, les fjords."})
    found = client.get(CONTACTS, {"q": "chorale"}, headers={"HX-Request": "true"})
    assert met.full_name in found.content.decode()
    nobody = client.get(CONTACTS, {"q": "piano"}, headers={"HX-Request": "true"})
    assert met.full_name not in nobody.content.decode()


def test_keeping_again_never_overwrites_what_the_owner_wrote() -> None:
    cast, met = after()
    contact = actions.keep(owner=cast.guest, registration=met, by=cast.guest)
    actions.write(contact=contact, title="Ma luthière", note="Un violon.", by=cast.guest)
    again = actions.keep(owner=cast.guest, registration=met, by=cast.guest)
    assert (again.pk, again.title, again.note) == (contact.pk, "Ma luthière", "Un violon.")


@pytest.mark.parametrize("name", ["contact", "edit", "card", "forget"])
@pytest.mark.parametrize("who", ["owner", "organiser", "stranger", "foreigner"])
def test_nobodys_list_is_reachable_by_anyone_else(client: Client, who: str, name: str) -> None:
    cast, met = after()
    contact = actions.keep(owner=cast.guest, registration=met, by=cast.guest)
    client.force_login(getattr(cast, who))
    url = reverse(f"contacts:{name}", args=[contact.pk])
    answer = client.post(url) if name == "forget" else client.get(url)
    assert answer.status_code == 404
    assert Contact.objects.filter(pk=contact.pk).exists()


def test_somebody_added_by_hand_needs_a_name(client: Client) -> None:
    client.force_login(UserFactory.create())
    answer = client.post(reverse("contacts:new"), {"given_name": "", "organisation": "Le Fournil"})
    assert answer.status_code == 422
    assert b"Le Fournil" in answer.content


def test_removing_somebody_is_final_and_silent(client: Client) -> None:
    cast, met = after()
    contact = actions.keep(owner=cast.guest, registration=met, by=cast.guest)
    client.force_login(cast.guest)
    client.post(reverse("contacts:forget", args=[contact.pk]))
    assert not Contact.objects.exists()


def test_the_whole_list_can_be_taken_away(client: Client) -> None:
    cast, met = after(shared=["email"])
    actions.keep(owner=cast.guest, registration=met, by=cast.guest)
    actions.add(owner=cast.guest, given_name="Ngọc", by=cast.guest)
    client.force_login(cast.guest)
    answer = client.get(reverse("contacts:cards"))
    said = answer.content.decode()
    assert answer["Content-Type"] == "text/vcard; charset=utf-8"
    assert said.count("BEGIN:VCARD") == 2
    assert f"EMAIL;TYPE=INTERNET,WORK:{met.user.email}" in said


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    client: Client, people: int, django_assert_num_queries
) -> None:
    cast, _met = after()
    for _ in range(people):
        actions.add(owner=cast.guest, given_name="Ngọc", by=cast.guest)
        other = RegistrationFactory.create(event=cast.event)
        pair = (cast.guest, other.user)
        record(event=cast.event, people=pair, source=Source.BILATERAL, by=None)
    client.force_login(cast.guest)
    with django_assert_num_queries(13):
        client.get(CONTACTS)
