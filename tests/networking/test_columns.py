"""Folded texts sort and fit alike on SQLite and PostgreSQL."""

import pytest

from networking.accounts.models import User
from networking.profiles.models import Tag
from networking.text import fold
from tests.factories import UserFactory

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
