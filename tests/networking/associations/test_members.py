"""The list of members: who is in it, under which name, and in which role."""

import pytest
from django.test import Client
from django.urls import reverse

from networking.accounts.models import User
from networking.associations import actions
from networking.associations.models import Association, Membership, Role
from networking.audit.models import Entry
from tests.cast import Cast, assemble
from tests.factories import AssociationFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return assemble()


def page(name: str, association: Association, *args: object) -> str:
    return reverse(f"associations:{name}", args=[association.slug, *args])


def list_of(client: Client, association: Association, **query: str) -> str:
    return client.get(page("members", association), query).content.decode()


NGOC = {"given_name": "Ngọc-Ánh", "family_name": "Le Xuân", "email": "N@exemple.org"}


# --- Names ---------------------------------------------------------------------------------------


def test_a_member_stands_under_the_name_that_was_typed(client: Client, cast: Cast) -> None:
    client.force_login(cast.organiser)
    client.post(page("add_member", cast.association), NGOC)
    assert "Ngọc-Ánh Le Xuân" in list_of(client, cast.association)


def test_whose_e_mail_was_typed_does_not_show_the_name_of_her_account(
    client: Client, cast: Cast
) -> None:
    UserFactory.create(given_name="Secrète", family_name="Identité", email="n@exemple.org")
    client.force_login(cast.organiser)
    client.post(page("add_member", cast.association), NGOC)
    shown = list_of(client, cast.association)
    assert "Le Xuân" in shown
    for hers in ("Secrète", "Identité", "SI"):
        assert f">{hers}" not in shown
    # Nor does looking for it betray it.
    assert "Le Xuân" not in list_of(client, cast.association, q="secrete")


def test_adding_somebody_changes_nothing_on_her_account(client: Client, cast: Cast) -> None:
    hers = UserFactory.create(given_name="Secrète", email="n@exemple.org")
    client.force_login(cast.organiser)
    client.post(page("add_member", cast.association), NGOC)
    hers.refresh_from_db()
    assert hers.given_name == "Secrète"


def test_who_was_added_by_two_associations_has_a_name_in_each(cast: Cast) -> None:
    other = AssociationFactory.create()
    actions.add_member(association=cast.association, **NGOC, by=cast.owner)
    married = {**NGOC, "family_name": "Roux"}
    actions.add_member(association=other, **married, by=None)
    names = {each.full_name for each in Membership.objects.filter(user__email="n@exemple.org")}
    assert names == {"Ngọc-Ánh Le Xuân", "Ngọc-Ánh Roux"}


def test_members_are_listed_by_the_names_that_are_shown() -> None:
    association = AssociationFactory.create()
    for typed, own in (("Zola", "Abba"), ("", "Martin"), ("Élan", "Zappa")):
        MembershipFactory.create(
            association=association,
            user=UserFactory.create(family_name=own),
            given_name="Ngọc" if typed else "",
            family_name=typed,
        )
    names = [each.full_name.split()[-1] for each in association.memberships.by_name()]
    assert names == ["Élan", "Martin", "Zola"]


@pytest.mark.parametrize("looked_for", ["xuan", "NGOC-ANH", "le anh", "n@ex", "  Xuân "])
def test_a_member_is_found_by_name_and_by_the_beginning_of_her_e_mail(
    client: Client, cast: Cast, looked_for: str
) -> None:
    actions.add_member(association=cast.association, **NGOC, by=cast.owner)
    client.force_login(cast.owner)
    answer = client.get(page("members", cast.association), {"q": looked_for})
    assert [each.full_name for each in answer.context["page"]] == ["Ngọc-Ánh Le Xuân"]


@pytest.mark.parametrize("looked_for", ["@", "exemple", "nobody", "%", "…"])
def test_a_search_for_nothing_in_a_name_finds_nobody(
    client: Client, cast: Cast, looked_for: str
) -> None:
    client.force_login(cast.owner)
    assert "Nobody by that name here" in list_of(english(client), cast.association, q=looked_for)


def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


# --- Adding --------------------------------------------------------------------------------------


