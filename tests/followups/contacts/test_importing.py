"""Bringing a file in: seen before it is written, nobody twice, taken back for a day."""

import base64
import datetime as dt
import io

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from PIL import Image

from followups.contacts import actions as contacts
from followups.contacts.importing import actions, kept
from followups.contacts.journal import actions as journal
from followups.contacts.models import Contact, Import, Picture, Tag
from followups.contacts.records import details_of, whole
from followups.contacts.vcards import read, write
from networking.accounts.models import User
from networking.time import now
from tests.factories import UserFactory
from tests.followups.contacts.files import UPLOAD, face, imported, page, sent, vcf

pytestmark = pytest.mark.django_db
AMINA = "N:Diallo;Amina;;;|UID:amina|EMAIL:amina@exemple.org|CATEGORIES:chorale,Lyon"
BJORN = "N:Müller;Björn;;;|TEL;TYPE=CELL:06 12 34 56 78|CATEGORIES:Chorale"


def said(client: Client, batch: Import, fate: str = "") -> str:
    return client.get(page("import", batch), {"fate": fate}).content.decode()


def test_nothing_is_written_before_it_is_confirmed_and_a_second_click_writes_nobody_twice(
    client: Client, me: User
) -> None:
    batch = sent(client, vcf(AMINA, BJORN))
    assert "2 contacts will be added" in said(client, batch)
    assert not Contact.objects.exists()
    for _ in range(2):
        assert client.post(page("confirm_import", batch)).status_code == 302
    assert [each.full_name for each in Contact.objects.of(me)] == ["Amina Diallo", "Björn Müller"]
    # Tags are made once, whatever their case.
    assert [tag.name for tag in Tag.objects.all()] == ["chorale", "Lyon"]
    assert "2 contacts came with this file" in said(client, batch)


def test_each_card_says_what_becomes_of_it(client: Client, me: User) -> None:
    imported(me, vcf(AMINA))
    batch = sent(client, vcf(f"{AMINA}|TITLE:Cheffe", BJORN, BJORN, "NOTE:x") + b"BEGIN:VCARD\r\n")
    text = said(client, batch)
    assert "1 contact will be added" in text
    assert "1 person you know already gets what was missing" in text
    assert "The same as on line" in text
    assert "There is no name, no number and no address." in text
    assert "The card is broken off" in text
    assert "Amina" not in said(client, batch, "new")
    client.post(page("confirm_import", batch))
    batch.refresh_from_db()
    assert (batch.new, batch.known, batch.refused) == (1, 2, 2)


def test_somebody_known_only_gains_what_was_missing(me: User) -> None:
    imported(me, vcf(f"{AMINA}|TITLE:Luthière|NOTE:à moi"))
    more = "N:diallo;AMINA;;;|EMAIL:Amina@Exemple.org|TITLE:Cheffe|NOTE:autre|TEL:01 02 03 04 05"
    batch = imported(me, vcf(more, f"{more}|CATEGORIES:Lille"))
    (amina,) = whole(Contact.objects.of(me))
    details = details_of(amina)
    assert (batch.new, batch.known) == (0, 2)
    assert (details.uid, details.title, details.note) == ("amina", "Luthière", "à moi")
    assert details.tags == ("chorale", "Lille", "Lyon")
    assert [way.value for way in details.phones] == ["01 02 03 04 05"]


def test_a_name_alone_makes_nobody_the_same(me: User) -> None:
    imported(me, vcf("N:Martin;Marie;;;|EMAIL:m1@exemple.org"))
    assert imported(me, vcf("N:Martin;Marie;;;|EMAIL:m2@exemple.org")).new == 1


def test_an_address_she_gave_is_hers_whatever_the_name_and_one_she_didnt_tells_nothing(
    me: User,
) -> None:
    given = {"value": "amina@exemple.org", "given": True}
    contacts.add(owner=me, given_name="Amina", emails=[given], by=me)
    hidden = UserFactory.create(email="secret@exemple.org")
    contacts.add(owner=me, given_name="Ngọc", person=hidden, by=me)
    assert imported(me, vcf("FN:Mina D.|EMAIL:amina@exemple.org")).new == 0
    assert imported(me, vcf("FN:N. N.|EMAIL:secret@exemple.org")).new == 1


# Halved, quartered or whole, whatever leaves enough; only what is still too large is made smaller.
@pytest.mark.parametrize(("side", "kept"), [(96, 96), (256, 128), (240, 200), (400, 200)])
def test_faces_are_drawn_anew_and_a_broken_one_loses_only_itself(
    client: Client, me: User, side: int, kept: int
) -> None:
    good = base64.b64encode(face(side)).decode()
    bad = base64.b64encode(b"no picture at all").decode()
    people = (f"{AMINA}|PHOTO;ENCODING=b:{good}", f"{BJORN}|PHOTO;ENCODING=b:{bad}")
    batch = sent(client, vcf(*people))
    assert "The picture can’t be read and is left out." in said(client, batch)
    client.post(page("confirm_import", batch))
    (picture,) = Picture.objects.all()
    assert picture.contact.given_name == "Amina"
    drawn = Image.open(io.BytesIO(picture.data))
    assert (drawn.format, drawn.size) == ("JPEG", (kept, kept))
    assert Contact.objects.count() == 2


