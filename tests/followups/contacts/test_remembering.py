"""A word to remember, on one's phone once the last round is over: kept in one's own contacts."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.guests.models import Registration
from events.rounds import actions as rounds
from events.rounds.company import Company, company, sat_with
from followups.contacts import actions
from followups.contacts.models import LONGEST_NOTE, Contact
from networking.accounts.models import User
from networking.time import now
from tests.events.formats.impromptu.test_pages import shown, words
from tests.events.formats.in_rounds import Room, rooms
from tests.factories import RegistrationFactory

ASKED = "A word to remember"
HOUR = 3600


@pytest.fixture
def room(db: None) -> Iterator[Room]:
    yield from rooms("impromptu")


@pytest.fixture
def tables(db: None) -> Iterator[Room]:
    yield from rooms("speed_tables", size=4, rounds=3, turn=60, together=2)


def met_by(room: Room, guest: Registration) -> list[Registration]:
    """With whom a guest sat, in the order of the rounds."""
    found = company(room.reading.state, guest.public_id, now())
    known = {each.public_id: each for each in Registration.objects.all()}
    return [known[other] for other in found.guests]


def send(room: Room, user: User, other: Registration, text: str, **more: Any) -> Any:
    client = Client()
    client.force_login(user)
    slugs = [room.event.association.slug, room.event.slug]
    path = reverse("contacts:remember", args=[*slugs, other.public_id])
    return client.post(path, {"text": text}, **more)


def by_script(room: Room, user: User, other: Registration, text: str) -> Any:
    return send(room, user, other, text, HTTP_HX_REQUEST="true")


def play_all(room: Room) -> None:
    room.tap("start")
    for _ in range(3):
        room.play()


# --- When, and about whom ------------------------------------------------------------------------


def test_it_comes_with_the_end_of_the_last_round_and_not_before(room: Room) -> None:
    guest = room.enter(6)[0]
    room.tap("start")
    room.play()
    room.play()
    assert ASKED not in shown(room, "phone", guest.user)
    room.tap("draw")
    assert ASKED not in shown(room, "phone", guest.user)
    room.tap("round")
    # The device shows it when the ring rests: nobody need tap for that, nor the phone ask.
    page = shown(room, "phone", guest.user)
    assert 'class="stack remember" data-phase="rest" hidden' in page
    room.wait(271)
    page = shown(room, "phone", guest.user)
    assert 'class="stack remember" aria' in page
    others = met_by(room, guest)
    assert len(others) == 3
    for other in others:
        assert other.full_name in words(page)


def test_it_stays_while_other_things_are_on_and_until_48_hours_after_the_event(room: Room) -> None:
    guest = room.enter(6)[0]
    play_all(room)
    room.tap("next")
    assert ASKED in shown(room, "phone", guest.user)
    room.wait(2 * HOUR + 47 * HOUR)
    assert ASKED in shown(room, "phone", guest.user)
    room.wait(2 * HOUR)
    assert ASKED not in shown(room, "phone", guest.user)


def test_one_more_round_changes_nothing_until_it_is_over(room: Room) -> None:
    guest = room.enter(8)[0]
    play_all(room)
    room.tap("draw")
    room.tap("round")
    assert len(met_by(room, guest)) == 3
    room.wait(271)
    assert len(met_by(room, guest)) == 4


def test_who_leaves_early_has_a_last_round_of_her_own(room: Room) -> None:
    guests = room.enter(6)
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    rounds.leave(guest=guests[0], on=True, by=guests[0].user)
    state = room.reading.state
    (partner,) = sat_with(state, guests[0].public_id)
    assert company(state, guests[0].public_id, now()) == Company(ending=(partner,))
    room.wait(271)
    assert company(room.reading.state, guests[0].public_id, now()) == Company((partner,))
    assert company(room.reading.state, guests[1].public_id, now()) == Company()
    room.tap("draw")
    room.tap("absent", guest=guests[1].public_id)
    # And so has who is gone.
    assert len(company(room.reading.state, guests[1].public_id, now()).guests) == 1


def test_where_the_facilitator_goes_on_early_the_rounds_there_were_count(room: Room) -> None:
    guest = room.enter(6)[0]
    room.tap("start")
    room.play()
    room.tap("draw")
    room.tap("next")
    assert len(met_by(room, guest)) == 1


def test_all_who_sat_at_the_same_tables_are_there(tables: Room) -> None:
    guests = tables.enter(12)
    tables.tap("start")
    for _ in range(3):
        tables.tap("draw")
        tables.tap("round")
        tables.wait(30 + 4 * 60 + 120)
    others = met_by(tables, guests[0])
    hers = [table.guests for each in tables.course.rounds for table in each.tables]
    sat = {one for group in hers if guests[0].public_id in group for one in group}
    assert {other.public_id for other in others} == sat - {guests[0].public_id}
    page = words(shown(tables, "phone", guests[0].user))
    assert all(other.full_name in page for other in others)


def test_a_segment_that_is_no_rounds_brings_nobody_together(db: None) -> None:
    for room in rooms("debrief"):
        guest = room.enter(2)[0]
        room.tap("start")
        assert company(room.reading.state, guest.public_id, now()) == Company()
        assert sat_with(room.reading.state, guest.public_id) == frozenset()


# --- Where it is kept ----------------------------------------------------------------------------


def test_a_word_enters_her_contact_list_with_the_card_and_twice_it_is_once(room: Room) -> None:
    guest = room.enter(6, title="Graphiste")[0]
    play_all(room)
    other = met_by(room, guest)[0]
    for _ in range(2):
        answer = by_script(room, guest.user, other, " Citrons de  Menton ")
        assert answer.status_code == 200
    assert "Citrons de Menton" in answer.content.decode()
    contact = Contact.objects.get()
    assert (contact.owner, contact.person) == (guest.user, other.user)
    assert (contact.note, contact.title) == ("Citrons de Menton", "Graphiste")
    assert contact.met_at == room.event
    assert contact in Contact.objects.of(guest.user).matching("menton")
    by_script(room, guest.user, other, "Envoyer le devis mardi")
    contact.refresh_from_db()
    assert contact.note == "Citrons de Menton\nEnvoyer le devis mardi"


def test_what_stood_there_already_stays(room: Room) -> None:
    guest = room.enter(6)[0]
    play_all(room)
    other = met_by(room, guest)[0]
    kept = actions.keep(owner=guest.user, registration=other, by=guest.user)
    actions.write(contact=kept, note="Rencontrée à Lyon\n\nJoue du violon", by=guest.user)
    by_script(room, guest.user, other, "Cherche un local")
    kept.refresh_from_db()
    assert kept.note == "Rencontrée à Lyon\n\nJoue du violon\nCherche un local"
    page = words(shown(room, "phone", guest.user))
    assert "Joue du violon" in page


def test_nobody_else_sees_a_letter_of_it(room: Room) -> None:
    guest = room.enter(6)[0]
    play_all(room)
    other = met_by(room, guest)[0]
    by_script(room, guest.user, other, "Citrons de Menton")
    for view, user in (("phone", other.user), ("console", room.by), ("screen", room.by)):
        assert "Citrons" not in shown(room, view, user)
    assert "Citrons" not in str([entry.payload for entry in room.reading.log])
    client = Client()
    client.force_login(other.user)
    contact = Contact.objects.get()
    assert client.get(contact.get_absolute_url()).status_code == 404


def test_it_is_taken_away_with_her_list_and_goes_with_her(room: Room) -> None:
    guest = room.enter(6)[0]
    play_all(room)
    by_script(room, guest.user, met_by(room, guest)[0], "Citrons de Menton")
    client = Client()
    client.force_login(guest.user)
    assert "NOTE:Citrons de Menton" in client.get(reverse("contacts:cards")).content.decode()
    guest.user.delete()
    assert not Contact.objects.exists()


def test_a_word_kept_on_the_way_counts_later_too(room: Room) -> None:
    """What the network swallowed is sent when there is some again, whatever is on by then."""
    guest = room.enter(6)[0]
    play_all(room)
    other = met_by(room, guest)[0]
    room.tap("next")
    room.wait(3 * 24 * HOUR)
    assert by_script(room, guest.user, other, "Citrons").status_code == 200


# --- What can't be kept --------------------------------------------------------------------------


def test_about_whom_one_did_not_sit_with_nothing_is_kept(room: Room) -> None:
    guests = room.enter(6)
    play_all(room)
    met = {other.pk for other in met_by(room, guests[0])}
    stranger = next(guest for guest in guests[1:] if guest.pk not in met)
    assert by_script(room, guests[0].user, stranger, "Hm").status_code == 404
    assert by_script(room, guests[0].user, guests[0], "Hm").status_code == 404
    late = RegistrationFactory.create(event=room.event)
    assert by_script(room, late.user, guests[0], "Hm").status_code == 404
    assert not Contact.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "x" * 201])
def test_a_word_that_is_none_is_refused_in_her_language(room: Room, text: str) -> None:
    guest = room.enter(6)[0]
    play_all(room)
    other = met_by(room, guest)[0]
    answer = by_script(room, guest.user, other, text)
    assert answer.status_code == 422
    assert answer["Content-Type"].startswith("text/plain")
    assert not Contact.objects.exists()


def test_where_no_script_sends_it_the_page_says_why_and_keeps_what_was_typed(room: Room) -> None:
    guest = room.enter(6)[0]
    play_all(room)
    other, another, *_ = met_by(room, guest)
    assert send(room, guest.user, other, "Citrons").status_code == 302
    kept = Contact.objects.get()
    actions.write(contact=kept, note="x" * LONGEST_NOTE, by=guest.user)
    answer = send(room, guest.user, other, "Et des oranges")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Your notes on this person are full. Make room first." in page
    assert page.count('value="Et des oranges"') == 1
    assert another.full_name in page


@pytest.mark.parametrize(("number", "met"), [(2, 1), (8, 3)])
def test_the_page_takes_a_constant_number_of_queries(
    room: Room, django_assert_num_queries: Any, number: int, met: int
) -> None:
    guest = room.enter(number)[0]
    play_all(room)
    assert len(met_by(room, guest)) == met
    client = Client()
    client.force_login(guest.user)
    url = reverse("agenda:phone_part", args=[room.event.association.slug, room.event.slug])
    with django_assert_num_queries(18):
        client.get(url)
