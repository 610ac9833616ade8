"""Two contacts that are one person: found with a reason, merged with nothing lost, taken apart."""

import dataclasses
import datetime as dt
import json

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from followups.contacts import actions as contacts
from followups.contacts.card import Address, Details, Said, Way, Word, same
from followups.contacts.merging import actions
from followups.contacts.merging.duplicates import CROWD, Because, Record, duplicates
from followups.contacts.merging.likely import likely
from followups.contacts.merging.merging import merged, restored, snapshot
from followups.contacts.merging.parting import parted
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


@given(details, details)
def test_undone_at_once_both_are_what_they_were(one: Details, two: Details) -> None:
    assert parted(one, two, merged(one, two)) == (one, two)


@given(details, details, details)
def test_undone_later_nothing_is_lost_that_was_said_since(
    one: Details, two: Details, more: Details
) -> None:
    both = merged(one, two)
    now = merged(both, more)
    first, second = parted(one, two, now)
    together = merged(first, second)
    for kind in ("phones", "emails"):
        there = {same(way.value) for way in getattr(together, kind)}
        assert there == {same(way.value) for way in getattr(now, kind)}
    assert {fold(tag) for tag in together.tags} == {fold(tag) for tag in now.tags}
    assert {*together.journal} == {*now.journal}
    assert {(each.text, each.due_on) for each in together.promises} == {
        (each.text, each.due_on) for each in now.promises
    }
    assert more.note.strip() in together.note
    assert first.given_name == (
        one.given_name if now.given_name == both.given_name else more.given_name
    )
    # The other one gets nothing that she didn't say.
    assert {same(way.value) for way in second.phones} <= {same(way.value) for way in two.phones}
    assert second.given_name == two.given_name


def test_what_was_changed_or_taken_away_since_is_so_with_whoever_said_it() -> None:
    one = Details(given_name="Zoë", phones=(Way("0612345678"),), tags=("Livre", "Lyon"))
    two = Details(
        given_name="Zoé",
        title="Boulangère",
        phones=(Way("06 12 34 56 78"), Way("0472000000")),
        tags=("lyon",),
        promises=(Word("Son livre"),),
        note="Un four.",
    )
    both = merged(one, two)
    kept = Word("Son livre", None, dt.date(2026, 11, 3))
    now = dataclasses.replace(
        both,
        phones=(Way("0612345678", "mobile"),),
        tags=("Livre",),
        promises=(kept,),
        title="Cheffe",
        note="Un four à bois.",
    )
    first, second = parted(one, two, now)
    assert (first.phones, second.phones) == ((Way("0612345678", "mobile"),),) * 2
    assert (first.tags, second.tags) == (("Livre",), ())
    assert (first.promises, second.promises) == ((), (kept,))
    assert (first.title, second.title) == ("Cheffe", "Boulangère")
    assert (first.note, second.note) == ("Un four à bois.", "Un four.")


def test_a_line_that_stood_there_in_part_and_a_promise_made_twice_stay_apart() -> None:
    one = Details(note="Aime Lille. Rappeler", promises=(Word("Son livre"),))
    two = Details(promises=(Word("Son livre", None, dt.date(2026, 11, 3)),))
    both = merged(one, two)
    turned = dataclasses.replace(both, promises=both.promises[::-1])
    assert parted(one, two, turned) == (one, two)
    now = dataclasses.replace(both, note=f"{both.note}\n\nRappeler")
    assert parted(one, two, now)[0].note == "Aime Lille. Rappeler\n\nRappeler"
    # Kept since, the one is like the other; and two new ones may be like each other.
    calls = tuple(Word("Appeler", None, dt.date(2026, 11, day)) for day in (3, 5))
    now = dataclasses.replace(both, promises=(two.promises[0], two.promises[0], *calls))
    first, second = parted(one, two, now)
    assert (first.promises, second.promises) == ((two.promises[0], *calls), two.promises)
    # Nothing stands above what is written below a note that only the other one had.
    both = merged(Details(), Details(note="Un four."))
    now = dataclasses.replace(both, note="Un four.\n\nAime le thé")
    assert parted(Details(), Details(note="Un four."), now)[0].note == "Aime le thé"


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
def test_undone_later_what_was_written_since_stays_and_ties_go_back_to_whose_they_were(
    client: Client,
) -> None:
    owner = owner_of(client)
    one, two = (contact(owner, name, family_name="Muller") for name in ("Zoë", "Zoé"))
    fatou, nils = (contact(owner, name) for name in ("Fatou", "Nils"))
    owner.contacts.filter(pk__in=(fatou.pk, nils.pk)).update(introduced_by=two)
    ties = [
        Introduction.objects.create(owner=owner, first=first, second=second, how="own", text=text)
        for first, second, text in ((two, fatou, "un"), (nils, two, "deux"), (two, one, "trois"))
    ]
    merge = actions.merge(kept=one, gone=two, by=owner)
    assert Introduction.objects.count() == 2
    one = Contact.objects.get(pk=one.pk)
    contacts.write(contact=one, note="Un four à bois.", by=owner)
    Contact.objects.filter(pk=one.pk).update(rhythm=3, seen_on=dt.date(2026, 11, 3))
    Contact.objects.filter(pk=nils.pk).update(introduced_by=None)
    back = actions.undo(merge=merge, by=owner)
    one = Contact.objects.get(pk=one.pk)
    assert (one.note, one.rhythm, one.seen_on) == ("Un four à bois.", 3, dt.date(2026, 11, 3))
    assert (back.note, back.rhythm, back.seen_on) == ("", 0, None)
    assert {each.given_name: each.introduced_by for each in owner.contacts.all()} == {
        "Zoë": None,
        "Zoé": None,
        "Fatou": back,
        "Nils": None,
    }
    said = Introduction.objects.order_by("text").values_list("text", "first", "second", "made_at")
    assert [*said] == [
        ("deux", nils.pk, back.pk, ties[1].made_at),
        ("trois", back.pk, one.pk, ties[2].made_at),
        ("un", back.pk, fatou.pk, ties[0].made_at),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("person_of", ["kept", "gone"])
def test_undone_whoever_was_on_the_site_or_introduced_the_other_is_so_again(
    client: Client, person_of: str
) -> None:
    owner, person = owner_of(client), UserFactory.create()
    kept, gone = (contact(owner, name, family_name="Muller") for name in ("Zoë", "Zoé"))
    there = kept if person_of == "kept" else gone
    there.person = person
    there.save()
    kept.introduced_by = gone
    kept.save()
    merge = actions.merge(kept=kept, gone=gone, by=owner)
    assert Contact.objects.get(pk=kept.pk).person == person
    assert Contact.objects.get(pk=kept.pk).introduced_by is None
    back = actions.undo(merge=merge, by=owner)
    kept = Contact.objects.get(pk=kept.pk)
    assert (kept.person, back.person) == ((person, None) if there == kept else (None, person))
    assert kept.introduced_by == back
    with pytest.raises(Merge.DoesNotExist):
        actions.undo(merge=merge, by=owner)


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
