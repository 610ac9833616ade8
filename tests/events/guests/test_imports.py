"""Importing a list: nothing before it is confirmed, once however often it is."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.calendar.models import Event
from events.guests import actions, reading
from events.guests.models import ImportBatch, Kind, Registration, Status
from networking.accounts.models import User
from networking.associations.models import Role
from networking.audit.models import Entry
from networking.mail.models import OutgoingMail
from tests.factories import EventFactory, MembershipFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2] / "data"
LIST = "Prénom;Nom;Courriel;Société\nInès;Roux;ines@exemple.org;Le Fournil\nPaul;Petit;;\n"


@pytest.fixture
def event() -> Event:
    return EventFactory.create()


@pytest.fixture
def organiser(event: Event, client: Client) -> User:
    """An organiser of the event, signed in."""
    user = MembershipFactory.create(association=event.association, role=Role.ORGANISER).user
    client.force_login(user)
    return user


def batch_of(event: Event, text: str = LIST) -> ImportBatch:
    table = reading.read(text.encode())
    return actions.store_batch(event=event, filename="liste.csv", table=table, by=None)


def at(name: str, event: Event, *more: object) -> str:
    return reverse(f"guests:{name}", args=[event.association.slug, event.slug, *more])


def upload(client: Client, event: Event, content: bytes, name: str = "liste.csv") -> Any:
    return client.post(at("upload", event), {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize(
    ("name", "new", "rest"),
    [
        ("members-utf8.csv", 64, {"known": 0, "twice": 0, "refused": 0}),
        ("ticketing-en-comma.csv", 30, {"known": 0, "twice": 0, "refused": 0}),
        ("ticketing-fr-semicolon-bom.csv", 26, {"known": 0, "twice": 0, "refused": 0}),
        ("broken-lines.csv", 5, {"known": 0, "twice": 1, "refused": 3}),
    ],
)
def test_every_list_we_were_given_is_imported_from_the_file_to_the_guest_list(
    client: Client, event: Event, organiser: User, name: str, new: int, rest: dict[str, int]
) -> None:
    Event.objects.filter(pk=event.pk).update(capacity=100)
    answer = upload(client, event, (DATA / name).read_bytes(), name)
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert not Registration.objects.exists()
    batch = ImportBatch.objects.get()
    confirmed = client.post(at("confirm_import", event, batch.pk))
    assert confirmed["Location"] == at("preview", event, batch.pk)
    assert event.registrations.confirmed().count() == new
    batch.refresh_from_db()
    assert batch.outcome == {"new": new, "waiting": 0, **rest}


def test_a_double_click_imports_once_and_says_the_same(
    client: Client, event: Event, organiser: User
) -> None:
    batch = batch_of(event)
    client.cookies["django_language"] = "en"
    for _ in range(2):
        answer = client.post(at("confirm_import", event, batch.pk))
        page = client.get(answer["Location"])
        assert page.context["said"] == "2 people added."
        assert event.registrations.count() == 2
    assert User.objects.filter(given_name="Paul", family_name="Petit").count() == 1
    assert Entry.objects.filter(verb="guests.imported").count() == 1


def test_of_a_file_nothing_is_kept_but_what_the_guest_list_holds(event: Event) -> None:
    batch = batch_of(event, "Prénom;Nom;Né le\nInès;Roux;1.1.1980\n")
    actions.import_batch(batch=batch, by=None)
    batch.refresh_from_db()
    assert batch.rows == []
    assert actions.import_batch(batch=batch, by=None)["new"] == 1


def test_the_same_list_again_finds_everybody_known(event: Event) -> None:
    actions.import_batch(batch=batch_of(event), by=None)
    again = actions.import_batch(batch=batch_of(event), by=None)
    assert again == {"new": 0, "known": 2, "twice": 0, "refused": 0, "waiting": 0}
    assert event.registrations.count() == 2


def test_what_became_of_the_list_meanwhile_counts_and_not_the_preview(event: Event) -> None:
    batch = batch_of(event)
    RegistrationFactory.create(event=event, user__email="ines@exemple.org")
    assert actions.import_batch(batch=batch, by=None)["new"] == 1


def test_an_imported_guest_is_enrolled_with_an_unconfirmed_address_and_the_usual_card(
    event: Event,
) -> None:
    actions.import_batch(batch=batch_of(event), by=None)
    ines = event.registrations.get(given_name="Inès")
    assert (ines.status, ines.kind, ines.organisation) == (
        Status.CONFIRMED, Kind.GUEST, "Le Fournil",
    )  # fmt: skip
    assert ines.shared == ["title", "organisation"]
    assert ines.consented_at is None
    assert not ines.user.emailaddress_set.get().verified
    assert ines.batch is not None
    assert Registration.objects.all().matching("fournil roux").get() == ines
    assert event.registrations.get(given_name="Paul").user.email is None


def test_what_a_list_says_of_a_known_person_stays_on_the_registration(event: Event) -> None:
    agnes = UserFactory.create(email="ines@exemple.org", given_name="Agnès")
    actions.import_batch(batch=batch_of(event), by=None)
    agnes.refresh_from_db()
    assert agnes.given_name == "Agnès"
    assert agnes.registrations.get().given_name == "Inès"


def test_a_member_is_imported_as_a_member(event: Event) -> None:
    ines = UserFactory.create(email="ines@exemple.org")
    MembershipFactory.create(association=event.association, user=ines)
    actions.import_batch(batch=batch_of(event), by=None)
    assert ines.registrations.get().kind == Kind.MEMBER


def test_beyond_the_seats_the_rest_waits_in_the_order_of_the_file(event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(capacity=1)
    outcome = actions.import_batch(batch=batch_of(event), by=None)
    assert (outcome["new"], outcome["waiting"]) == (2, 1)
    assert event.registrations.confirmed().get().given_name == "Inès"
    assert event.registrations.waiting().get().given_name == "Paul"


def test_nobody_imported_passes_those_who_wait_already(event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(capacity=2)
    waiting = RegistrationFactory.create(event=event, waiting=True)
    actions.import_batch(batch=batch_of(event), by=None)
    waiting.refresh_from_db()
    assert waiting.status == Status.OFFERED
    assert event.registrations.waiting().get().given_name == "Paul"


def test_who_was_invited_or_never_entered_the_code_is_registered_by_an_import(
    event: Event,
) -> None:
    pending = RegistrationFactory.create(event=event, pending=True, user__email="ines@exemple.org")
    actions.import_batch(batch=batch_of(event), by=None)
    pending.refresh_from_db()
    assert (pending.status, pending.family_name) == (Status.CONFIRMED, "Roux")


def test_who_gave_up_her_seat_is_not_brought_back(event: Event) -> None:
    gone = RegistrationFactory.create(event=event, cancelled=True, user__email="ines@exemple.org")
    assert actions.import_batch(batch=batch_of(event), by=None)["known"] == 1
    gone.refresh_from_db()
    assert gone.status == Status.CANCELLED


def test_an_import_writes_to_nobody_unless_asked(event: Event) -> None:
    actions.import_batch(batch=batch_of(event), by=None)
    assert not OutgoingMail.objects.exists()


def test_asked_to_it_writes_to_everybody_with_an_address(
    client: Client, event: Event, organiser: User
) -> None:
    Event.objects.filter(pk=event.pk).update(capacity=1)
    text = LIST + "Aïcha;Brunet;aicha@exemple.org;\n"
    client.post(at("confirm_import", event, batch_of(event, text).pk), {"tell_them": "on"})
    kinds = dict(OutgoingMail.objects.values_list("to", "kind"))
    assert kinds == {"ines@exemple.org": "guests.confirmed", "aicha@exemple.org": "guests.waiting"}


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_an_import_asks_the_database_as_often_for_many_as_for_few(
    event: Event, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lines = "".join(f"Guest;Number {n};guest{n}@exemple.org;\n" for n in range(rows))
    batch = batch_of(event, "Prénom;Nom;Courriel;Société\n" + lines)
    with django_assert_num_queries(45):
        actions.import_batch(batch=batch, by=None)


# --- The pages ----------------------------------------------------------------------------------


def test_the_preview_says_of_each_line_what_becomes_of_it(
    client: Client, event: Event, organiser: User
) -> None:
    client.cookies["django_language"] = "en"
    answer = upload(client, event, (DATA / "broken-lines.csv").read_bytes())
    page = client.get(answer["Location"]).content.decode()
    for sentence in (
        "5 people will be added",
        "This is not an e-mail address.",
        "There is no name.",
        "The name looks like a formula",
        "Line 2 has this address under another name",
        "More cells than headings",
        "A line break was replaced by a space.",
        "No e-mail: a badge, but no mail.",
    ):
        assert sentence in page
    assert "=cmd|" in page


def test_the_preview_shows_the_lines_of_one_fate(
    client: Client, event: Event, organiser: User
) -> None:
    upload(client, event, (DATA / "broken-lines.csv").read_bytes())
    batch = ImportBatch.objects.get()
    page = client.get(at("preview", event, batch.pk), {"fate": "refused"})
    assert [row["line"].number for row in page.context["rows"]] == [5, 6, 8]
    nonsense = client.get(at("preview", event, batch.pk), {"fate": "x", "page": "99"})
    assert len(nonsense.context["rows"]) == 9


def test_the_preview_warns_of_the_waiting_list(
    client: Client, event: Event, organiser: User
) -> None:
    Event.objects.filter(pk=event.pk).update(capacity=1)
    page = client.get(at("preview", event, batch_of(event).pk))
    assert (page.context["new"], page.context["waiting"]) == (2, 1)


def test_columns_can_be_chosen_by_hand(client: Client, event: Event, organiser: User) -> None:
    batch = batch_of(event, "Voornaam;Achternaam;Post\nJan;de Vries;jan@exemple.org\n")
    page = client.get(at("preview", event, batch.pk))
    assert page.context["nameless"] is True
    assert page.context["new"] == 0
    client.post(
        at("columns", event, batch.pk),
        {"column-0": "given_name", "column-1": "family_name", "column-2": "email"},
    )
    page = client.get(at("preview", event, batch.pk))
    assert page.context["rows"][0]["line"].person.full_name == "Jan de Vries"


def test_a_column_that_is_not_there_changes_nothing(
    client: Client, event: Event, organiser: User
) -> None:
    batch = batch_of(event)
    before = batch.mapping
    for nonsense in ({"column-0": "nonsense"}, {"column-0": "email", "column-1": "email"}):
        page = client.post(at("columns", event, batch.pk), nonsense)
        assert page.status_code == 422
        batch.refresh_from_db()
        assert batch.mapping == before
    client.post(at("columns", event, batch.pk), {"column-77": "fax", "column-1": "family_name"})
    batch.refresh_from_db()
    assert batch.mapping == {"family_name": 1}


def test_columns_are_fixed_once_it_is_imported(
    client: Client, event: Event, organiser: User
) -> None:
    batch = batch_of(event)
    actions.import_batch(batch=batch, by=None)
    client.post(at("columns", event, batch.pk), {"column-0": "family_name"})
    before = batch.mapping
    batch.refresh_from_db()
    assert batch.mapping == before
    page = client.get(at("preview", event, batch.pk))
    assert "guests/imported.html" in [each.name for each in page.templates]


def test_a_list_without_headings_offers_its_first_cells(
    client: Client, event: Event, organiser: User
) -> None:
    client.cookies["django_language"] = "en"
    batch = batch_of(event, "Inès;ines@exemple.org\nPaul;paul@exemple.org;x\n")
    page = client.get(at("preview", event, batch.pk)).content.decode()
    assert "Column 3" in page
    assert "Inès · Paul" in page


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "There is no list in this file"),
        (b"%PDF-1.7", "can’t be read as a list"),
        (b"\xd0\xcf\x11\xe0", "old Excel workbook"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"x" * (reading.MAX_BYTES + 1), "larger than 10 MB"),
        (b"Nom\n" + b"R\n" * (reading.MAX_ROWS + 1), "more than 20,000 lines"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_a_sentence_with_422(
    client: Client, event: Event, organiser: User, content: bytes, sentence: str
) -> None:
    client.cookies["django_language"] = "en"
    answer = upload(client, event, content)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_no_file_at_all_is_said_too(client: Client, event: Event, organiser: User) -> None:
    assert client.get(at("upload", event)).status_code == 200
    assert client.post(at("upload", event)).status_code == 422


def test_another_events_batch_is_not_found(client: Client, event: Event, organiser: User) -> None:
    foreign = batch_of(EventFactory.create(association=event.association))
    for name in ("preview", "columns", "confirm_import"):
        method = client.get if name == "preview" else client.post
        assert method(at(name, event, foreign.pk)).status_code == 404
    assert not Registration.objects.exists()


def test_what_stands_in_a_file_is_shown_as_text(
    client: Client, event: Event, organiser: User
) -> None:
    batch = batch_of(event, "Prénom;Nom\n<script>alert(1)</script>;Roux\n")
    assert b"<script>alert" not in client.get(at("preview", event, batch.pk)).content


@pytest.mark.parametrize("rows", [1, 3])
def test_the_preview_asks_the_database_as_often_for_one_line_as_for_three(
    client: Client,
    event: Event,
    organiser: User,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    lines = "".join(f"Guest;Number {n};guest{n}@exemple.org;\n" for n in range(rows))
    batch = batch_of(event, "Prénom;Nom;Courriel;Société\n" + lines)
    with django_assert_num_queries(7):
        client.get(at("preview", event, batch.pk))
