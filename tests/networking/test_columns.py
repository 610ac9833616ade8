"""Folded texts sort and fit alike on SQLite and PostgreSQL."""

from importlib import import_module

import pytest
from django.apps import apps

from networking.accounts.models import User
from networking.profiles.models import Tag
from networking.text import fold
from tests.factories import MembershipFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db

# One letter that folds to eighteen.
LONG = "ﷺ"


def test_a_particle_stands_before_any_longer_word() -> None:
    """PostgreSQL set up in a language would skip the space, and put Le Goff after Lebrun."""
    names = ["Le Goff", "Le Roux", "Lebrun", "Legrand", "Ngọc", "N’Diaye", "Λούκα", "12 Ouest"]
    for name in names:
        UserFactory.create(given_name="Anna", family_name=name)
    sorted_there = list(User.objects.values_list("sort_name", flat=True))
    assert sorted_there == sorted(sorted_there)
    assert len(sorted_there) == len(names)


def test_a_fold_longer_than_its_text_is_cut() -> None:
    someone = UserFactory.create(given_name=LONG * 80, family_name="Roux", email=None)
    someone.refresh_from_db()
    assert len(someone.sort_name) == 170
    assert someone.sort_name.startswith("roux ")
    assert len(someone.search_name) == 170


def test_what_was_cut_is_found_again() -> None:
    folded = fold(LONG * 20)
    first, made = Tag.objects.get_or_create(folded=folded, defaults={"name": LONG * 20})
    assert made
    assert Tag.objects.get_or_create(folded=folded, defaults={"name": "another"})[0] == first


def test_names_from_before_are_sorted_as_those_of_today() -> None:
    guest, member = RegistrationFactory.create(), MembershipFactory.create(family_name="D’Arcy")
    rows = (guest, guest.user, member)
    wanted = [row.sort_name for row in rows]
    for row in rows:
        type(row).objects.filter(pk=row.pk).update(sort_name="as it was")
    for room in ("networking.accounts", "networking.associations", "events.guests"):
        number = {"accounts": "0003", "associations": "0004", "guests": "0008"}
        migration = f"{room}.migrations.{number[room.rpartition('.')[2]]}_sort_names_anew"
        import_module(migration).sort_anew(apps, None)
    for row in rows:
        row.refresh_from_db()
    assert [row.sort_name for row in rows] == wanted