def test_the_file_is_gone_once_it_is_written_or_dropped(client: Client, me: User) -> None:
    batch, other = sent(client, vcf(AMINA)), sent(client, vcf(BJORN))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda do: do())
        client.post(page("confirm_import", batch))
        for _ in range(2):
            client.post(page("drop_import", other))
    assert not default_storage.exists(batch.file)
    assert not default_storage.exists(other.file)
    assert [each.pk for each in Import.objects.all()] == [batch.pk]


def test_undone_those_unchanged_go_and_the_others_stay(client: Client, me: User) -> None:
    imported(me, vcf(BJORN))
    batch = imported(me, vcf(AMINA, f"{BJORN}|TITLE:Chef", "FN:Zoë Ørsted", "FN:Claire Roux"))
    zoe, claire = Contact.objects.get(given_name="Zoë"), Contact.objects.get(given_name="Claire")
    contacts.write(contact=zoe, note="Un violon.", by=me)
    journal.promise(contact=claire, text="Son livre", by=me)
    text = client.get(page("undo_import", batch)).content.decode()
    assert "1 contact will leave your list" in text
    assert "2 people stay" in text
    for _ in range(2):
        assert client.post(page("undo_import", batch)).status_code == 302
    assert {each.given_name for each in Contact.objects.all()} == {"Björn", "Zoë", "Claire"}
    # A tag that only they had goes with them.
    assert [tag.name for tag in Tag.objects.all()] == ["Chorale"]


def test_after_a_day_nothing_can_be_undone_and_what_was_not_confirmed_is_forgotten(
    client: Client, me: User
) -> None:
    batch, waiting = imported(me, vcf(AMINA)), sent(client, vcf(BJORN))
    with time_machine.travel(now() + dt.timedelta(hours=25), tick=False):
        client.force_login(me)
        assert client.post(page("undo_import", batch)).status_code == 422
        actions.sweep(by=None)
        actions.sweep(by=None)
    assert Contact.objects.count() == 1
    assert not Import.objects.filter(pk=waiting.pk).exists()


def test_broken_off_it_goes_on_where_it_was(me: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "SLICE", 1)
    found = kept.looked_at(read(vcf("FN:Amina Diallo", "FN:Zoë Ørsted")))
    batch = actions.store(owner=me, file_name="x", read=found, by=me)
    monkeypatch.setattr(actions, "_finish", lambda **_said: None)
    actions.confirm(batch=batch, by=me)
    monkeypatch.undo()
    batch = actions.confirm(batch=batch, by=me)
    assert (Contact.objects.count(), batch.new, batch.known) == (2, 2, 0)


def test_a_list_taken_away_and_brought_in_elsewhere_is_the_same(me: User) -> None:
    other = UserFactory.create()
    (card,) = read(
        vcf(f"{AMINA}|X-TABLEE-PROMISE;X-DUE=2026-12-01:Son livre|NOTE:Un\\nviolon|BDAY:--04-15")
    )
    imported(me, write(card.details).encode())
    mine = details_of(whole(Contact.objects.of(me)).get(), given=False)
    imported(other, write(mine, "4.0").encode())
    assert details_of(whole(Contact.objects.of(other)).get(), given=False) == mine


@pytest.mark.parametrize("kind", ["3.0", "4.0", "csv"])
@pytest.mark.parametrize("at_once", [1, 500])
def test_rhythms_and_who_introduced_whom_come_along(
    client: Client, me: User, monkeypatch: pytest.MonkeyPatch, kind: str, at_once: int
) -> None:
    monkeypatch.setattr(actions, "SLICE", at_once)
    zoe, amina = (contacts.add(owner=me, given_name=name, by=me) for name in ("Zoë", "Amina"))
    zoe, amina = (
        contacts.write(contact=zoe, introduced_by=amina, rhythm=3, by=me),
        contacts.write(contact=amina, family_name="Diallo", introduced_by=zoe, by=me),
    )
    name = "csv" if kind == "csv" else "cards"
    taken = client.get(reverse(f"contacts:{name}"), {"version": kind}).content
    other = UserFactory.create()
    # Somebody else of her name is no hindrance to a UID; a name alone must be one contact's.
    namesake = {"given_name": "Zoë", "organisation": "Le Fournil"}
    hers = contacts.add(owner=other, **namesake, by=other) if kind != "csv" else None
    batch = imported(other, taken)
    brought = {each.given_name: each for each in Contact.objects.filter(batch=batch)}
    assert brought["Zoë"].introduced_by == brought["Amina"]
    assert brought["Amina"].introduced_by == brought["Zoë"]
    assert [brought[name].rhythm for name in ("Zoë", "Amina")] == [3, 0]
    assert actions.undo(batch=batch, by=other) == 2
    assert [*Contact.objects.of(other)] == ([hers] if hers else [])


