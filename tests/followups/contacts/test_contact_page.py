"""The page of one contact: all that is known of her, and all that happened."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from events.encounters.actions import record
from events.encounters.models import Source
from followups.contacts import actions
from followups.contacts.card import Way
from followups.contacts.journal import actions as journal
from followups.contacts.models import Contact, Entry, Kind, Promise
from followups.contacts.records import details_of
from followups.reminders import actions as reminders
from networking.time import today
from tests.factories import EventFactory, RegistrationFactory, UserFactory
from tests.followups.contacts.people import contact, owner_of

pytestmark = pytest.mark.django_db


def page(client: Client, found: Contact) -> str:
    return client.get(found.get_absolute_url()).content.decode()


def lines(**kinds: list[dict[str, str]]) -> dict[str, str]:
    """The ways as the form sends them."""
    sent = {}
    for kind in ("phones", "emails", "links", "addresses"):
        rows = kinds.get(kind, [])
        sent |= {f"{kind}-TOTAL_FORMS": str(len(rows)), f"{kind}-INITIAL_FORMS": "0"}
        for at, row in enumerate(rows):
            sent |= {f"{kind}-{at}-{name}": said for name, said in row.items()}
    return sent


def test_somebody_has_as_many_numbers_and_addresses_as_she_has(client: Client) -> None:
    owner_of(client)
    sent = lines(
        phones=[{"label": "mobile", "value": "+33 6 12 34 56 78"}, {"value": "04 72 00 00 00"}, {}],
        emails=[{"label": "travail", "value": "zoe@exemple.org"}],
        links=[{"value": "exemple.org/zoe"}],
        addresses=[{"city": "Liège", "country": "Belgique", "street": "4 rue des Arts"}, {}],
    )
    answer = client.post(
        reverse("contacts:new"),
        {**sent, "given_name": "Zoë", "tags": "Livre, livre ,Chorale", "birthday": "15/4"},
    )
    zoe = Contact.objects.get()
    assert answer["Location"] == zoe.get_absolute_url()
    assert [way.value for way in zoe.ways("phones")] == ["+33 6 12 34 56 78", "04 72 00 00 00"]
    assert zoe.links == [{"value": "https://exemple.org/zoe"}]
    assert (zoe.city, zoe.country, zoe.birthday) == ("Liège", "Belgique", "--04-15")
    assert sorted(tag.name for tag in zoe.tags.all()) == ["Chorale", "Livre"]
    said = page(client, zoe)
    for word in ("+33 6 12 34 56 78", "4 rue des Arts, Liège, Belgique", "April 15", "travail"):
        assert word in said, word


def test_a_wrong_line_is_said_at_its_place_and_nothing_typed_is_lost(client: Client) -> None:
    owner_of(client)
    sent = lines(
        emails=[{"value": "zoe(at)exemple.org"}],
        links=[{"value": "javascript://alert(1)"}],
        phones=[{"value": "06 12"}],
    )
    answer = client.post(
        reverse("contacts:new"), {**sent, "family_name": "Muller", "birthday": "31/02"}
    )
    said = answer.content.decode()
    assert answer.status_code == 422
    for kept in ("zoe(at)exemple.org", "06 12", "Muller", "31/02", "Type the day as 15/04/1980"):
        assert kept in said, kept
    assert not Contact.objects.exists()


def test_somebody_needs_a_name_or_a_way_to_reach_her(client: Client) -> None:
    owner_of(client)
    answer = client.post(reverse("contacts:new"), {**lines(), "note": "Qui est-ce ?"})
    assert answer.status_code == 422
    assert "one of them" in answer.content.decode()
    client.post(reverse("contacts:new"), {**lines(phones=[{"value": "04 72 00 00 00"}])})
    assert Contact.objects.count() == 1


def test_what_she_gave_herself_stays_hers_when_something_else_is_edited(client: Client) -> None:
    owner = owner_of(client)
    found = contact(owner, "Zoë", phones=(Way("1234567", "work", given=True),))
    edit = reverse("contacts:edit", args=[found.pk])
    client.post(
        edit, {**lines(phones=[{"label": "work", "value": "1234567"}]), "given_name": "Zoé"}
    )
    found.refresh_from_db()
    assert found.phones == [{"value": "1234567", "label": "work", "given": True}]
    client.post(
        edit, {**lines(phones=[{"label": "work", "value": "7654321"}]), "given_name": "Zoé"}
    )
    found.refresh_from_db()
    assert found.phones == [{"value": "7654321", "label": "work"}]


def test_a_label_reads_in_ones_own_language_and_is_kept_for_all(client: Client) -> None:
    owner = UserFactory.create(language="fr")
    client.force_login(owner)
    found = contact(owner, "Zoë", phones=(Way("1234567", "work"), Way("7654321", "bateau")))
    said = client.get(reverse("contacts:edit", args=[found.pk])).content.decode()
    assert 'value="travail"' in said
    rows = [{"label": "Travail", "value": "1234567"}, {"label": "bateau", "value": "7654321"}]
    client.post(
        reverse("contacts:edit", args=[found.pk]), {**lines(phones=rows), "given_name": "Zoë"}
    )
    found.refresh_from_db()
    assert [way.label for way in found.ways("phones")] == ["work", "bateau"]


def test_what_one_doesnt_touch_stays_whatever_a_file_brought(client: Client) -> None:
    owner = owner_of(client)
    chat, namesake = Way("xmpp:zoe@exemple.org", "chat"), {"family_name": "N’Diaye"}
    contact(owner, "Fatou", **namesake)
    fatou = contact(owner, "Fatou", **namesake)
    found = contact(owner, "Zoë", links=(chat,), tags=("Lire, écrire", "Chorale"))
    found.introduced_by = fatou
    found.save()
    entry = journal.log(contact=found, kind=Kind.CALL, on=today(), text="Un mot", by=owner)
    street = "Bâtiment B\r\n4 rue des Arts"
    sent = lines(links=[{"value": chat.value, "label": "chat"}], addresses=[{"street": street}])
    form = client.get(reverse("contacts:edit", args=[found.pk])).context["form"]
    typed = {"given_name": "Zoé", "tags": form["tags"].value(), "introduced_by": "Fatou N’Diaye"}
    answer = client.post(reverse("contacts:edit", args=[found.pk]), {**sent, **typed})
    assert answer.status_code == 302
    found.refresh_from_db()
    assert found.introduced_by == fatou
    assert found.links == [{"value": chat.value, "label": "chat"}]
    assert {tag.name for tag in found.tags.all()} == {"Lire, écrire", "Chorale"}
    assert found.postal[0].lines == ["Bâtiment B", "4 rue des Arts"]
    assert Entry.objects.get() == entry


def test_what_she_took_back_meanwhile_doesnt_come_again() -> None:
    owner = UserFactory.create()
    found = contact(owner, "Zoë", phones=(Way("1234567", "work", given=True), Way("7654321")))
    read = details_of(found)
    actions.write(contact=found, phones=[{"value": "7654321"}], by=owner)
    actions.describe(owner=owner, contact=found, details=read, by=owner)
    found.refresh_from_db()
    assert found.phones == [{"value": "7654321"}]


def test_who_introduced_us_is_somebody_in_the_list(client: Client) -> None:
    owner = owner_of(client)
    fatou = contact(owner, "Fatou", family_name="N’Diaye")
    contact(UserFactory.create(), "Zoë", family_name="Muller")
    found = contact(owner, "Björn")
    edit = reverse("contacts:edit", args=[found.pk])
    answer = client.post(edit, {**lines(), "given_name": "Björn", "introduced_by": "Zoë Muller"})
    assert "Nobody of this name is in your list." in answer.content.decode()
    client.post(edit, {**lines(), "given_name": "Björn", "introduced_by": "Fatou N’Diaye"})
    found.refresh_from_db()
    assert found.introduced_by == fatou
    assert "Introduced by Fatou N’Diaye" in page(client, found)


def test_a_picture_is_drawn_anew_and_seen_by_its_owner_alone(client: Client) -> None:
    owner = owner_of(client)
    found = contact(owner, "Zoë")
    sent = io.BytesIO()
    Image.new("RGB", (900, 600), "teal").save(sent, "PNG")
    file = SimpleUploadedFile("zoe.png", sent.getvalue(), "image/png")
    edit = reverse("contacts:edit", args=[found.pk])
    client.post(edit, {**lines(), "given_name": "Zoë", "picture": file})
    face = client.get(reverse("contacts:picture", args=[found.pk]))
    image = Image.open(io.BytesIO(face.content))
    assert (image.format, max(image.size), face["Content-Type"]) == ("JPEG", 256, "image/jpeg")
    client.post(edit, {**lines(), "given_name": "Zoë", "title": "Libraire"})
    assert client.get(reverse("contacts:picture", args=[found.pk])).status_code == 200
    client.post(edit, {**lines(), "given_name": "Zoë", "picture-clear": "on"})
    assert client.get(reverse("contacts:picture", args=[found.pk])).status_code == 404


def test_a_note_is_markdown_that_can_do_no_harm(client: Client) -> None:
    owner = owner_of(client)
    note = "**Chorale** <script>alert(1)</script> ![x](https://a.example/x.png) [y](javascript:z)"
    said = page(client, contact(owner, "Zoë", note=f"{note}\n\n# Titre"))
    assert "<strong>Chorale</strong>" in said
    assert "&lt;script&gt;alert(1)" in said
    assert "<strong>Titre</strong>" in said
    for harm in ('href="javascript', "<script>alert", 'src="https://a.example'):
        assert harm not in said


def test_history_is_one_line_of_all_that_happened(client: Client) -> None:
    event = EventFactory.create(over=True)
    mine = RegistrationFactory.create(event=event)
    hers = RegistrationFactory.create(event=event)
    record(event=event, people=(mine.user, hers.user), source=Source.IMPROMPTU, by=None)
    kept = actions.keep(owner=mine.user, registration=hers, by=mine.user)
    reminders.derive(event=event)
    reminders.done(follow_up=mine.user.follow_ups.get(), by=mine.user)
    kept.refresh_from_db()
    assert kept.wrote_on == today()
    journal.log(contact=kept, kind=Kind.COFFEE, on=today(), text="Place *Bellecour*", by=mine.user)
    mine.user.language = "en"
    mine.user.save()
    client.force_login(mine.user)
    said = page(client, kept)
    order = [
        said.index(word)
        for word in ("Place <em>Bellecour</em>", "You wrote after", "Impromptu round")
    ]
    assert order == sorted(order)


def test_a_journal_takes_what_happened_and_not_what_is_to_come(client: Client) -> None:
    found = contact(owner_of(client), "Zoë")
    log = reverse("contacts:log", args=[found.pk])
    tomorrow = today() + dt.timedelta(days=1)
    answer = client.post(log, {"kind": "note", "on": tomorrow, "text": "Une idée"})
    assert answer.status_code == 422
    assert "Une idée" in answer.content.decode()
    assert client.post(log, {"kind": "note", "on": today(), "text": " "}).status_code == 422
    for _ in range(2):
        client.post(log, {"kind": "call", "on": today(), "text": ""})
    entry = Entry.objects.get()
    found.refresh_from_db()
    assert (found.seen_on, found.wrote_on) == (today(), today())
    client.post(reverse("contacts:strike", args=[found.pk, entry.pk]))
    assert not Entry.objects.exists()


def test_a_promise_is_kept_once_or_is_none_any_more(client: Client) -> None:
    found = contact(owner_of(client), "Zoë")
    for _ in range(2):
        client.post(
            reverse("contacts:promise", args=[found.pk]),
            {"text": " Son  livre ", "due_on": "2020-01-01"},
        )
    made = Promise.objects.get()
    assert (made.text, made.is_late(today())) == ("Son livre", True)
    address = reverse("contacts:settle", args=[found.pk, made.pk])
    for verb, done_on in (("kept", today()), ("kept", today()), ("reopen", None)):
        client.post(address, {"do": verb})
        made.refresh_from_db()
        assert made.done_on == done_on
    client.post(address, {"do": "release"})
    assert not Promise.objects.exists()
    answer = client.post(reverse("contacts:promise", args=[found.pk]), {"text": ""})
    assert answer.status_code == 422
