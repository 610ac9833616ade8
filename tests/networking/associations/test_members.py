"""Roles: given, changed, taken back; never leaving an association without its owner."""

import pytest
from django.test import Client
from django.urls import reverse

from networking.associations import actions
from networking.associations.models import Association, Membership, Role
from networking.audit.models import Entry
from tests.cast import assemble
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_who_founds_an_association_owns_it_and_plans_its_first_breakfast(client: Client) -> None:
    amina = UserFactory.create()
    client.force_login(amina)
    form = {"name": "Le Cercle", "accent": "#8a1c42", "time_zone": "Europe/Paris"}
    answer = client.post(reverse("associations:found"), form)
    association = Association.objects.get()
    assert answer["Location"] == reverse("calendar:new", args=[association.slug])
    assert association.memberships.get().role == Role.OWNER


def test_two_associations_of_one_name_have_two_addresses() -> None:
    amina = UserFactory.create()
    first, second = (
        actions.found(name="Été", accent="#8a1c42", time_zone="Europe/Paris", by=amina)
        for _ in range(2)
    )
    assert (first.slug, second.slug) == ("ete", "ete-2")


def test_a_colour_that_is_none_keeps_the_form_with_422(client: Client) -> None:
    cast = assemble()
    client.force_login(cast.owner)
    url = reverse("associations:settings", args=[cast.association.slug])
    answer = client.post(url, {"name": "Nouveau nom", "accent": "rouge"})
    assert answer.status_code == 422
    assert b"Nouveau nom" in answer.content
    cast.association.refresh_from_db()
    assert cast.association.name != "Nouveau nom"


def test_adding_a_person_twice_changes_her_role_and_makes_one_membership(client: Client) -> None:
    cast = assemble()
    client.force_login(cast.owner)
    url = reverse("associations:members", args=[cast.association.slug])
    for role in ("host", "facilitator"):
        client.post(
            url,
            {
                "given_name": "Ngọc",
                "family_name": "Le Goff",
                "email": "n@exemple.org",
                "role": role,
            },
        )
    assert Membership.objects.get(user__email="n@exemple.org").role == Role.FACILITATOR


def test_the_last_owner_cannot_be_given_another_role() -> None:
    cast = assemble()
    with pytest.raises(actions.LastOwner):
        actions.give_role(
            association=cast.association, user=cast.owner, role=Role.HOST, by=cast.owner
        )


def test_the_last_owner_cannot_be_removed() -> None:
    cast = assemble()
    membership = cast.association.memberships.get(user=cast.owner)
    with pytest.raises(actions.LastOwner):
        actions.remove_member(membership=membership, by=cast.owner)


def test_an_organiser_cannot_make_herself_owner(client: Client) -> None:
    cast = assemble()
    client.force_login(cast.organiser)
    url = reverse("associations:members", args=[cast.association.slug])
    email = cast.organiser.email
    form = {"given_name": "A", "family_name": "B", "email": email, "role": "owner"}
    assert client.post(url, form).status_code == 422
    assert cast.association.memberships.get(user=cast.organiser).role == Role.ORGANISER


def test_an_organiser_cannot_remove_an_owner(client: Client) -> None:
    cast = assemble()
    second = UserFactory.create()
    actions.give_role(association=cast.association, user=second, role=Role.OWNER, by=cast.owner)
    client.force_login(cast.organiser)
    membership = cast.association.memberships.get(user=second)
    client.post(reverse("associations:remove_member", args=[cast.association.slug, membership.pk]))
    assert cast.association.memberships.filter(user=second).exists()


def test_another_associations_membership_is_out_of_reach(client: Client) -> None:
    cast, other = assemble(), assemble()
    client.force_login(cast.owner)
    theirs = other.association.memberships.get(user=other.host)
    url = reverse("associations:remove_member", args=[cast.association.slug, theirs.pk])
    assert client.post(url).status_code == 404


def test_every_change_of_a_role_is_on_record_without_names() -> None:
    cast = assemble()
    actions.give_role(association=cast.association, user=cast.host, role="organiser", by=cast.owner)
    entry = Entry.objects.get(verb="member.role")
    assert (entry.by, entry.details) == (cast.owner, {"role": "organiser"})


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_of_members_costs_the_same_for_one_and_three(
    client: Client, people: int, django_assert_num_queries
) -> None:
    cast = assemble()
    for _ in range(people):
        actions.give_role(
            association=cast.association, user=UserFactory.create(), role="member", by=cast.owner
        )
    client.force_login(cast.owner)
    with django_assert_num_queries(5):
        client.get(reverse("associations:members", args=[cast.association.slug]))
