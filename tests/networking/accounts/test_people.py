"""People: one person an address, found without accents, listed in French order."""

import pytest
from django.db import IntegrityError

from networking.accounts.actions import enrol, rename
from networking.accounts.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def enrolled(email: str | None, given_name: str = "Amina") -> User:
    return enrol(email=email, given_name=given_name, family_name="Diallo", language="fr", by=None)


def test_enrolling_the_same_address_twice_is_one_person() -> None:
    assert enrolled("amina@exemple.org") == enrolled(" AMINA@exemple.org ")


def test_enrolling_never_touches_what_somebody_says_of_herself() -> None:
    first = enrolled("amina@exemple.org")
    enrolled("amina@exemple.org", given_name="Aminata")
    first.refresh_from_db()
    assert first.given_name == "Amina"


def test_two_people_without_an_address_are_two_people() -> None:
    assert enrolled(None) != enrolled("")


def test_an_address_is_one_persons_whatever_its_case() -> None:
    UserFactory.create(email="amina@exemple.org")
    with pytest.raises(IntegrityError):
        UserFactory.create(email="Amina@Exemple.ORG")


@pytest.mark.parametrize("typed", ["orsted", "D'ARCY", "darcy orsted"[:1], "ø d’arcy"])
def test_a_name_is_found_without_its_accents_and_in_any_order(typed: str) -> None:
    someone = UserFactory.create(given_name="D’Arcy", family_name="Ørsted")
    assert someone in User.objects.get_queryset().named_like(typed)


def test_people_stand_in_french_order() -> None:
    names = ["Étienne Zola", "Zoë Eiffel", "Émile Édouard", "Anna Evrard"]
    for name in names:
        given, family = name.split()
        UserFactory.create(given_name=given, family_name=family)
    assert [user.family_name for user in User.objects.all()] == [
        "Édouard", "Eiffel", "Evrard", "Zola",
    ]  # fmt: skip


def test_renaming_keeps_the_search_in_step() -> None:
    amina = UserFactory.create()
    rename(user=amina, given_name="Ngọc", family_name="Le Goff", by=amina)
    assert amina in User.objects.get_queryset().named_like("ngoc goff")
