"""The pitch: how long it takes to say, and what a kind coach would add, in French and English."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from networking.profiles import coach, pitch
from networking.profiles.paragraphs import PARAGRAPHS, paragraph
from networking.profiles.pitch import Hint

GOOD = {
    "fr": (
        "Je suis boulanger. Je sais nourrir vos réunions, et raconter comment neuf personnes "
        "décident du prix d’une baguette. Ce matin, les croissants, c’est nous. J’aimerais ouvrir "
        "une deuxième boutique : où iriez-vous chercher votre pain ? "
    ),
    "en": (
        "I am a baker. I can feed your meetings, and tell you how nine people agree on the price "
        "of a loaf. This morning the croissants are ours. I’d like to open a second shop: where "
        "would you go for your bread? "
    ),
}
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


def hints(text: str, *, pace: int = 150, offers: int = 0, needs: int = 0) -> list[Hint]:
    return pitch.hints(text, pace=pace, offers=range(offers), needs=range(needs), most=99)


def test_150_words_take_a_minute_and_the_next_one_is_too_many() -> None:
    assert pitch.spoken("mot " * 150).seconds == 60
    assert pitch.spoken("mot " * 150).fits
    assert not pitch.spoken("mot " * 151).fits


def test_a_slower_person_needs_longer_for_the_same_words() -> None:
    assert pitch.spoken("mot " * 100, pace=100).seconds == 60


def test_punctuation_standing_alone_is_not_spoken() -> None:
    assert pitch.words("Bonjour : je — moi — suis là !") == 5


def test_an_empty_pitch_is_invited_not_scolded() -> None:
    assert hints("") == hints(" … ") == [Hint.EMPTY]


@LANGUAGES
def test_a_good_pitch_is_left_alone(language: str) -> None:
    assert hints(GOOD[language] * 2) == []


@pytest.mark.parametrize(
    ("missing", "text"),
    [
        (Hint.TOO_LONG, GOOD["fr"] * 8),
        (Hint.TOO_LONG, GOOD["en"] * 8),
        (Hint.SHORT, "Je suis là."),
        (Hint.SHORT, "Here I am."),
        (
            Hint.CAREER,
            "Je suis diplômé de Centrale. J’ai travaillé chez Dupond, puis j’ai rejoint Martin.",
        ),
        (Hint.CAREER, "Né en 1971, ingénieur en 1995, directeur depuis 2008."),
        (Hint.CAREER, "I graduated in York, then I joined a bank, and I was head of sales."),
        (Hint.CAREER, "From 1995 to 2003 I sold cars, and since 2004 bicycles."),
        (Hint.NO_STORY, "Je suis consultante. J’aimerais grandir."),
        (Hint.NO_STORY, "I am a consultant. I’d like to grow."),
        (Hint.NO_QUESTION, "Je suis boulanger."),
        (Hint.NO_QUESTION, "I am a baker."),
        (Hint.NO_OFFER, "Je suis boulanger. J’aimerais ouvrir une boutique."),
        (Hint.NO_OFFER, "I am a baker. I’d like to open a shop."),
        (Hint.NO_NEED, "Je suis boulanger. Je sais nourrir vos réunions."),
        (Hint.NO_NEED, "I am a baker. I can feed your meetings."),
        (Hint.JARGON, "Nous créons des synergies dans un écosystème disruptif."),
        (Hint.JARGON, "We leverage the synergies of our ecosystem."),
        (Hint.SHOUTING, "JE SUIS VRAIMENT TRÈS BIEN PLACÉE POUR VOUS AIDER."),
        (Hint.SHOUTING, "I AM REALLY VERY WELL PLACED TO HELP YOU TODAY."),
    ],
)
def test_the_coach_says_what_is_missing(missing: Hint, text: str) -> None:
    assert missing in hints(text)


@pytest.mark.parametrize(
    ("spared", "text"),
    [
        (Hint.CAREER, "Depuis 2019 je suis responsable de la boutique."),
        (Hint.CAREER, "Since 2019 I have been in charge of the shop."),
        (Hint.NO_STORY, "L’autre jour, une cliente a pleuré devant son pain."),
        (Hint.NO_STORY, "The other day a customer wept over her loaf."),
        (Hint.NO_OFFER, "Je vous aide à choisir."),
        (Hint.NO_OFFER, "We help people choose."),
        (Hint.NO_NEED, "Je cherche un local."),
        (Hint.NO_NEED, "I’m looking for a place."),
        (Hint.JARGON, "Un écosystème, pour moi, c’est une mare et ses grenouilles."),
        (Hint.JARGON, "An ecosystem, to me, is a pond and its frogs."),
        (Hint.SHOUTING, "La SNCF, l’URSSAF et l’UNESCO sont mes clientes."),
        (Hint.SHOUTING, "NASA, UNESCO and UNICEF are my customers."),
    ],
)
def test_the_coach_has_nothing_to_say_where_nothing_is_missing(spared: Hint, text: str) -> None:
    assert spared not in hints(text)


def test_what_the_profile_offers_and_needs_beside_is_not_asked_for_again() -> None:
    assert not {Hint.NO_OFFER, Hint.NO_NEED} & set(hints("Bonjour.", offers=1, needs=1))


def test_three_hints_at_most_the_most_useful_first() -> None:
    text = "SYNERGIE DISRUPTIVE, DIPLÔMÉ, TITULAIRE, DIRECTEUR DE TOUT. " * 40
    said = pitch.hints(text, pace=150)
    assert said == [Hint.TOO_LONG, Hint.CAREER, Hint.NO_OFFER]


def test_a_word_of_the_trade_is_quoted_as_it_was_written() -> None:
    assert pitch.jargon("Des Synergies et du ROI.") == ["Synergies", "ROI"]
    with override("fr"):
        said = coach.said(Hint.JARGON, "Des Synergies et du ROI.")
    assert "Synergies" in said
    assert "ROI" in said


@LANGUAGES
def test_every_hint_has_its_words(language: str) -> None:
    with override(language):
        said = [coach.said(hint, GOOD["fr"]) for hint in Hint]
    assert all(said)
    assert len(set(said)) == len(Hint)


def test_one_reads_a_paragraph_in_ones_own_language_or_else_in_english() -> None:
    assert paragraph("fr-CA") == ("fr", PARAGRAPHS["fr"])
    assert paragraph("de") == paragraph(None) == ("en", PARAGRAPHS["en"])


@LANGUAGES
def test_a_paragraph_takes_well_under_a_minute(language: str) -> None:
    assert 30 <= pitch.spoken(PARAGRAPHS[language]).seconds <= 50


def test_a_pace_is_words_by_minutes_and_believed_within_reason() -> None:
    assert pitch.pace(100, 40) == 150
    assert (pitch.pace(100, 100), pitch.pace(100, 20)) == (60, 300)
    assert pitch.pace(100, 102) is None
    assert pitch.pace(100, 19) is None
    assert pitch.pace(100, 0) is None


@given(st.text(), st.text(), st.integers(60, 300))
def test_more_words_never_take_less_time(first: str, second: str, pace: int) -> None:
    together = pitch.spoken(f"{first} {second}", pace)
    assert together.seconds >= pitch.spoken(first, pace).seconds
    assert together.words == pitch.words(first) + pitch.words(second)


@given(st.text())
def test_the_coach_never_says_more_than_three_things_nor_one_twice(text: str) -> None:
    said = pitch.hints(text, pace=150)
    assert len(said) == len(set(said)) <= 3
