"""Who owns an association: handed over, left, and never nobody."""

import threading
from collections import Counter

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse

from networking.accounts.models import User
from networking.associations import actions
from networking.associations.actions import house, people
from networking.associations.models import Association, Membership, Role
from networking.audit.models import Entry
from tests.cast import Cast, assemble
from tests.factories import AssociationFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return assemble()


def role_of(user: User) -> str:
    return user.memberships.get().role


def page(name: str, association: Association, *args: object) -> str:
    return reverse(f"associations:{name}", args=[association.slug, *args])


def hand_over(client: Client, cast: Cast, to: User, stay: str) -> int:
    url = page("hand_over", cast.association, to.memberships.get().pk)
    return client.post(url, {"stay": stay}).status_code


# --- Founding ------------------------------------------------------------------------------------


def test_who_founds_an_association_owns_it_and_plans_its_first_breakfast(client: Client) -> None:
    amina = UserFactory.create()
    client.force_login(amina)
    form = {"name": "Le Cercle", "accent": "#8a1c42", "time_zone": "Europe/Paris"}
    answer = client.post(reverse("associations:found"), form)
    association = Association.objects.get()
    assert answer["Location"] == reverse("calendar:new", args=[association.slug])
    assert association.memberships.get().role == Role.OWNER


@pytest.mark.parametrize("wrong", [{"time_zone": "Europe/Nowhere"}, {"accent": "red"}])
def test_a_founding_that_cannot_be_keeps_what_was_typed_with_422(
    client: Client, wrong: dict[str, str]
) -> None:
    client.force_login(UserFactory.create())
    form = {"name": "Le Cercle", "accent": "#0a7c66", "time_zone": "Europe/Paris", **wrong}
    answer = client.post(reverse("associations:found"), form)
    assert answer.status_code == 422
    assert "Le Cercle" in answer.content.decode()
    assert not Association.objects.exists()


def founded(name: str, by: User) -> Association:
    return actions.found(name=name, accent="#8a1c42", time_zone="Europe/Paris", by=by)


def test_two_associations_of_one_name_have_two_addresses() -> None:
    amina = UserFactory.create()
    assert [founded("Été", amina).slug for _ in range(2)] == ["ete", "ete-2"]


def test_a_name_of_no_letters_has_an_address_too() -> None:
    assert founded("🥐", UserFactory.create()).slug == "association"


def test_an_address_taken_at_the_last_instant_is_replaced_by_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    AssociationFactory.create(slug="ete")
    answers = iter(["ete", "ete", "ete-2"])
    monkeypatch.setattr(house, "free_slug", lambda _name: next(answers))
    assert founded("Été", UserFactory.create()).slug == "ete-2"


def test_where_every_address_is_taken_meanwhile_one_of_chance_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    AssociationFactory.create(slug="ete")
    monkeypatch.setattr(house, "free_slug", lambda _name: "ete")
    assert founded("Été", UserFactory.create()).slug.startswith("ete-")


# --- Handing over --------------------------------------------------------------------------------


def test_an_owner_names_another_and_becomes_organiser(client: Client, cast: Cast) -> None:
    client.force_login(cast.owner)
    assert hand_over(client, cast, cast.host, "no") == 302
    assert (role_of(cast.host), role_of(cast.owner)) == (Role.OWNER, Role.ORGANISER)
    by = set(Entry.objects.filter(verb="member.role").values_list("by", flat=True))
    assert by == {cast.owner.pk}


def test_by_choice_she_stays_owner_too(client: Client, cast: Cast) -> None:
    client.force_login(cast.owner)
    hand_over(client, cast, cast.host, "yes")
    assert (role_of(cast.host), role_of(cast.owner)) == (Role.OWNER, Role.OWNER)


def test_handing_over_twice_is_once(client: Client, cast: Cast) -> None:
    client.force_login(cast.owner)
    hand_over(client, cast, cast.host, "no")
    assert hand_over(client, cast, cast.host, "no") == 403
    assert (role_of(cast.host), role_of(cast.owner)) == (Role.OWNER, Role.ORGANISER)


def test_an_answer_is_needed(client: Client, cast: Cast) -> None:
    client.force_login(cast.owner)
    assert hand_over(client, cast, cast.host, "perhaps") == 422
    assert role_of(cast.host) == Role.HOST


def test_nobody_who_never_signed_in_is_made_owner(client: Client, cast: Cast) -> None:
    typed = MembershipFactory.create(
        association=cast.association, user=UserFactory.create(verified=False)
    )
    client.force_login(cast.owner)
    client.cookies["django_language"] = "en"
    asked = client.get(page("hand_over", cast.association, typed.pk)).content.decode()
    assert "has never signed in" in asked
    assert hand_over(client, cast, typed.user, "no") == 422
    assert role_of(cast.owner) == Role.OWNER


