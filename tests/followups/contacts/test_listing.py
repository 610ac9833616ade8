"""Finding one's way in a long list: search, narrowing, views, and several contacts at once."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from followups.contacts.journal import actions as journal
from followups.contacts.listing import actions
from followups.contacts.listing.facets import facets_of
from followups.contacts.listing.selection import Selection
from followups.contacts.models import Contact, Kind, Rhythm, SavedView, Tag
from networking.accounts.models import User
from tests.factories import EventFactory, UserFactory
from tests.followups.contacts.people import contact, owner_of

pytestmark = pytest.mark.django_db
LIST = reverse("contacts:contacts")
SEVERAL = reverse("contacts:several")
TODAY = dt.date(2026, 11, 29)


def names(owner: User, query: str, today: dt.date = TODAY) -> list[str]:
    return [each.given_name for each in Selection.of(QueryDict(query)).where(owner, on=today)]


def rows(client: Client, query: str = "") -> str:
    return client.get(f"{LIST}?{query}", headers={"HX-Request": "true"}).content.decode()


def test_a_place_or_a_tag_is_found_however_it_is_spelt() -> None:
    owner = UserFactory.create()
    contact(owner, "Zoë", city="Liège", country="BELGIQUE", tags=("Métiers du livre",))
    contact(owner, "Björn", city="Lyon", country="France")
    for query in ("country=belgique", "city=liege", "tag=metiers+du+livre", "q=liege", "q=ZOE"):
        assert names(owner, query) == ["Zoë"], query
    assert names(owner, "country=France&city=Liège") == []


def test_nobody_elses_contacts_are_ever_in_a_selection() -> None:
    owner = UserFactory.create()
    theirs = contact(UserFactory.create(), "Fatou", country="France")
    for query in ("", "country=France", f"only={theirs.pk}"):
        assert names(owner, query) == []


@pytest.mark.parametrize(
    "query",
    [
        "event=x",
        "event=99999999999999999999",
        "event=²",
        "state=gone",
        "sort=pk",
        "only=,x,²",
        "page=999",
    ],
)
def test_an_address_that_makes_no_sense_asks_for_nothing(client: Client, query: str) -> None:
    contact(owner_of(client), "Nikos")
    assert "Nikos" in rows(client, query)


def test_a_selection_says_in_an_address_what_it_read_from_one() -> None:
    query = "q=a+b&country=France&tag=x&event=12&state=due&sort=lately&only=1%2C2"
    asked = Selection.of(QueryDict(query))
    assert Selection.of(QueryDict(asked.query)) == asked
    assert asked.query == query
    assert Selection.of(QueryDict("sort=lately")).is_all


def test_those_met_and_not_written_to_are_found_until_one_writes() -> None:
    owner = UserFactory.create()
    met = contact(owner, "Claire", met_at=EventFactory.create(over=True))
    contact(owner, "Youssef")
    assert names(owner, "state=unwritten") == ["Claire"]
    journal.log(contact=met, kind=Kind.NOTE, on=TODAY, text="Sa chorale.", by=owner)
    assert names(owner, "state=unwritten") == ["Claire"]
    journal.log(contact=met, kind=Kind.MESSAGE, on=TODAY, text="", by=owner)
    assert names(owner, "state=unwritten") == []


def test_those_not_seen_for_a_year_are_found() -> None:
    owner = UserFactory.create()
    contact(owner, "Étienne", seen_on=TODAY - dt.timedelta(days=366))
    contact(owner, "Amina", seen_on=TODAY - dt.timedelta(days=364))
    old = contact(owner, "D’Arcy")
    Contact.objects.filter(pk=old.pk).update(made_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
    assert names(owner, "state=long") == ["D’Arcy", "Étienne"]


def test_those_due_for_a_word_come_the_longest_waiting_first() -> None:
    owner = UserFactory.create()
    contact(owner, "Zoë", seen_on=dt.date(2026, 10, 29), rhythm=Rhythm.MONTHLY)
    contact(owner, "Ngọc", seen_on=dt.date(2026, 1, 31), rhythm=Rhythm.QUARTERLY)
    contact(owner, "Nikos", seen_on=dt.date(2026, 11, 1), rhythm=Rhythm.MONTHLY)
    assert names(owner, "state=due") == ["Ngọc", "Zoë"]
    assert Contact.objects.get(given_name="Ngọc").due_on == dt.date(2026, 4, 30)


def test_facets_count_each_place_once_however_it_is_spelt() -> None:
    owner = UserFactory.create()
    for country in ("France", "FR", "Frankreich", "Suisse", "Poldavie"):
        contact(owner, country=country, tags=("Livre",))
    contact(UserFactory.create(), country="Suisse", tags=("Livre",))
    facets = facets_of(owner)
    with override("en"):
        assert [(each.value, each.name, each.count) for each in facets_of(owner).countries] == [
            ("fr", "France", 3),
            ("ch", "Switzerland", 1),
            ("poldavie", "Poldavie", 1),
        ]
    assert [(each.name, each.count) for each in facets.tags] == [("Livre", 5)]


def test_a_country_is_found_under_any_of_its_names_and_stays_chosen(client: Client) -> None:
    owner = owner_of(client)
    contact(owner, "Jürgen", country="Deutschland")
    contact(owner, "Amina", country="Allemagne")
    contact(owner, "Zoë", country="France")
    for query in ("country=de", "country=Germany", "country=allemagne", "q=germany", "q=Allemagne"):
        assert names(owner, query) == ["Amina", "Jürgen"]
    page = client.get(LIST, {"country": "Germany", "narrow": 1}).content.decode()
    assert '<option value="de" selected>Germany (2)</option>' in page


def test_the_browser_shows_an_address_without_what_says_nothing(client: Client) -> None:
    owner_of(client)
    by_script = {"HX-Request": "true"}
    for asked, shown in (
        ({"q": "zoé", "country": "", "city": "", "sort": ""}, f"{LIST}?q=zo%C3%A9"),
        ({"q": "", "country": ""}, LIST),
    ):
        assert client.get(LIST, asked, headers=by_script)["HX-Push-Url"] == shown
        assert "HX-Push-Url" not in client.get(LIST, {**asked, "page": 2}, headers=by_script)
        assert "HX-Push-Url" not in client.get(LIST, asked)


def test_a_long_list_is_shown_in_pages(client: Client) -> None:
    owner = owner_of(client)
    for number in range(51):
        contact(owner, f"Guest {number:02}")
    first, second = rows(client), rows(client, "page=2")
    assert "Guest 49" in first
    assert "Guest 50" not in first
    assert "Guest 50" in second
    assert "51 contacts" in first


def test_several_are_tagged_at_once_and_twice_is_once(client: Client) -> None:
    owner = owner_of(client)
    two = [contact(owner, "Amina"), contact(owner, "Björn")]
    theirs = contact(UserFactory.create(), "Fatou")
    only = [each.pk for each in (*two, theirs)]
    for _ in range(2):
        answer = client.post(SEVERAL, {"only": only, "do": "tag", "name": " Chorale "})
        assert answer.status_code == 302
    assert Tag.objects.get(owner=owner).contacts.count() == 2
    assert not theirs.tags.exists()
    client.post(SEVERAL, {"only": [two[0].pk], "do": "untag", "name": "chorale"})
    assert names(owner, "tag=chorale") == ["Björn"]
    client.post(SEVERAL, {"only": [two[1].pk], "do": "untag", "name": "chorale"})
    assert not Tag.objects.exists()


@pytest.mark.parametrize(
    ("does", "said"),
    [("tag", "“chorale” was there already."), ("untag", "None of them had “presse”.")],
)
def test_a_tag_that_changes_nobody_says_so(client: Client, does: str, said: str) -> None:
    owner = owner_of(client)
    amina = contact(owner, "Amina")
    actions.tag(owner=owner, contacts=Contact.objects.of(owner), name="chorale", by=owner)
    name = "chorale" if does == "tag" else "presse"
    asked = {"only": [amina.pk], "do": does, "name": name}
    answer = client.post(SEVERAL, asked, follow=True)
    assert said in answer.content.decode()
    assert "0 contact" not in answer.content.decode()


def test_all_that_the_list_shows_can_be_chosen(client: Client) -> None:
    owner = owner_of(client)
    for number in range(3):
        contact(owner, f"Guest {number}", country="France")
    contact(owner, "Zoë", country="Suisse")
    said = {
        "country": "france",
        "all": "on",
        "do": "tag",
        "name": "Voisins",
        "from": "country=france",
    }
    answer = client.post(SEVERAL, said)
    assert answer["Location"] == f"{LIST}?country=france"
    assert len(names(owner, "tag=voisins")) == 3
    client.post(SEVERAL, {**said, "do": "forget"})
    assert names(owner, "") == ["Zoë"]


def test_with_nobody_chosen_nothing_happens_and_one_is_told(client: Client) -> None:
    owner = owner_of(client)
    contact(owner, "Amina")
    answer = client.post(SEVERAL, {"do": "forget"}, follow=True)
    assert "Choose somebody first." in answer.content.decode()
    answer = client.post(SEVERAL, {"all": "on", "do": "tag", "name": " - "}, follow=True)
    assert "Type a word for the tag." in answer.content.decode()
    assert Contact.objects.count() == 1


def test_a_view_is_kept_under_a_name_and_kept_no_longer(client: Client) -> None:
    owner = owner_of(client)
    contact(owner, "Zoë", country="Suisse")
    for country in ("france", "suisse"):
        client.post(reverse("contacts:keep_view"), {"name": "Voisins", "country": country})
    view = SavedView.objects.get(owner=owner)
    assert view.query == "country=suisse"
    assert "Voisins" in client.get(f"{LIST}?country=suisse").content.decode()
    client.force_login(UserFactory.create())
    assert client.post(reverse("contacts:drop_view", args=[view.pk])).status_code == 404
    client.force_login(owner)
    client.post(reverse("contacts:drop_view", args=[view.pk]))
    assert not SavedView.objects.exists()


def test_a_list_costs_as_many_queries_for_three_as_for_one(
    client: Client, django_assert_num_queries
) -> None:
    owner = owner_of(client)
    for count in (1, 3):
        while owner.contacts.count() < count:
            contact(owner, tags=("a", "b"), country="France")
        with django_assert_num_queries(5):
            rows(client)
    assert actions.untag(owner=owner, contacts=Contact.objects.of(owner), name="a", by=owner) == 3