def test_adding_a_person_twice_makes_one_membership_with_the_latest_name(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.owner)
    for family_name in ("Xuân", "Le Xuân"):
        client.post(page("add_member", cast.association), {**NGOC, "family_name": family_name})
    assert Membership.objects.get(user__email="n@exemple.org").full_name == "Ngọc-Ánh Le Xuân"


def test_adding_an_owner_as_a_member_leaves_her_owner(client: Client, cast: Cast) -> None:
    client.force_login(cast.organiser)
    client.post(page("add_member", cast.association), {**NGOC, "email": cast.owner.email})
    assert cast.association.memberships.get(user=cast.owner).role == Role.OWNER


def test_who_has_no_e_mail_is_a_member_all_the_same(client: Client, cast: Cast) -> None:
    client.force_login(cast.owner)
    client.post(page("add_member", cast.association), {**NGOC, "email": ""})
    assert cast.association.memberships.get(user__email=None).full_name == "Ngọc-Ánh Le Xuân"


def test_a_member_without_a_name_keeps_the_rest_of_the_form_with_422(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.owner)
    answer = client.post(page("add_member", cast.association), {**NGOC, "given_name": " "})
    assert answer.status_code == 422
    assert "Le Xuân" in answer.content.decode()
    assert not User.objects.filter(email="n@exemple.org").exists()


# --- Roles ---------------------------------------------------------------------------------------


def change(client: Client, cast: Cast, user: User, role: str, **headers: str) -> str:
    membership = cast.association.memberships.get(user=user)
    url = page("change_role", cast.association, membership.pk)
    client.post(url, {"role": role}, headers=headers)
    return cast.association.memberships.get(user=user).role


