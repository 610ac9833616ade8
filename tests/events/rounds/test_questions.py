from collections import Counter

from django.utils import translation

from events.rounds import questions
from events.rounds.questions import BANK, Kind


def test_the_bank_holds_a_dozen_questions_of_both_kinds() -> None:
    assert len(BANK) >= 12
    assert len({question.key for question in BANK}) == len(BANK)
    kinds = Counter(question.kind for question in BANK)
    assert kinds[Kind.CHALLENGE] == kinds[Kind.EXCHANGE]


def test_what_is_no_key_is_a_question_itself() -> None:
    assert questions.text("What did you have for breakfast?") == "What did you have for breakfast?"


def test_each_question_ends_with_a_question_mark() -> None:
    with translation.override("en"):
        assert all(questions.text(question.key).endswith("?") for question in BANK)
