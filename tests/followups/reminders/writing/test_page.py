"""The page on which one writes to somebody met: prefilled, hers alone, kind to mistakes."""

import datetime as dt
import io
from urllib.parse import parse_qs, urlsplit

import icalendar
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from followups.contacts.models import Contact
from followups.reminders import actions
from followups.reminders.links import url_of
from followups.reminders.models import FollowUp, Letter, Way
from followups.reminders.writing.files import MAX_BYTES, made_anew
from networking.mail.models import OutgoingMail
from networking.time import now
from tests.factories import EventFactory, RegistrationFactory, UserFactory
from tests.followups.reminders.conftest import DEADLINE, Breakfast
from tests.followups.reminders.writing.conftest import accepts


def page_of(follow_up: FollowUp) -> str:
    return reverse("reminders:write", args=[follow_up.pk])


def read(client: Client, follow_up: FollowUp, query: str = "") -> str:
    answer = client.get(page_of(follow_up) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def a_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")}
    opening = DictionaryObject({NameObject(name): value for name, value in script.items()})
    writer._root_object[NameObject("/OpenAction")] = opening
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


# --- Writing -------------------------------------------------------------------------------------


def test_it_begins_with_ones_own_note_and_shows_what_she_shares_and_no_more(
    amina: Client, breakfast: Breakfast, follow_up: FollowUp
) -> None:
    Contact.objects.create(owner=breakfast.amina, person=follow_up.person, note="Le café de Vaise.")
    answer = amina.get(page_of(follow_up))
    begun = answer.context["form"]["text"].value()
    assert begun.startswith("Hello Bérénice,")
    assert "Le café de Vaise." in begun
    page = answer.content.decode()
    assert str(follow_up.person.email) not in page
    assert 'value="sent"' not in page
    assert "No address stands on this card." in page
    follow_up.person.registrations.update(shared=["email"])
    assert str(follow_up.person.email) in read(amina, follow_up)
    assert "Bonjour Bérénice," in read(amina, follow_up, "?language=fr")


def test_times_are_proposed_that_leave_what_one_is_registered_for_alone(
    amina: Client, breakfast: Breakfast, follow_up: FollowUp
) -> None:
    def proposed() -> list[dt.datetime]:
        begun = amina.get(page_of(follow_up)).context["form"].initial
        return [begun[f"time{number}"] for number in (1, 2, 3)]

    first, *others = proposed()
    next_one = EventFactory.create(starts_at=first, ends_at=first + dt.timedelta(hours=2))
    RegistrationFactory.create(event=next_one, user=breakfast.amina)
    assert first not in proposed()
    next_one.registrations.update(status="cancelled")
    assert proposed() == [first, *others]


def test_ones_own_mail_program_opens_with_the_whole_of_it(
    amina: Client, follow_up: FollowUp
) -> None:
    follow_up.person.registrations.update(shared=["email"])
    said = {
        "text": "Merci,\r\n\r\nAmina",
        "link": "exemple.org/guide",
        "language": "fr",
        "coffee": "place",
        "where": "Café de la Place",
        "time1": "2026-12-08T10:00",
        "time3": "2026-12-09T14:30",
        "how": "own",
    }
    answer = amina.post(page_of(follow_up), said, follow=True)
    assert answer.redirect_chain == [(page_of(follow_up) + "?open", 302)]
    link = urlsplit(answer.context["mailto"])
    assert link.path == follow_up.person.email
    (body,) = parse_qs(link.query)["body"]
    for part in (
        "Merci,\r\n\r\nAmina",
        "https://exemple.org/guide",
        "mardi 8 décembre 2026 à 10\N{NO-BREAK SPACE}h",
        "Café de la Place",
    ):
        assert part in body
    follow_up.refresh_from_db()
    assert follow_up.is_done
    assert not OutgoingMail.objects.exists()
    # Twice, from another tab: what was written stands.
    again = amina.post(page_of(follow_up), {"text": "Autre", "how": "copied"}, follow=True)
    assert again.context["letter"].way == Way.OWN
    assert 'href="' + page_of(follow_up) in amina.get("/me/follow-ups/").content.decode()
    entry = amina.get(reverse("reminders:coffee", args=[follow_up.pk, 2]))
    (event,) = icalendar.Calendar.from_ical(entry.content).walk("VEVENT")
    assert event.decoded("dtstart") == dt.datetime(2026, 12, 9, 13, 30, tzinfo=dt.UTC)
    assert amina.get(reverse("reminders:coffee", args=[follow_up.pk, 3])).status_code == 404


def test_it_is_copied_undone_and_sent_from_the_page(amina: Client, follow_up: FollowUp) -> None:
    page = page_of(follow_up)
    amina.post(page, {"text": "Merci.", "how": "copied"})
    assert "Your words are ready to be copied." in read(amina, follow_up)
    back = reverse("reminders:take_back", args=[follow_up.pk])
    for _ in range(2):
        assert amina.post(back).status_code == 302
    accepts(follow_up.person)
    assert ">Merci.</textarea>" in read(amina, follow_up).replace("\n", "")
    file = SimpleUploadedFile("un guide.pdf", a_pdf())
    sent = amina.post(page, {"text": "Merci.", "file": file, "how": "sent"}, follow=True)
    assert "Until then you can take it back." in sent.content.decode()
    assert Letter.objects.get().enclosure.name == "un_guide.pdf"
    OutgoingMail.objects.update(state="sent")
    answer = amina.post(back, follow=True)
    assert "It has left already" in answer.content.decode()
    OutgoingMail.objects.update(state="failed")
    assert "could not be delivered" in read(amina, follow_up)


WRONG = [
    ({"text": " "}, "text", "A message needs a few words."),
    ({"link": "javascript:alert(1)"}, "link", "This is no address of a page."),
    ({"coffee": "video", "time1": ""}, "time1", "A coffee needs a time"),
    ({"coffee": "video", "time1": "2026-11-30T10:00"}, "time1", "This time is over."),
    ({"coffee": "video", "time1": "2028-11-30T10:00"}, "time1", "more than a year away"),
    ({"coffee": "place", "time1": "2026-12-08T10:00"}, "where", "Say where."),
    ({"coffee": "video", "time1": "2026-12-08T10:00", "where": "ici"}, "where", "no link"),
    ({"how": "sent"}, None, "can’t send this mail any more"),
]


def test_what_is_wrong_is_said_and_what_was_written_stays(
    amina: Client, follow_up: FollowUp
) -> None:
    for said, name, sentence in WRONG:
        answer = amina.post(page_of(follow_up), {"text": "Mes mots.", **said})
        assert answer.status_code == 422, said
        errors = answer.context["form"].errors[name or "__all__"]
        assert sentence in errors[0].replace("'", "’")
        assert "text" in said or "Mes mots." in answer.content.decode()
    assert not Letter.objects.exists()


def test_nobody_elses_page_exists(follow_up: FollowUp, client: Client) -> None:
    client.force_login(UserFactory.create())
    assert client.get(page_of(follow_up)).status_code == 404
    assert client.post(page_of(follow_up), {"text": "x"}).status_code == 404
    for name, *more in (("take_back",), ("flame",), ("coffee", 1)):
        address = reverse(f"reminders:{name}", args=[follow_up.pk, *more])
        assert client.post(address).status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_as_often_for_many_as_for_one(
    amina: Client,
    breakfast: Breakfast,
    follow_up: FollowUp,
    people: int,
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    for _ in range(people - 1):
        breakfast.meets()
    actions.derive(event=breakfast.event)
    read(amina, follow_up)
    with django_assert_num_queries(11):  # type: ignore[operator]
        read(amina, follow_up)


# --- Files ---------------------------------------------------------------------------------------


def test_a_file_is_made_anew_without_what_hides_in_it() -> None:
    assert b"/JavaScript" in a_pdf()
    made = made_anew(SimpleUploadedFile("../un guide?.PDF", a_pdf()))
    assert (made.name, made.type) == ("un_guide.pdf", "application/pdf")
    assert b"/JavaScript" not in made.data
    assert len(PdfReader(io.BytesIO(made.data)).pages) == 1
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(drawn, "JPEG", comment=b"hidden")
    picture = made_anew(SimpleUploadedFile("vue.jpeg", drawn.getvalue()))
    assert (picture.name, picture.type) == ("vue.jpg", "image/jpeg")
    assert b"hidden" not in picture.data


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ\x90\x00", "Only a PDF or a picture"),
        (b"<svg/>", "Drawings"),
        (b"%PDF-1.7 nothing", "can’t be read here"),
        (b"%PDF-" + b"0" * MAX_BYTES, "heavier than 5 MB"),
    ],
)
def test_what_is_neither_pdf_nor_picture_is_refused(content: bytes, sentence: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match=sentence):
        made_anew(SimpleUploadedFile("a.pdf", content))