def test_what_is_written_while_a_file_comes_in_is_not_taken_back(
    me: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "SLICE", 1)
    found = kept.looked_at(read(vcf("N:;Amina;;;|X-TABLEE-INTRODUCED-BY:z", "N:;Zoë;;;|UID:z")))
    batch = actions.store(owner=me, file_name="x", read=found, by=me)
    actions.confirm(batch=batch, seconds=0, by=me)
    contacts.write(contact=Contact.objects.get(given_name="Amina"), note="Un violon.", by=me)
    actions.confirm(batch=batch, by=me)
    amina, zoe = Contact.objects.order_by("given_name")
    assert amina.introduced_by == zoe
    assert actions.undo(batch=batch, by=me) == 0


@pytest.mark.parametrize("at_once", [1, 500])
def test_the_second_card_of_a_person_tells_who_introduced_her_too(
    me: User, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(actions, "SLICE", at_once)
    same = "N:;Amina;;;|EMAIL:a@exemple.org"
    again = "N:;Zoë;;;|EMAIL:z@exemple.org"
    imported(
        me,
        vcf(
            f"{same}|UID:a",
            f"{again}|UID:z",
            f"{same}|UID:b|X-TABLEE-INTRODUCED-BY:y|X-TABLEE-RHYTHM:3",
            f"{again}|UID:y",
        ),
    )
    amina, zoe = Contact.objects.order_by("given_name")
    assert (amina.introduced_by, amina.rhythm) == (zoe, 3)


def test_undone_who_introduced_somebody_who_stays_stays_too(me: User) -> None:
    batch = imported(
        me,
        vcf(
            "N:;Amina;;;|UID:a",
            "N:;Björn;;;|UID:b|X-TABLEE-INTRODUCED-BY:a",
            "N:;Claire;;;|UID:c|X-TABLEE-INTRODUCED-BY:b",
            "N:;Zoë;;;|X-TABLEE-INTRODUCED-BY:c",
        ),
    )
    contacts.write(contact=Contact.objects.get(given_name="Claire"), note="Un violon.", by=me)
    assert actions.undo(batch=batch, by=me) == 1
    assert {each.given_name for each in Contact.objects.of(me)} == {"Amina", "Björn", "Claire"}


def test_a_name_that_two_have_introduces_nobody_and_the_owners_own_word_stays(me: User) -> None:
    zoe, fatou = (contacts.add(owner=me, given_name=name, by=me) for name in ("Zoë", "Fatou"))
    contacts.add(owner=me, given_name="ZOE", by=me)
    contacts.write(contact=fatou, emails=[{"value": "fatou@exemple.org", "given": True}], by=me)
    imported(
        me,
        vcf(
            "N:;Amina;;;|NOTE:Un violon|X-TABLEE-INTRODUCED-BY:Zoe",
            "N:;Nils;;;|X-TABLEE-INTRODUCED-BY:urn:uuid:1",
            f"N:;Fatou;;;|EMAIL:fatou@exemple.org|X-TABLEE-INTRODUCED-BY:{zoe.uid}|X-TABLEE-RHYTHM:3",
            f"N:;Ngọc;;;|X-TABLEE-INTRODUCED-BY:{zoe.uid}|X-TABLEE-RHYTHM:5",
        ),
    )
    said = Contact.objects.values_list("given_name", "introduced_by__uid", "rhythm")
    assert {name: (who, rhythm) for name, who, rhythm in said.filter(given_name__gt="A")} == {
        "Amina": (None, 0),
        "Fatou": (None, 0),
        "Ngọc": (zoe.uid, 0),
        "Nils": (None, 0),
        "ZOE": (None, 0),
        "Zoë": (None, 0),
    }
    # What can be read isn't lost.
    notes = dict(Contact.objects.exclude(note="").values_list("given_name", "note"))
    assert notes == {"Amina": "Un violon\n\nIntroduced by Zoe"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "There is nobody in this file."),
        (b"%PDF-1.7", "No contacts can be read in this file."),
    ],
)
def test_a_file_without_contacts_is_said(
    client: Client, me: User, content: bytes, why: str
) -> None:
    file = io.BytesIO(content)
    file.name = "x.vcf"
    answer = client.post(UPLOAD, {"file": file})
    assert answer.status_code == 422
    assert why in answer.content.decode()


@pytest.mark.parametrize("people", [1, 3])
def test_a_preview_costs_the_same_for_one_and_three(
    client: Client, me: User, people: int, django_assert_num_queries
) -> None:
    cards = [f"FN:Ngọc {n}|UID:{n}|CATEGORIES:x" for n in range(people)]
    imported(me, vcf(*cards))
    batch = sent(client, vcf(*cards, "FN:Zoë"))
    with django_assert_num_queries(9):
        client.get(page("import", batch))