def test_a_role_is_changed_where_it_stands(client: Client, cast: Cast) -> None:
    client.force_login(cast.organiser)
    membership = cast.association.memberships.get(user=cast.host)
    url = page("change_role", cast.association, membership.pk)
    answer = english(client).post(url, {"role": "facilitator"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert f'id="member-{membership.pk}"' in answer.content.decode()
    assert "Facilitator" in answer.content.decode()
    assert cast.association.memberships.get(user=cast.host).role == Role.FACILITATOR


def test_a_role_that_is_none_changes_nothing(client: Client, cast: Cast) -> None:
    client.force_login(cast.owner)
    assert change(client, cast, cast.host, "emperor") == Role.HOST
    # Owners are made on a page that says what it means.
    assert change(client, cast, cast.host, "owner") == Role.HOST


def test_an_organiser_cannot_make_herself_owner(client: Client, cast: Cast) -> None:
    client.force_login(cast.organiser)
    assert change(client, cast, cast.organiser, "owner") == Role.ORGANISER


def test_an_organiser_cannot_demote_an_owner(client: Client, cast: Cast) -> None:
    MembershipFactory.create(association=cast.association, role=Role.OWNER)
    client.force_login(cast.organiser)
    assert change(client, cast, cast.owner, "member") == Role.OWNER


def test_the_last_owner_cannot_be_demoted_and_is_told_why(client: Client, cast: Cast) -> None:
    client.force_login(cast.owner)
    assert change(english(client), cast, cast.owner, "host") == Role.OWNER
    assert "keeps at least one owner" in list_of(client, cast.association)


def test_who_takes_the_list_from_herself_is_led_to_a_page_she_may_see(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.organiser)
    membership = cast.association.memberships.get(user=cast.organiser)
    url = page("change_role", cast.association, membership.pk)
    answer = client.post(url, {"role": "member"})
    assert answer["Location"] == reverse("associations:mine")


def test_every_change_of_a_role_is_on_record_without_names(cast: Cast) -> None:
    for _ in range(2):
        actions.give_role(
            association=cast.association, user=cast.host, role="organiser", by=cast.owner
        )
    entry = Entry.objects.get(verb="member.role")
    assert (entry.by, entry.details) == (cast.owner, {"role": "organiser"})


# --- Removing ------------------------------------------------------------------------------------


def remove(client: Client, cast: Cast, user: User) -> bool:
    """Whether she is gone."""
    membership = cast.association.memberships.get(user=user)
    client.post(page("remove_member", cast.association, membership.pk))
    return not cast.association.memberships.filter(user=user).exists()


def test_a_member_is_removed_after_a_page_that_asks(client: Client, cast: Cast) -> None:
    client.force_login(cast.organiser)
    membership = cast.association.memberships.get(user=cast.member)
    asked = client.get(page("remove_member", cast.association, membership.pk))
    assert membership.full_name in asked.content.decode()
    assert cast.association.memberships.filter(user=cast.member).exists()
    assert remove(client, cast, cast.member)
    assert Entry.objects.get(verb="member.removed").by == cast.organiser


def test_removing_somebody_twice_is_once(cast: Cast) -> None:
    first, second = (cast.association.memberships.get(user=cast.member) for _ in range(2))
    for membership in (first, second):
        actions.remove_member(membership=membership, by=cast.owner)
    assert Entry.objects.filter(verb="member.removed").count() == 1


def test_an_organiser_cannot_remove_an_owner(client: Client, cast: Cast) -> None:
    MembershipFactory.create(association=cast.association, role=Role.OWNER)
    client.force_login(cast.organiser)
    assert not remove(client, cast, cast.owner)


def test_the_last_owner_cannot_be_removed(client: Client, cast: Cast) -> None:
    client.force_login(cast.owner)
    assert not remove(client, cast, cast.owner)
    with pytest.raises(actions.LastOwner):
        actions.remove_member(membership=cast.owner.memberships.get(), by=cast.owner)


def test_who_is_removed_cannot_come_back_by_an_old_invitation(cast: Cast) -> None:
    invitation = actions.invite(
        association=cast.association, email=cast.member.email or "", role="host", by=cast.owner
    )
    actions.remove_member(membership=cast.member.memberships.get(), by=cast.owner)
    with pytest.raises(actions.Over):
        actions.accept(invitation=invitation, by=cast.member)


@pytest.mark.parametrize("what", ["remove_member", "change_role", "hand_over"])
def test_another_associations_member_is_out_of_reach(client: Client, cast: Cast, what: str) -> None:
    theirs = MembershipFactory.create()
    client.force_login(cast.owner)
    url = page(what, cast.association, theirs.pk)
    assert client.post(url, {"role": "host", "stay": "no"}).status_code == 404
    assert Membership.objects.get(pk=theirs.pk).role == Role.MEMBER


# --- Long lists ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("people", "searchable"), [(0, False), (3, False), (33, True)])
def test_a_list_one_sees_at_a_glance_needs_no_search(
    client: Client, people: int, searchable: bool
) -> None:
    owner = MembershipFactory.create(role=Role.OWNER)
    MembershipFactory.create_batch(people, association=owner.association)
    client.force_login(owner.user)
    shown = list_of(client, owner.association)
    assert ('type="search"' in shown) is searchable
    assert shown.count('id="member-') == people + 1


def test_five_hundred_members_stand_on_pages(client: Client, django_assert_max_num_queries) -> None:
    owner = MembershipFactory.create(role=Role.OWNER)
    people = User.objects.bulk_create(
        User(given_name="Inès", family_name=f"Roux {number}", sort_name=f"roux {number:03}")
        for number in range(499)
    )
    Membership.objects.bulk_create(
        Membership(association=owner.association, user=user) for user in people
    )
    client.force_login(owner.user)
    with django_assert_max_num_queries(7):
        first = list_of(client, owner.association)
    assert first.count('id="member-') == 50
    last = list_of(client, owner.association, page="10")
    assert last.count('id="member-') == 50
    found = client.get(
        page("members", owner.association), {"q": "x"}, headers={"HX-Target": "rows"}
    )
    assert b"<html" not in found.content


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_of_members_costs_the_same_for_one_and_three(
    client: Client, cast: Cast, people: int, django_assert_num_queries
) -> None:
    for number in range(people):
        actions.invite(
            association=cast.association,
            email=f"i{number}@exemple.org",
            role="host",
            by=cast.owner,
        )
    MembershipFactory.create_batch(people, association=cast.association)
    client.force_login(cast.owner)
    with django_assert_num_queries(7):
        client.get(page("members", cast.association))