def test_a_file_goes_with_no_other_mail(amina: Client, follow_up: FollowUp) -> None:
    accepts(follow_up.person)
    file = SimpleUploadedFile("guide.pdf", a_pdf())
    answer = amina.post(page_of(follow_up), {"text": "Voici.", "file": file, "how": "own"})
    assert answer.status_code == 422
    assert "A file can go only with" in answer.context["form"].errors["file"][0]


# --- After the 48 hours, and from the mail -------------------------------------------------------


def test_after_the_48_hours_the_list_is_quiet_and_the_flame_is_one_tap(
    amina: Client, follow_up: FollowUp, clock: time_machine.Traveller
) -> None:
    actions.done(follow_up=follow_up, by=follow_up.owner)
    assert "Keep the flame" not in amina.get("/me/follow-ups/").content.decode()
    clock.move_to(DEADLINE)
    page = amina.get("/me/follow-ups/").content.decode()
    assert "1 of 2 written. One is still there; no reminder will come." in page
    address = reverse("reminders:flame", args=[follow_up.pk])
    for _ in range(2):
        part = amina.post(address, {"rhythm": 3}, headers={"HX-Request": "true"})
        assert 'aria-pressed="true"' in part.content.decode()
    contact = Contact.objects.of(follow_up.owner).get(person=follow_up.person)
    assert contact.rhythm == 3
    assert amina.post(address, {"rhythm": "x"}).status_code == 302
    amina.post(address, {"rhythm": 0})
    contact.refresh_from_db()
    assert contact.rhythm == 0


def test_the_mails_link_opens_a_message_without_ones_note_and_changes_nothing(
    breakfast: Breakfast, follow_up: FollowUp
) -> None:
    Contact.objects.create(owner=breakfast.amina, person=follow_up.person, note="Entre nous.")
    anybody = Client(headers={"accept-language": "en"})
    link = urlsplit(url_of(follow_up, "write")).path
    page = anybody.get(link).content.decode()
    assert "Hello Bérénice," in page
    assert "Entre nous." not in page
    assert str(follow_up.person.email) not in page
    assert page_of(follow_up) in page
    follow_up.refresh_from_db()
    assert follow_up.is_open
    # What was written on the page for which one signs in shows here to nobody.
    anybody.post(link, {"do": "done"})
    Letter.objects.create(follow_up=follow_up, way=Way.OWN, text="Un secret.", written_at=now())
    assert "Un secret." not in anybody.get(link).content.decode()
