"""An Impromptu on paper, before and after the draw."""

import pytest
from django.utils import translation

from events.agenda import dance_cards
from events.agenda.models import Segment
from events.calendar.models import Event
from events.formats.impromptu import paper
from events.guests.models import Registration
from events.rounds import paper as rounds_paper
from networking.paper import prints
from tests.crowd import crowd
from tests.events.formats.in_rounds import Room
from tests.factories import EventFactory, RegistrationFactory
from tests.networking.paper import pages
from tests.networking.paper.people import HARD


@pytest.fixture
def english(room: Room) -> Room:
    room.event.association.language = "en"
    room.event.association.save()
    return room


def set_options(event: Event, **options: object) -> None:
    Segment.objects.filter(event=event, format="impromptu").update(options=options)


def test_before_the_draw_the_sheet_says_how_two_circles_go(english: Room) -> None:
    english.enter(3)
    set_options(english.event, rounds=2, minutes=3)
    (page,) = pages.texts(paper.pairs(english.event))
    for words in (
        "Impromptu, without a draw · 3 participants",
        "Form two circles",
        "leave one place in the inner circle free",
        "moves one place to the left",
        "3 minutes with whoever stands opposite: half for one, half for the other.",
        "2 rounds in all.",
        "What challenge do you bring",
    ):
        assert words in page


def test_four_minutes_have_a_last_one_for_both_and_a_joker_joins(english: Room) -> None:
    set_options(english.event, rounds=1, minutes=4, odd="joker")
    page = pages.text(paper.pairs(english.event))
    assert "the last minute is for both" in page
    assert "an organiser joins in" in page
    assert "That was it: 1 round." in page


def test_after_the_draw_everybody_finds_her_table_by_her_first_name(english: Room) -> None:
    for name in ("Zoé", "Étienne", "Amina", "Björn"):
        english.enter(given_name=name, family_name="Roux")
    english.tap("start")
    english.play()
    page = pages.text(paper.pairs(english.event))
    places = [page.index(f"{name} Roux Table") for name in ("Amina", "Björn", "Étienne", "Zoé")]
    assert places == sorted(places)
    english.tap("draw")
    page = pages.text(paper.pairs(english.event))
    assert "Round 1" in page
    assert "Round 2" in page
    names = dict(Registration.objects.values_list("public_id", "given_name"))
    for round_ in english.course.rounds:
        for table in round_.tables:
            one, two = (names[guest] for guest in table.guests)
            assert f"Table {table.number} {two} Roux" in page
            assert f"Table {table.number} {one} Roux" in page


def test_a_guest_s_card_says_whom_she_meets_where_and_nobody_else_s(english: Room) -> None:
    english.enter(4)
    english.tap("start")
    english.tap("draw")
    # A long name is broken after its hyphen.
    page = pages.text(dance_cards.printed(english.event)).replace("- ", "-")
    names = {guest.public_id: guest.full_name for guest in Registration.objects.all()}
    cards = page.split(english.event.association.name)
    for table in english.last.tables:
        for guest in table.guests:
            (other,) = (each for each in table.guests if each != guest)
            line = f"Round 1, table {table.number}: {names[other]}"
            assert page.count(line) == 1
            (hers,) = (card for card in cards if f"{names[guest]} 08:00" in card)
            assert line in hers


def test_there_is_a_card_for_each_question_in_both_languages(english: Room) -> None:
    set_options(english.event, rounds=3)
    printed = rounds_paper.question_cards(english.event)
    texts = pages.texts(printed)
    assert len(texts) == 2
    assert "What challenge do you bring to this gathering?" in texts[0]
    assert "Quel défi apportez" in texts[0]
    assert "Round 3" in texts[1]


def test_a_question_for_all_rounds_is_one_card_and_an_own_one_is_as_it_was_typed(
    english: Room,
) -> None:
    set_options(english.event, rounds=3, question="half-a-day")
    assert "half a day of help" in pages.text(rounds_paper.question_cards(english.event))
    assert "Round" not in pages.text(rounds_paper.question_cards(english.event))
    own = "W" * 60 + " pourquoi " * 14
    set_options(english.event, own_question=own[:200])
    printed = rounds_paper.question_cards(english.event)
    assert "pourquoi" in pages.text(printed)
    (pixels,) = pages.drawn(printed, dpi=100)
    margin = int(15 * 100 / 25.4)
    strip = pixels[:, -margin:]
    assert int((strip < 128).any(axis=1).sum()) < 30


@pytest.mark.parametrize(("guests", "signs"), [(0, 1), (1, 1), (7, 3), (34, 17)])
def test_there_is_a_sign_for_each_table_the_pairs_will_want(
    english: Room, guests: int, signs: int
) -> None:
    crowd(english.event, guests)
    texts = pages.texts(rounds_paper.table_signs(english.event))
    assert len(texts) == signs
    assert [f"Table {number}" in text for number, text in enumerate(texts, 1)] == [True] * signs
    assert english.event.association.name in texts[-1]


def test_a_sign_shows_its_number_on_both_sides_and_large(english: Room) -> None:
    crowd(english.event, 4)
    first, second = pages.drawn(rounds_paper.table_signs(english.event), dpi=50)
    for pixels in (first, second):
        half = pixels.shape[0] // 2
        above, below = pixels[:half] < 128, pixels[half:] < 128
        # The one is the other, turned round.
        assert abs(int(above.sum()) - int(below.sum())) < 0.02 * below.sum()
        rows = below.any(axis=1).nonzero()[0]
        assert rows.max() - rows.min() > 0.7 * half


def test_hard_names_keep_to_the_list_of_pairs(english: Room) -> None:
    for given, family, *_rest in HARD:
        english.enter(given_name=given, family_name=family)
    english.tap("start")
    english.tap("draw")
    for pixels in pages.drawn(paper.pairs(english.event), dpi=100):
        margin = int(17 * 100 / 25.4)
        assert pixels[:, :margin].min() == 255
        assert pixels[:, -margin:].min() == 255


@pytest.mark.slow
def test_five_hundred_people_find_their_tables(english: Room) -> None:
    crowd(english.event, 500)
    for guest in Registration.objects.filter(event=english.event):
        english.enter_known(guest)
    english.tap("start")
    english.tap("draw")
    texts = pages.texts(paper.pairs(english.event))
    words = " ".join(texts)
    assert all(words.count(f"Roux{at} ") >= 2 for at in range(500))
    assert all("First name" in page for page in texts)


@pytest.mark.parametrize("name", ["pairs", "questions", "table-signs"])
def test_an_event_without_an_impromptu_is_offered_none_of_it(db: None, name: str) -> None:
    found = prints.find(name)
    assert found is not None
    event = EventFactory.create()
    assert not found.offered(event)
    Segment.objects.create(event=event, format="impromptu", title="Impromptu", minutes=20)
    assert found.offered(event)


def test_it_speaks_the_association_s_language_whoever_prints_it(english: Room) -> None:
    RegistrationFactory.create(event=english.event)
    with translation.override("fr"):
        assert "Form two circles" in pages.text(paper.pairs(english.event))
