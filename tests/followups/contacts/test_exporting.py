"""Taking contacts away: one, some or all, in few queries, and nobody else's."""

import pytest
from django.test import Client
from django.urls import reverse

from followups.contacts import actions
from followups.contacts.models import Contact
from followups.contacts.tables import read as read_table
from followups.contacts.vcards import read
from networking.accounts.models import User
from tests.factories import EventFactory, UserFactory
from tests.followups.contacts.files import face, imported, vcf

pytestmark = pytest.mark.django_db


def add(owner: User, *names: str) -> list[Contact]:
    return [
        actions.add(owner=owner, given_name=name, met_at=EventFactory.create(), by=owner)
        for name in names
    ]


def test_a_selection_is_taken_and_another_ones_contacts_never(client: Client, me: User) -> None:
    amina, _bjorn, zoe = add(me, "Amina", "Björn", "Zoë")
    (other,) = add(UserFactory.create(), "Ngọc")
    for name, reader in (("cards", read), ("csv", read_table), ("xlsx", read_table)):
        only = f"{amina.pk},{zoe.pk},{other.pk},x,99999999999999999999"
        answer = client.get(reverse(f"contacts:{name}"), {"only": only})
        names = [card.details.given_name for card in reader(answer.content)]
        assert names == ["Amina", "Zoë"]
        assert "attachment" in answer["Content-Disposition"]
        assert "no-store" in answer["Cache-Control"]
    page = client.get(reverse("contacts:export"), {"only": f"{amina.pk},{other.pk}"})
    assert page.context["count"] == 1


def test_one_contact_in_either_version_with_where_one_met(client: Client, me: User) -> None:
    (amina,) = add(me, "Amina")
    path = reverse("contacts:card", args=[amina.pk])
    assert b"VERSION:3.0" in client.get(path).content
    assert b"VERSION:3.0" in client.get(path, {"version": "2.1"}).content
    answer = client.get(path, {"version": "4"})
    assert b"VERSION:4.0" in answer.content
    (card,) = read(answer.content)
    assert card.details.met_where == amina.met_at.title
    assert card.details.met_on == amina.met_at.local_start.date()


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize("name", ["cards", "csv", "xlsx"])
def test_a_list_is_taken_away_in_as_many_queries_for_one_and_three(
    client: Client, me: User, name: str, people: int, django_assert_num_queries
) -> None:
    import base64

    photo = base64.b64encode(face()).decode()
    cards = (f"FN:Ngọc {n}|CATEGORIES:x|PHOTO;ENCODING=b:{photo}" for n in range(people))
    imported(me, vcf(*cards))
    add(me, *["Zoë"] * people)
    with django_assert_num_queries(6):
        client.get(reverse(f"contacts:{name}"))
