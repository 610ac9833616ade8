"""Somebody who belongs to several associations: the way between them, and the walls."""

import pytest
from django.test import Client
from django.urls import reverse

from networking.associations import actions
from networking.associations.models import Association, Role
from tests.factories import AssociationFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGES = ("members", "settings", "add_member", "invite", "leave")
WORDS = {"given_name": "Zénobie", "family_name": "Ailleurs"}


@pytest.fixture
def houses() -> tuple[Association, Association]:
    """Two associations with one owner, and somebody in the second alone."""
    owner = UserFactory.create()
    here, there = (
        MembershipFactory.create(
            association=AssociationFactory.create(name=name), user=owner, role=Role.OWNER
        ).association
        for name in ("La Table d’ici", "La Table d’ailleurs")
    )
    actions.add_member(association=there, **WORDS, email="zenobie@ailleurs.org", by=owner)
    actions.invite(association=there, email="invitee@ailleurs.org", role="host", by=owner)
    return here, there


@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_one_association_stands_on_the_pages_of_another(
    client: Client, houses: tuple[Association, Association], name: str
) -> None:
    here, there = houses
    client.force_login(here.memberships.get().user)
    shown = client.get(reverse(f"associations:{name}", args=[here.slug])).content.decode()
    for word in ("Zénobie", "Ailleurs<", "ailleurs.org"):
        assert word not in shown
    if name == "members":
        theirs = client.get(reverse("associations:members", args=[there.slug])).content.decode()
        assert "Zénobie" in theirs
        assert "invitee@ailleurs.org" in theirs


@pytest.mark.parametrize("query", ["zenobie", "ailleurs", "zenobie@ailleurs.org"])
def test_nobody_is_found_through_the_wall(
    client: Client, houses: tuple[Association, Association], query: str
) -> None:
    here, _ = houses
    client.force_login(here.memberships.get().user)
    answer = client.get(reverse("associations:members", args=[here.slug]), {"q": query})
    assert not answer.context["page"].object_list


def test_the_rail_leads_from_one_association_to_the_other(
    client: Client, houses: tuple[Association, Association]
) -> None:
    here, there = houses
    client.force_login(here.memberships.get().user)
    shown = client.get(reverse("associations:members", args=[here.slug])).content.decode()
    assert reverse("calendar:events", args=[there.slug]) in shown
    assert "La Table d’ailleurs" in shown


def test_who_belongs_to_one_has_nothing_to_choose(client: Client) -> None:
    owner = MembershipFactory.create(role=Role.OWNER)
    AssociationFactory.create(name="La Table d’ailleurs")
    client.force_login(owner.user)
    page = reverse("associations:members", args=[owner.association.slug])
    shown = client.get(page).content.decode()
    assert "menu--house" not in shown
    assert "La Table d’ailleurs" not in shown


@pytest.mark.parametrize("count", [1, 3])
def test_ones_own_associations_cost_the_same_for_one_and_three(
    client: Client, count: int, django_assert_num_queries
) -> None:
    user = UserFactory.create()
    MembershipFactory.create_batch(count, user=user)
    client.force_login(user)
    with django_assert_num_queries(3):
        shown = client.get(reverse("associations:mine")).content.decode()
    assert shown.count("/leave/") == count


def test_who_belongs_nowhere_is_told_what_one_can_do(client: Client) -> None:
    client.force_login(UserFactory.create())
    assert (
        reverse("associations:found") in client.get(reverse("associations:mine")).content.decode()
    )
