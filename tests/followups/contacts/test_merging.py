"""Two contacts that are one person: found with a reason, merged with nothing lost, taken apart."""

import datetime as dt
import json

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from followups.contacts.card import Address, Details, Said, Way, Word, same
from followups.contacts.merging import actions
from followups.contacts.merging.duplicates import CROWD, Because, Record, duplicates
from followups.contacts.merging.likely import likely
from followups.contacts.merging.merging import merged, restored, snapshot
from followups.contacts.models import Contact, Introduction, Merge
from followups.contacts.records import details_of
from networking.text import fold
from tests.factories import UserFactory
from tests.followups.contacts.people import contact, owner_of

TWICE = reverse("contacts:duplicates")

text = st.text(max_size=12)
day = st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1))
ways = st.lists(st.builds(Way, text, text, st.booleans()), max_size=3).map(tuple)
details = st.builds(
    Details,
    given_name=text,
    title=text,
    phones=ways,
    emails=ways,
    addresses=st.lists(st.builds(Address, city=text, country=text), max_size=2).map(tuple),
    note=text,
    tags=st.lists(text, max_size=2, unique=True).map(tuple),
    journal=st.lists(st.builds(Said, day, text), max_size=2, unique=True).map(tuple),
    promises=st.lists(st.builds(Word, text, st.none() | day, st.none() | day), max_size=2).map(
        tuple
    ),
    met_on=st.none() | day,
    picture=st.binary(max_size=5),
)


@given(details, details)
def test_nothing_either_says_is_lost(one: Details, two: Details) -> None:
    both = merged(one, two)
    for kind in ("phones", "emails"):
        said = {same(way.value) for each in (one, two) for way in getattr(each, kind)}
        assert {same(way.value) for way in getattr(both, kind)} == said
    for name in ("tags", "journal", "promises"):
        assert {*getattr(both, name)} == {*getattr(one, name), *getattr(two, name)}
    places = [fold(" ".join(place.lines)) for place in both.addresses]
    assert {*places} == {fold(" ".join(at.lines)) for at in (*one.addresses, *two.addresses)}
    assert len(places) == len({*places})
    assert both.given_name == (one.given_name or two.given_name)
    assert two.note.strip() in both.note
    assert one.note.rstrip() in both.note


@given(details, details)
def test_merging_the_same_again_changes_nothing(one: Details, two: Details) -> None:
    both = merged(one, two)
    assert merged(both, two) == both


@given(details)
def test_a_snapshot_gives_back_what_it_was_made_of(one: Details) -> None:
    assert restored(json.loads(json.dumps(snapshot(one)))) == one


def record(key: int, name: str = "Zoë Muller", **said: object) -> Record:
    given_name, _, family_name = name.partition(" ")
    return Record(key, given_name, family_name, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "two", "because"),
    [
        (
            record(1, "Zoë", emails=("zoe@exemple.org",)),
            record(2, "Z.", emails=(" ZOE@exemple.org",)),
            Because.EMAIL,
        ),
        (
            record(1, "Zoë", phones=("+33 6 12 34 56 78",)),
            record(2, "Zoé M", phones=("06.12.34.56.78",)),
            Because.PHONE,
        ),
        (record(1, organisation="Le Fournil"), record(2, "muller ZOE", organisation="le fournil"),
         Because.NAME_AND_ORGANISATION),
        (record(1), record(2, "Muller Zoé"), Because.NAME),
    ],
)  # fmt: skip
def test_those_that_look_alike_are_found_with_the_strongest_reason(
    one: Record, two: Record, because: Because
) -> None:
    (found,) = duplicates([one, two])
    assert (found.first, found.second, found.because) == (1, 2, because)
    assert duplicates([one, two], distinct={(1, 2)}) == []


def test_a_first_name_alone_and_a_crowds_address_recognise_nobody() -> None:
    assert duplicates([record(1, "Zoë"), record(2, "Zoë")]) == []
    crowd = [record(key, f"Guest {key}", emails=("info@exemple.org",)) for key in range(CROWD + 1)]
    assert duplicates(crowd) == []
    assert duplicates(crowd[1:])


