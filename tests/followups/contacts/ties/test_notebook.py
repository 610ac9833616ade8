"""A notebook on paper: everybody is in it, once, where one looks for her."""

import datetime as dt
import io

import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from followups.contacts.models import Contact, Promise, Tag
from followups.contacts.notebook.book import By, book_of, sections_of
from networking.accounts.models import User
from networking.paper.notebook import PAPERS, Person, Section, notebook
from tests.factories import EventFactory, UserFactory
from tests.followups.contacts.ties.conftest import contact_of

PDF = reverse("contacts:notebook_pdf")


def text_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def sections(owner: User, by: By) -> list[tuple[str, list[str]]]:
    mine = Contact.objects.of(owner).prefetch_related("tags")
    for each in mine:
        each.open_promises = []  # type: ignore[attr-defined]
    return [
        (section.label, [person.name for person in section.people])
        for section in sections_of(mine, by=by)
    ]


@pytest.mark.django_db
def test_people_stand_where_one_looks_for_them(owner: User) -> None:
    for given, family, country in (
        ("Étienne", "Évrard", "Belgique"),
        ("Zoë", "Ørsted", ""),
        ("Ada", "Evans", "Belgium"),
        ("", "3 Suisses", "Côte d’Ivoire"),
    ):
        addresses = [{"country": country}] if country else []
        contact_of(owner, given, family_name=family, addresses=addresses)
    assert sections(owner, By.NAME) == [
        ("E", ["Evans Ada", "Évrard Étienne"]),
        ("O", ["Ørsted Zoë"]),
        ("#", ["3 Suisses"]),
    ]
    # A country has one name, in the reader's language, and stands where that one is looked for.
    for language, belgium in (("fr", "Belgique"), ("en", "Belgium")):
        with override(language):
            by_country = sections(owner, By.COUNTRY)
        assert by_country[0] == (belgium, ["Evans Ada", "Évrard Étienne"])
        assert [people for _label, people in by_country[1:]] == [["3 Suisses"], ["Ørsted Zoë"]]


@pytest.mark.django_db
@pytest.mark.parametrize("paper", PAPERS)
def test_all_that_matters_stands_on_paper_and_can_be_read_back(client: Client, paper: str) -> None:
    owner = UserFactory.create(given_name="Amina", family_name="Diallo", language="en")
    contact = contact_of(
        owner,
        "Ngọc",
        family_name="Nguyễn",
        title="Luthière",
        phones=[{"value": "+33 6 12 34 56 78", "label": "mobile"}],
        emails=[{"value": "une-adresse-bien-trop-longue-pour-une-ligne@atelier-lumiere.example"}],
        addresses=[{"street": "4 rue des Arts", "postcode": "59000", "city": "Lille"}],
        met_at=EventFactory.create(over=True, title="Petit-déjeuner de mai"),
        note="Un *violon*, #2 $x$",
    )
    contact.tags.add(Tag.objects.create(owner=owner, name="Chorale"))
    Promise.objects.create(contact=contact, text="Envoyer le livre", due_on=dt.date(2026, 12, 1))
    Promise.objects.create(contact=contact, text="Tenue", done_on=dt.date(2026, 1, 1))
    contact_of(UserFactory.create(), "Étrangère")
    client.force_login(owner)
    answer = client.get(PDF, {"paper": paper, "by": "country"})
    assert answer["Content-Type"] == "application/pdf"
    said = text_of(answer.content)
    for part in (
        *("Nguyễn Ngọc", "Luthière", "+33 6 12 34 56 78", "4 rue des Arts, 59000 Lille"),
        *("Petit-déjeuner de mai", "Un *violon*, #2 $x$", "Envoyer le livre, by 1 December 2026"),
        *("#Chorale", "Without a country", "Page 1 of 1", "1 contact"),
    ):
        assert part in said
    assert "une-adresse-bien-trop-longue-pour-une-ligne@atelier" in said.replace(
        "\u200b", ""
    ).replace(" ", "")
    assert "Tenue" not in said
    assert "Étrangère" not in said


@pytest.mark.django_db
def test_any_selection_of_ones_own_can_be_printed(owner: User) -> None:
    contact_of(owner, "Zoë", family_name="Fontanel")
    contact_of(owner, "Björn", family_name="Muller")
    some = Contact.objects.of(owner).matching("fontanel")
    said = text_of(book_of(owner, some, by=By.NAME, paper="a5"))
    assert "Fontanel Zoë" in said
    assert "Muller" not in said


@pytest.mark.django_db
def test_only_those_one_asks_for_are_printed_and_too_many_are_told(
    client: Client, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact_of(owner, "Zoë", family_name="Fontanel")
    contact_of(owner, "Björn", family_name="Muller")
    client.force_login(owner)
    said = text_of(client.get(PDF, {"q": "fontanel"}).content)
    assert "Fontanel Zoë" in said
    assert "Muller" not in said
    monkeypatch.setattr("followups.contacts.notebook.views.MOST", 1)
    assert client.get(PDF).status_code == 422
    assert client.get(PDF, {"q": "muller"}).status_code == 200


def test_letters_that_no_font_draws_are_told_and_stop_nobody() -> None:
    people = [Person(name="𐎠𐎡 Zoë"), Person(name="דנה كريم ไทย Ελένη")]
    pdf = notebook(
        [Section("A", "A", people)], title="Contacts", owner="Amina", when="1 May",
        paper="a5", language="en",
    )  # fmt: skip
    said = text_of(pdf)
    assert "?? Zoë" in said
    assert "No font of this site draws these scripts: Old." in said
    assert "Ελένη" in said


@pytest.mark.django_db
def test_an_empty_notebook_says_so_and_a_wrong_paper_is_told(client: Client, owner: User) -> None:
    client.force_login(owner)
    assert client.get(reverse("contacts:notebook")).status_code == 200
    assert "encore vide" in text_of(client.get(PDF).content)
    assert client.get(PDF, {"paper": "a0"}).status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize("people", [1, 3])
def test_a_notebook_costs_the_same_for_one_and_three(
    owner: User, people: int, django_assert_num_queries
) -> None:
    for _ in range(people):
        contact_of(owner)
    with django_assert_num_queries(3):
        book_of(owner, Contact.objects.of(owner), by=By.NAME, paper="a5")
