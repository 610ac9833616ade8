"""Where a table's headings say nothing, or the wrong thing, its owner says what stands in it."""

import re

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from followups.contacts.card import Way
from followups.contacts.importing import actions, kept
from followups.contacts.models import Contact, Import
from followups.contacts.records import details_of, whole
from followups.contacts.tables.choices import Choice, choice_of, column_of
from followups.contacts.tables.headings import Column, Part, assign
from networking.accounts.models import User
from tests.factories import UserFactory
from tests.followups.contacts.files import page, sent, vcf

pytestmark = pytest.mark.django_db

SHEET = (
    b"Qui;Et aussi;Contact;Divers;Vide;Telephone 2\n"
    b"Amina;Diallo;amina@exemple.org;Un violon;;06 12 34 56 78\n"
    b"Ngoc;Tran;ngoc@exemple.org;Chorale;;\n"
)


def shown(client: Client, batch: Import) -> dict[str, str]:
    """What the page offers: which column is said to hold what."""
    text = client.get(page("import", batch)).content.decode()
    selects = re.findall(r'<select name="(column-\d+)".*?</select>', text, re.DOTALL)
    form = client.get(page("import", batch)).context["form"]
    assert [each.html_name for each in form] == selects
    return {each.label: str(each.value()) for each in form}


def said(client: Client, batch: Import, **choices: str) -> tuple[int, str]:
    """Choose on the page: what isn't named stays as it is there."""
    form = client.get(page("import", batch)).context["form"]
    stands = {each.html_name: str(each.value()) for each in form}
    given = {name.replace("_", "-"): choice for name, choice in choices.items()}
    answer = client.post(page("import_columns", batch), stands | given, follow=True)
    return answer.status_code, answer.content.decode()


def test_columns_are_shown_with_what_stands_in_them_and_read_as_one_says(
    client: Client, me: User
) -> None:
    batch = sent(client, SHEET, "amis.csv")
    text = client.get(page("import", batch)).content.decode()
    assert "Which column holds the names?" in text
    assert "Amina · Ngoc" in text
    # A column in which nothing stands isn't asked about.
    assert [*shown(client, batch)] == ["Qui", "Et aussi", "Contact", "Divers", "Telephone 2"]
    status, text = said(
        client,
        batch,
        column_0="given_name",
        column_1="family_name",
        column_2="work email",
        column_3="note",
        column_5="mobile",
    )
    assert status == 200
    assert "2 contacts will be added" in text
    assert "Which column holds the names?" not in text
    assert not Contact.objects.exists()
    client.post(page("confirm_import", batch))
    amina, ngoc = (details_of(each) for each in whole(Contact.objects.of(me)))
    assert (amina.full_name, ngoc.full_name) == ("Amina Diallo", "Ngoc Tran")
    assert amina.emails == (Way("amina@exemple.org", "work"),)
    assert amina.phones == (Way("06 12 34 56 78", "mobile"),)
    assert (amina.note, ngoc.note) == ("Un violon", "Chorale")


def test_what_one_leaves_alone_stays_as_its_heading_says(client: Client, me: User) -> None:
    batch = sent(
        client,
        b"First Name,Last Name,Phone 1 - Label,Phone 1 - Value,Address 2 - City,Hobby\n"
        b"Amina,Diallo,Mobile,06 12 34 56 78,Dakar,Violon\n",
        "google.csv",
    )
    assert shown(client, batch) == {
        "First Name": "given_name",
        "Last Name": "family_name",
        "Phone 1 - Label": "as said",
        "Phone 1 - Value": "phone",
        "Address 2 - City": "as said",
        "Hobby": "",
    }
    said(client, batch, column_5="tags")
    client.post(page("confirm_import", batch))
    amina = details_of(whole(Contact.objects.of(me)).get())
    assert amina.phones == (Way("06 12 34 56 78", "mobile"),)
    assert amina.addresses[0].city == "Dakar"
    assert amina.tags == ("Violon",)


def test_two_columns_can_hold_a_note_together_but_not_a_first_name(
    client: Client, me: User
) -> None:
    batch = sent(client, b"Prenom;Nom;Un;Deux\nAmina;Diallo;violon;chorale\n", "x.csv")
    status, text = said(client, batch, column_2="given_name", column_3="note")
    assert status == 422
    assert "“First name” is chosen for two columns. Choose it for one." in text
    # What was chosen stands there still, and the columns are open.
    assert re.search(r'<option value="note" selected', text)
    assert re.search(r'<details class="card" open', text)
    assert said(client, batch, column_2="note", column_3="note")[0] == 200
    client.post(page("confirm_import", batch))
    assert Contact.objects.get().note == "violon\n\nchorale"


def test_a_list_without_headings_is_read_by_numbers(client: Client, me: User) -> None:
    batch = sent(client, "Zoë;Ørsted;Oslo\nAmina;Diallo;Lille\n".encode(), "x.csv")
    assert [*shown(client, batch)] == ["Column 1", "Column 2", "Column 3"]
    said(client, batch, column_0="given_name", column_1="family_name", column_2="city")
    client.post(page("confirm_import", batch))
    assert {(each.full_name, each.city) for each in Contact.objects.of(me)} == {
        ("Zoë Ørsted", "Oslo"),
        ("Amina Diallo", "Lille"),
    }