@pytest.mark.django_db
def test_two_are_compared_merged_and_made_two_again(client: Client) -> None:
    owner = owner_of(client)
    one = contact(owner, "Zoë", family_name="Muller", email="zoe@exemple.org", tags=("Livre",))
    two = contact(
        owner, "Zoé", family_name="Muller", email="zoe@exemple.org", phone="06 12 34 56 78",
        journal=(Said(dt.date(2026, 1, 1), "Un café", "coffee"),), picture=b"jpeg",
        promises=(Word("Son livre"),),
    )  # fmt: skip
    other = contact(owner, "Fatou")
    Introduction.objects.create(owner=owner, first=two, second=other, how="own")
    before = [details_of(Contact.objects.get(pk=each.pk)) for each in (one, two)]
    assert "The same e-mail address" in client.get(TWICE).content.decode()
    address = reverse("contacts:merge", args=[one.pk, two.pk])
    assert "06 12 34 56 78" in client.get(address).content.decode()
    assert client.post(address)["Location"] == TWICE
    assert client.post(address).status_code == 404
    kept = Contact.objects.get(pk=one.pk)
    assert not Contact.objects.filter(pk=two.pk).exists()
    assert details_of(kept) == merged(*before)
    assert Introduction.objects.get().first == kept
    assert "The same e-mail address" not in client.get(TWICE).content.decode()
    client.post(reverse("contacts:unmerge", args=[Merge.objects.get().pk]))
    back = Contact.objects.of(owner).get(given_name="Zoé")
    assert [details_of(Contact.objects.get(pk=each)) for each in (one.pk, back.pk)] == before
    assert not Merge.objects.exists()


@pytest.mark.django_db
def test_merges_are_undone_in_the_order_in_which_they_came(client: Client) -> None:
    owner = owner_of(client)
    one, two, three = (contact(owner, name, family_name="Muller") for name in ("A", "B", "C"))
    first = actions.merge(kept=one, gone=two, by=owner)
    second = actions.merge(kept=one, gone=three, by=owner)
    undo = reverse("contacts:unmerge", args=[first.pk])
    assert undo not in client.get(TWICE).content.decode()
    assert "later merge" in client.post(undo, follow=True).content.decode()
    contact(owner, "D", uid=three.uid)
    for merge in (second, first):
        client.post(reverse("contacts:unmerge", args=[merge.pk]))
    assert sorted(each.given_name for each in owner.contacts.all()) == ["A", "B", "C", "D"]


@pytest.mark.django_db
def test_two_people_on_the_site_never_become_one(client: Client) -> None:
    owner = owner_of(client)
    one, two = (contact(owner, "Zoë", family_name="Muller") for _ in range(2))
    for each in (one, two):
        each.person = UserFactory.create()
        each.save()
    assert likely(owner) == []
    with pytest.raises(actions.TwoPeople):
        actions.merge(kept=one, gone=two, by=owner)
    answer = client.post(reverse("contacts:merge", args=[one.pk, two.pk]), follow=True)
    assert "two people on Tablée" in answer.content.decode()


@pytest.mark.django_db
def test_who_is_said_not_to_be_the_same_is_not_suggested_again(client: Client) -> None:
    owner = owner_of(client)
    one, two = (contact(owner, "Zoë", family_name="Muller") for _ in range(2))
    address = reverse("contacts:merge", args=[one.pk, two.pk])
    for _ in range(2):
        client.post(address, {"do": "apart"})
    assert likely(owner) == []
    assert "Everybody is here once" in client.get(TWICE).content.decode()


@pytest.mark.django_db
def test_duplicates_cost_the_same_for_three_pairs_as_for_one(
    client: Client, django_assert_num_queries
) -> None:
    owner = owner_of(client)
    for pairs in (1, 3):
        while owner.contacts.count() < 2 * pairs:
            name = f"Muller {owner.contacts.count() // 2}"
            contact(owner, "Zoë", family_name=name)
        with django_assert_num_queries(6):
            client.get(TWICE)
