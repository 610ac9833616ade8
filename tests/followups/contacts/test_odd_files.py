"""Files that are odd, or made to do harm: nobody is lost by them, and nothing breaks."""

import base64
import io
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager

import pytest
from PIL import Image

from followups.contacts import actions as contacts
from followups.contacts.card import Address, Details, Way
from followups.contacts.forms import AddressForm, EmailForm, LinkForm, PhoneForm, WayForm
from followups.contacts.importing import actions, faces, kept
from followups.contacts.importing.judging import ADDRESS, LABEL, NOTE, WAY, Fate, fitted, judge
from followups.contacts.models import Contact, Import, Picture
from followups.contacts.records import details_of, whole
from followups.contacts.vcards import Card, Oddity, Refusal, read
from networking.accounts.models import User
from networking.spreadsheets.reading import Reason, Unreadable
from tests.factories import UserFactory
from tests.followups.contacts.files import face, imported, vcf

AMINA = "N:Diallo;Amina;;;|UID:amina|EMAIL:amina@exemple.org"


@pytest.fixture
def me() -> User:
    return UserFactory.create()


def blank(side: int, format: str = "PNG") -> bytes:
    written = io.BytesIO()
    Image.new("1" if format == "PNG" else "RGB", (side, side)).save(written, format)
    return written.getvalue()


@pytest.mark.django_db
def test_two_people_of_one_file_may_share_an_address(me: User) -> None:
    shared = "EMAIL:famille@exemple.org"
    batch = imported(
        me, vcf(f"FN:Zoë Roux|{shared}|NOTE:un", f"FN:Björn Roux|{shared}|NOTE:deux|TITLE:Chef")
    )
    assert batch.new == 2
    found = {each.given_name: (each.title, each.note) for each in Contact.objects.of(me)}
    assert found == {"Zoë": ("", "un"), "Björn": ("Chef", "deux")}


def test_who_has_no_name_and_the_same_address_is_there_twice() -> None:
    cards = [Card(n, Details(emails=(Way("x@exemple.org"),))) for n in (1, 2)]
    assert [line.fate for line in judge(cards, {})] == [Fate.NEW, Fate.TWICE]