def test_who_is_no_owner_any_more_hands_nothing_over(cast: Cast) -> None:
    membership = cast.host.memberships.get()
    with pytest.raises(actions.OwnersOnly):
        actions.hand_over(membership=membership, stay=True, by=cast.organiser)


# --- Leaving -------------------------------------------------------------------------------------


def test_a_member_leaves_after_a_page_that_asks(client: Client, cast: Cast) -> None:
    client.force_login(cast.member)
    client.get(page("leave", cast.association))
    assert cast.member.memberships.exists()
    answer = client.post(page("leave", cast.association))
    assert answer["Location"] == reverse("associations:mine")
    assert not cast.member.memberships.exists()
    assert Entry.objects.get(verb="member.left").by == cast.member


def test_leaving_twice_is_once(cast: Cast) -> None:
    for _ in range(2):
        actions.leave(association=cast.association, by=cast.member)
    assert Entry.objects.filter(verb="member.left").count() == 1


def test_the_last_owner_cannot_leave_and_is_told_what_to_do(client: Client, cast: Cast) -> None:
    client.force_login(cast.owner)
    client.cookies["django_language"] = "en"
    assert "You are its only owner" in client.get(page("leave", cast.association)).content.decode()
    client.post(page("leave", cast.association))
    assert role_of(cast.owner) == Role.OWNER


def test_one_of_two_owners_may_leave(client: Client, cast: Cast) -> None:
    MembershipFactory.create(association=cast.association, role=Role.OWNER)
    client.force_login(cast.owner)
    client.post(page("leave", cast.association))
    assert not cast.owner.memberships.exists()


# --- At the same instant -------------------------------------------------------------------------


def at_once(*doings):
    """Do each in a thread of its own, all beginning together; return what each came to."""
    barrier = threading.Barrier(len(doings))
    answers: list[object] = []

    def run(doing) -> None:
        barrier.wait()
        try:
            answers.append(doing())
        except Exception as error:  # noqa: BLE001  what it came to is the answer
            answers.append(type(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(doing,)) for doing in doings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(3))
def test_of_all_owners_who_leave_at_the_same_instant_one_stays(_again: int) -> None:
    association = AssociationFactory.create()
    owners = MembershipFactory.create_batch(4, association=association, role=Role.OWNER)

    def leaving(user: User):
        return lambda: actions.leave(association=association, by=user)

    answers = at_once(*(leaving(owner.user) for owner in owners))
    assert Counter(answers) == {None: 3, actions.LastOwner: 1}
    assert Membership.objects.get().role == Role.OWNER


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_demote_each_other_at_the_same_instant_one_stays() -> None:
    association = AssociationFactory.create()
    one, two = (
        each.user
        for each in MembershipFactory.create_batch(2, association=association, role="owner")
    )

    def demoting(user: User, by: User):
        return lambda: actions.give_role(association=association, user=user, role="host", by=by)

    at_once(demoting(one, two), demoting(two, one))
    assert association.memberships.filter(role=Role.OWNER).count() == 1


@pytest.mark.django_db(transaction=True)
def test_associations_of_one_name_founded_at_the_same_instant_each_have_an_address() -> None:
    people = UserFactory.create_batch(5)

    def founding(user: User):
        return lambda: founded("Le Cercle", user).slug

    answers = at_once(*(founding(user) for user in people))
    assert len(set(answers)) == 5
    assert Association.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_owners_go_and_nobody_is_left() -> None:
    """The control: looking first and going then is not enough."""
    association = AssociationFactory.create()
    owners = MembershipFactory.create_batch(2, association=association, role=Role.OWNER)
    looked = threading.Barrier(2)

    def leaving(user: User):
        def doing() -> None:
            people._keep_an_owner(association, without=user)
            looked.wait(timeout=10)
            association.memberships.filter(user=user).delete()

        return doing

    assert at_once(*(leaving(owner.user) for owner in owners)) == [None, None]
    assert not association.memberships.exists()


@pytest.mark.django_db(transaction=True)
def test_without_a_second_try_one_of_two_associations_of_one_name_is_lost() -> None:
    """The control: an address that was free for both is free for one."""
    looked = threading.Barrier(2)

    def founding() -> str:
        slug = house.free_slug("Le Cercle")
        looked.wait(timeout=10)
        return Association.objects.create(name="Le Cercle", slug=slug).slug

    assert Counter(at_once(founding, founding)) == {"le-cercle": 1, IntegrityError: 1}