def test_an_unknown_choice_is_refused_and_cards_have_no_columns(client: Client, me: User) -> None:
    batch = sent(client, SHEET, "x.csv")
    assert said(client, batch, column_0="password")[0] == 422
    cards = sent(client, vcf("FN:Amina Diallo"))
    assert client.get(page("import", cards)).context["form"] is None
    assert client.post(page("import_columns", cards), {"column-0": "note"}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_what_is_confirmed_is_read_no_other_way_and_the_reading_before_is_forgotten(
    client: Client, me: User
) -> None:
    batch = sent(client, SHEET, "x.csv")
    before = batch.file
    said(client, batch, column_0="full_name")
    batch.refresh_from_db()
    assert batch.file != before
    assert not default_storage.exists(before)
    client.post(page("confirm_import", batch))
    assert client.post(page("import_columns", batch), {"column-0": "note"}).status_code == 302
    actions.read_again(batch=batch, columns={0: Column(Part.NOTE)}, by=me)
    assert {each.full_name for each in Contact.objects.of(me)} == {"Amina", "Ngoc"}


def test_what_its_heading_says_can_be_chosen_again(client: Client, me: User) -> None:
    content = "First Name,Last Name,Address 2 - City,UID\nAmina,Diallo,Dakar,amina\n"
    batch = sent(client, content.encode(), "x.csv")
    said(client, batch, column_2="", column_3="")
    assert shown(client, batch)["Address 2 - City"] == ""
    assert said(client, batch, column_2="as said", column_3="as said")[0] == 200
    client.post(page("confirm_import", batch))
    amina = details_of(Contact.objects.get())
    assert ([each.city for each in amina.addresses], amina.uid) == (["Dakar"], "amina")


def test_after_a_refused_choice_the_page_leads_on_and_says_what_is_wrong(
    client: Client, me: User
) -> None:
    batch = sent(client, SHEET, "x.csv")
    status, text = said(client, batch, column_0="password")
    assert status == 422
    assert "field--wrong" in text
    # The address is that of choosing, which is only posted to.
    assert 'href="?' not in text
    assert f'href="{page("import", batch)}?fate=new"' in text


def test_a_file_that_another_tab_has_read_again_is_found_and_one_it_dropped_is_said(
    client: Client, me: User
) -> None:
    batch = sent(client, SHEET, "x.csv")
    before = Import.objects.get(pk=batch.pk)
    actions.read_again(batch=batch, columns={0: Column(Part.FULL_NAME)}, by=me)
    default_storage.delete(before.file)
    with kept.opened(before) as file:
        assert file.cards()[0].details.full_name == "Amina"
    default_storage.delete(batch.file)
    for answer in (
        client.get(page("import", batch), follow=True),
        client.post(page("import_columns", batch), {"column-0": "note"}, follow=True),
    ):
        assert "Please choose it once more." in answer.content.decode()


def test_of_two_tabs_one_stands_and_one_that_comes_after_it_was_dropped_changes_nothing(
    client: Client, me: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = sent(client, SHEET, "x.csv")
    late, looked_at = Import.objects.get(pk=batch.pk), kept.looked_at

    def meanwhile(*args: object) -> kept.Read:
        monkeypatch.setattr(kept, "looked_at", looked_at)
        assert actions.read_again(batch=batch, columns={0: Column(Part.FULL_NAME)}, by=me)
        return looked_at(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(kept, "looked_at", meanwhile)
    assert not actions.read_again(batch=late, columns={0: Column(Part.NOTE)}, by=me)
    with kept.opened(Import.objects.get(pk=batch.pk)) as file:
        assert file.cards()[0].details.full_name == "Amina"
    actions.drop(batch=late, by=me)
    assert not actions.read_again(batch=late, columns={}, by=me)
    assert client.get(page("import", batch)).status_code == 404


def test_somebody_elses_file_is_not_there(client: Client, me: User) -> None:
    batch = sent(client, SHEET, "x.csv")
    client.force_login(UserFactory.create())
    for name in ("import_columns", "confirm_import"):
        assert client.post(page(name, batch)).status_code == 404
    assert client.get(page("import_progress", batch)).status_code == 404


@pytest.mark.parametrize("choice", [each for each in Choice if each is not Choice.AS_SAID])
def test_what_is_chosen_is_what_is_shown_again(choice: Choice) -> None:
    assert choice_of(column_of(choice, 3)) == choice


def test_every_heading_of_address_books_is_a_choice_or_says_what_it_says() -> None:
    titles = ["First Name", "Mobile Phone", "Home Phone 2", "Business Fax", "E-mail 1 - Value"]
    titles += ["Business City", "Address 1 - Street", "Address 2 - Street", "Title", "UID", "Photo"]
    held = assign(titles)
    assert [choice_of(held.get(at)) for at in range(len(titles))] == [
        Choice.GIVEN_NAME,
        Choice.MOBILE,
        Choice.HOME_PHONE,
        Choice.FAX,
        Choice.EMAIL,
        Choice.AS_SAID,
        Choice.STREET,
        Choice.AS_SAID,
        Choice.AS_SAID,
        Choice.AS_SAID,
        None,
    ]
