"""Whom do I know? A line at a time, and none of them lost or doubled."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from followups.contacts.models import Contact, Tag
from followups.contacts.thinking.groups import GROUPS
from followups.contacts.thinking.line import Line, read
from followups.contacts.thinking.progress import progress_of
from networking.accounts.models import User
from networking.text import squeeze
from tests.factories import UserFactory
from tests.followups.contacts.ties.conftest import contact_of

THINK = reverse("contacts:think")


def think(client: Client, line: str, key: str = "school") -> int:
    return client.post(reverse("contacts:think_of", args=[key]), {"line": line}).status_code


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Nadia Benali, à côté de moi", Line("Nadia", "Benali", "à côté de moi")),
        ("Nadia", Line("Nadia", "")),
        ("BENALI Nadia (la chorale)", Line("Nadia", "BENALI", "la chorale")),
        ("Hugo de La Rochefoucauld – le voisin, 3e", Line("Hugo", "de La Rochefoucauld",
            "le voisin, 3e")),
        ("Jean-Baptiste Le Goff; la banque", Line("Jean-Baptiste", "Le Goff", "la banque")),
        (", la voisine", Line("", "", "la voisine")),
    ],
)  # fmt: skip
def test_a_line_is_a_name_and_how_one_knows_her(text: str, line: Line) -> None:
    assert read(text) == line


@given(st.text(max_size=60))
def test_no_line_loses_a_word_of_the_name(text: str) -> None:
    line = read(text)
    assert line == read(squeeze(text))
    for part in (line.given_name, line.family_name, line.how):
        assert part == part.strip()


def test_each_group_is_known_in_both_languages_and_no_two_are_alike() -> None:
    words = [word for group in GROUPS for word in group.words]
    assert len(words) == len(set(words))
    assert len({group.key for group in GROUPS}) == len(GROUPS)


@pytest.mark.django_db
def test_who_comes_to_mind_is_in_the_list_with_the_groups_tag(client: Client, owner: User) -> None:
    client.force_login(owner)
    assert think(client, "Nadia Benali, à côté de moi") == 302
    made = Contact.objects.get(owner=owner)
    assert (made.full_name, made.note) == ("Nadia Benali", "à côté de moi")
    assert made.tags.get().folded in next(each for each in GROUPS if each.key == "school").words
    page = client.get(THINK, {"at": "school"})
    progress = page.context["progress"]
    assert (progress.total, progress.share) == (1, 1 / 200)
    assert page.content.decode().count(" autofocus") == 1


@pytest.mark.django_db
def test_a_double_click_is_one_person_and_another_line_another(client: Client, owner: User) -> None:
    client.force_login(owner)
    for line in ("Marie, la cousine", "Marie, la cousine", "Marie, la voisine"):
        think(client, line)
    assert sorted(Contact.objects.values_list("note", flat=True)) == ["la cousine", "la voisine"]
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)):
        think(client, "Marie, la cousine")
    assert Contact.objects.count() == 3


@pytest.mark.django_db
def test_somebody_in_the_list_already_gets_the_tag_and_keeps_her_words(
    client: Client, owner: User
) -> None:
    nadia = contact_of(owner, "Nadia", family_name="Bénali", note="Un violon.")
    Contact.objects.update(made_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    client.force_login(owner)
    for key in ("school", "clubs"):
        think(client, "nadia benali, la chorale", key)
    nadia.refresh_from_db()
    assert (Contact.objects.count(), nadia.note) == (1, "Un violon.\nla chorale")
    assert nadia.tags.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("line", ["", " , la voisine", "Z" * 90])
def test_a_line_without_a_name_is_told_and_stays_in_its_field(
    client: Client, owner: User, line: str
) -> None:
    client.force_login(owner)
    answer = client.post(reverse("contacts:think_of", args=["clubs"]), {"line": line})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count("field--wrong") == 1
    assert f'value="{line}"' in page
    assert not Contact.objects.exists()


@pytest.mark.django_db
def test_a_tag_made_in_english_counts_in_french(owner: User) -> None:
    tag = Tag.objects.create(owner=owner, name="Family")
    contact_of(owner).tags.add(tag)
    contact_of(UserFactory.create())
    progress = progress_of(owner)
    counts = {circle.group.key: circle.count for circle in progress.circles if circle.count}
    assert (progress.total, counts) == (1, {"family": 1})


@pytest.mark.django_db
@pytest.mark.parametrize("people", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(
    client: Client, owner: User, people: int, django_assert_num_queries
) -> None:
    tag = Tag.objects.create(owner=owner, name="École")
    for _ in range(people):
        contact_of(owner).tags.add(tag)
    client.force_login(owner)
    with django_assert_num_queries(5):
        client.get(THINK)