@pytest.mark.django_db
@pytest.mark.parametrize("at_once", [1, 500])
def test_of_who_is_there_twice_both_notes_are_kept(
    me: User, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(actions, "SLICE", at_once)
    imported(me, vcf(*(f"{AMINA}|NOTE:{note}" for note in ("un", "deux", "un"))))
    assert Contact.objects.of(me).get().note == "un\n\ndeux"
    # Another file adds nothing to a note that stands there.
    imported(me, vcf(*(f"{AMINA}|NOTE:{note}" for note in ("trois", "quatre"))))
    assert Contact.objects.of(me).get().note == "un\n\ndeux"


def test_a_giant_blank_is_lost_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[bytes] = []
    monkeypatch.setattr(faces, "drawn", lambda content: decoded.append(content) or content)
    giants = [blank(2001), blank(2001, "WEBP"), blank(2001, "GIF")]
    photograph = face(2100)
    cards = [Card(n, Details(picture=each)) for n, each in enumerate([*giants, photograph])]
    looked = kept.looked_at(cards)
    assert looked.faces == [b"", b"", b"", photograph]
    assert [card.notes for card in looked.cards] == [*[(Oddity.PICTURE,)] * 3, ()]
    assert not {*giants} & {*decoded}


def test_a_file_has_so_many_pixels_and_what_comes_after_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(faces, "ALL_PIXELS", 25_000)
    small, photograph = blank(100), face(300)
    contents = [small, b"", b"no picture", small, small, photograph]
    kept_of = [bool(each) for each in faces.all_drawn(contents)]
    assert kept_of == [True, False, False, True, False, True]


def test_a_file_that_is_refused_keeps_nobody_waiting_for_its_faces(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[bytes] = []

    def draw(content: bytes) -> bytes:
        time.sleep(0.05)
        drawn.append(content)
        return content

    def contents() -> Iterator[bytes]:
        yield from [face()] * 100
        raise Unreadable(Reason.TOO_LONG)

    monkeypatch.setattr(faces, "drawn", draw)
    with pytest.raises(Unreadable):
        list(faces.all_drawn(contents()))
    assert len(drawn) < 50


@pytest.mark.slow
def test_many_faces_are_drawn_by_processes_as_few_are_by_threads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    contents = [face(side) for side in (200, 300, 400)] + [b"", b"no picture"]
    few = list(faces.all_drawn(contents))
    monkeypatch.setattr(faces, "FEW", 2)
    monkeypatch.setattr(faces, "TOGETHER", 2)
    assert list(faces.all_drawn(iter(contents))) == few
    assert [bool(each) for each in few] == [True, True, True, False, False]
    assert len(set(few)) == 4


@pytest.mark.parametrize(
    "code", ["unicode_escape", "idna", "punycode", "utf-7", "zlib", "no\0page", "ÿ", "", "utf-16"]
)
def test_whatever_page_a_card_names_it_is_read(code: str) -> None:
    text = f"BEGIN:VCARD\nVERSION:2.1\nNOTE;CHARSET={code};ENCODING=QUOTED-PRINTABLE:"
    (card,) = read(f"{text}=C3=A9 \\ud800 +AOk-\nFN:Amina\nEND:VCARD\n".encode())
    assert card.details.full_name == "Amina"
    # What is UTF-16 by its own word is read as that, whatever comes of it.
    if code != "utf-16":
        assert card.details.note == "é ud800 +AOk-"


@pytest.mark.parametrize(
    ("code", "written"),
    [("ISO-8859-15", "=A4"), ("latin9", "=A4"), ("Windows-1252", "=80"), ("x-mac-roman", "=DB")],
)
def test_the_pages_of_old_telephones_are_known(code: str, written: str) -> None:
    line = f"NOTE;CHARSET={code};ENCODING=QUOTED-PRINTABLE:{written}"
    (card,) = read(vcf(f"FN:Amina|{line}"))
    assert card.details.note == "€"


@pytest.mark.django_db
def test_what_no_database_holds_is_left_out_of_every_text(me: User) -> None:
    odd = "a=00b=0Bc"
    lines = ("UID", "NOTE", "NICKNAME", "TEL", "URL", "CATEGORIES", "X-TABLEE-PROMISE")
    card = [f"{name};ENCODING=QUOTED-PRINTABLE:{odd}" for name in lines]
    entry = f"X-TABLEE-ENTRY;X-ON=2026-01-02;ENCODING=QUOTED-PRINTABLE:{odd}"
    address = f"ADR;ENCODING=QUOTED-PRINTABLE:;;{odd};{odd};;;"
    assert imported(me, vcf("|".join(["FN:Amina Diallo", *card, entry, address]))).new == 1
    details = details_of(whole(Contact.objects.of(me)).get())
    assert details.note == "ab\nc"
    assert details.tags == ("ab c",)
    assert details.addresses == (Address(street="ab\nc", city="ab c"),)
    assert "\0" not in repr(details).encode().decode("unicode_escape")


def test_half_letters_go_and_who_says_nothing_then_is_nobody() -> None:
    assert fitted(Card(1, Details(given_name="A\ud800mina"))).details.given_name == "Amina"
    assert fitted(Card(1, Details(given_name="\x01"))).refused is Refusal.NOBODY


def test_ways_and_addresses_are_as_long_as_the_edit_form_takes_them() -> None:
    parts = AddressForm.base_fields
    assert {name: parts[name].max_length for name in parts} == dict(ADDRESS)
    forms = {"phones": PhoneForm, "emails": EmailForm, "links": LinkForm}
    assert {kind: form.base_fields["value"].max_length for kind, form in forms.items()} == WAY
    assert WayForm.base_fields["label"].max_length == LABEL
    long = "x" * NOTE
    way = (Way(long, long),)
    said = Details(
        given_name="A", phones=way, emails=way, links=way, addresses=(Address(*[long] * 6),)
    )
    card = fitted(Card(1, said))
    for kind, room in WAY.items():
        assert getattr(card.details, kind) == (Way("x" * room, "x" * LABEL),)
    assert card.details.addresses == (Address(**{at: "x" * room for at, room in ADDRESS.items()}),)
    assert card.notes == (Oddity.SHORTENED,)
    assert fitted(card) == card


@pytest.mark.django_db
def test_undone_who_was_given_a_face_since_stays(me: User) -> None:
    photo = f"PHOTO;ENCODING=b:{base64.b64encode(face()).decode()}"
    batch = imported(
        me, vcf(f"{AMINA}|{photo}", f"FN:Zoë Ørsted|{photo}", "FN:Claire Roux", "FN:Ngọc Lê")
    )
    claire, zoe = (Contact.objects.get(given_name=name) for name in ("Claire", "Zoë"))
    # Whoever wrote it, and whether or not the day of the change was noted.
    Picture.objects.create(contact=claire, data=face())
    contacts.write(contact=zoe, by=me)
    assert actions.undo(batch=batch, by=me) == 2
    assert {each.given_name for each in Contact.objects.of(me)} == {"Claire", "Zoë"}


@pytest.mark.django_db
def test_a_click_that_comes_as_the_other_has_forgotten_the_file_says_the_same(
    me: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = actions.store(owner=me, file_name="x", read=kept.looked_at(read(vcf(AMINA))), by=me)
    opened = kept.opened

    def late(which: Import) -> AbstractContextManager[kept.Kept]:
        monkeypatch.setattr(kept, "opened", opened)
        actions.confirm(batch=Import.objects.get(pk=which.pk), by=me)
        kept.forget(batch.file)
        return opened(which)

    monkeypatch.setattr(kept, "opened", late)
    answer = actions.confirm(batch=batch, by=me)
    assert (answer.new, answer.file, Contact.objects.count()) == (1, "", 1)
