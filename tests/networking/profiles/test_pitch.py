"""The pitch: how long it takes to say, and what a kind coach would add."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networking.profiles import pitch
from networking.profiles.coach import WORDS
from networking.profiles.pitch import Hint

GOOD = (
    "Je suis boulanger. Je sais nourrir vos réunions, et raconter comment neuf personnes décident "
    "du prix d’une baguette. Ce matin, les croissants, c’est nous. J’aimerais ouvrir une deuxième "
    "boutique."
)


def hints(text: str, *, pace: int = 150, offers: int = 1, needs: int = 1) -> list[Hint]:
    return pitch.hints(text, pace=pace, offers=range(offers), needs=range(needs))


def test_150_words_take_a_minute_and_the_next_one_is_too_many() -> None:
    assert pitch.spoken("mot " * 150).seconds == 60
    assert pitch.spoken("mot " * 150).fits
    assert not pitch.spoken("mot " * 151).fits


def test_a_slower_person_needs_longer_for_the_same_words() -> None:
    assert pitch.spoken("mot " * 100, pace=100).seconds == 60


def test_punctuation_standing_alone_is_not_spoken() -> None:
    assert pitch.words("Bonjour : je — moi — suis là !") == 5


def test_an_empty_pitch_is_invited_not_scolded() -> None:
    assert hints("") == [Hint.EMPTY]


def test_a_good_pitch_is_left_alone() -> None:
    assert hints(GOOD * 2) == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (GOOD * 8, Hint.TOO_LONG),
        ("Je suis là.", Hint.SHORT),
        ("Je suis consultante. " * 12, Hint.NO_STORY),
        (GOOD + " JE SUIS VRAIMENT TRÈS BIEN PLACÉE POUR VOUS AIDER.", Hint.SHOUTING),
    ],
)
def test_the_coach_says_what_is_missing(text: str, missing: Hint) -> None:
    assert missing in hints(text)


def test_the_coach_asks_for_an_offer_before_a_need() -> None:
    assert hints(GOOD * 2, offers=0, needs=0) == [Hint.NO_OFFER, Hint.NO_NEED]


def test_every_hint_has_its_words() -> None:
    assert set(WORDS) == set(Hint)


def test_a_profile_is_whole_when_every_part_is_there() -> None:
    whole = pitch.completeness(has_name=True, pitch="Bonjour", offers=1, needs=1, headline="Moi")
    none = pitch.completeness(has_name=False, pitch=" ", offers=0, needs=0, headline="")
    assert (whole, none) == (1.0, 0.0)


@given(st.text(), st.text(), st.integers(60, 300))
def test_more_words_never_take_less_time(first: str, second: str, pace: int) -> None:
    together = pitch.spoken(f"{first} {second}", pace)
    assert together.seconds >= pitch.spoken(first, pace).seconds
    assert together.words == pitch.words(first) + pitch.words(second)
