"""What rounds ask: the bank in turn, one question, one for each round, two at once."""

from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from events.rounds.asking import MOST_ROUNDS, Asked
from events.rounds.questions import BANK, BY_KEY, Kind

OURS: dict[str, Any] = {
    "own-1": {"kind": "exchange", "fr": "Que donnez-vous ?", "en": "What do you give?"},
    "own-2": {"kind": "challenge", "fr": "Et demain ?", "en": ""},
    "own-3": {"kind": "challenge", "fr": "", "en": "Old one?", "archived": True},
}


def asked(rounds: int = 3, **options: Any) -> list[tuple[str, ...]]:
    chosen = Asked.of(options)
    return [chosen.for_round(number) for number in range(1, rounds + 1)]


def test_rounds_take_the_bank_in_turn_beginning_with_the_methods_own() -> None:
    assert asked(2) == [("challenge",), ("give-and-get",)]
    assert asked(len(BANK) + 1)[-1] == ("challenge",)


def test_a_chosen_question_is_asked_in_every_round_and_one_typed_here_instead_of_it() -> None:
    assert asked(question="learnt") == [("learnt",)] * 3
    assert asked(question="learnt", own_question="Why?") == [("Why?",)] * 3


def test_a_question_nobody_knows_gives_way_to_the_bank_in_turn() -> None:
    assert asked(2, question="forgotten") == [("challenge",), ("give-and-get",)]
    assert asked(2, question="own-9") == [("challenge",), ("give-and-get",)]
    assert asked(2, question="learnt", round_1="own-9", second="own-9") == [("learnt",)] * 2


def test_single_rounds_can_have_a_question_of_their_own() -> None:
    assert asked(question="learnt", round_2="proud") == [("learnt",), ("proud",), ("learnt",)]
    assert asked(own_question="Why?", round_3="proud") == [("Why?",), ("Why?",), ("proud",)]
    assert asked(round_1="proud") == [("proud",), ("give-and-get",), ("this-month",)]


def test_two_in_turn_are_a_challenge_and_an_exchange_and_none_comes_twice() -> None:
    found = asked(6, second="next")
    kinds = {tuple(BY_KEY[key].kind for key in pair) for pair in found}
    assert kinds == {(Kind.CHALLENGE, Kind.EXCHANGE)}
    assert len({key for pair in found for key in pair}) == 12


def test_a_second_question_goes_with_each_and_is_never_asked_beside_itself() -> None:
    assert asked(question="challenge", second="give-and-get") == [("challenge", "give-and-get")] * 3
    assert asked(2, second="give-and-get") == [
        ("challenge", "give-and-get"),
        ("this-month", "give-and-get"),
    ]
    assert asked(1, question="learnt", second="learnt") == [("learnt",)]
    assert asked(2, own_question="Why?", second="next") == [
        ("Why?", "give-and-get"),
        ("Why?", "good-at"),
    ]


def test_the_association_s_own_come_first_if_it_is_their_turn_but_for_the_archived() -> None:
    assert asked(4, question="ours", texts=OURS) == [
        ("own-1",),
        ("own-2",),
        ("challenge",),
        ("give-and-get",),
    ]
    assert asked(2, question="own-3", texts=OURS) == [("own-3",)] * 2
    assert asked(1, question="own-1", second="next", texts=OURS) == [("own-1", "challenge")]


def test_an_own_question_speaks_the_reader_s_language_or_the_one_it_has() -> None:
    chosen = Asked.of({"texts": OURS})
    with translation.override("en"):
        assert chosen.said(["own-1", "own-2", "challenge"]) == [
            "What do you give?",
            "Et demain ?",
            "What challenge do you bring to this gathering?",
        ]
    with translation.override("fr"):
        assert chosen.text("own-1") == "Que donnez-vous ?"
        assert chosen.text("own-3") == "Old one?"


def test_which_rounds_ask_a_question_is_known_for_paper() -> None:
    chosen = Asked.of({"question": "learnt", "round_2": "proud"})
    assert chosen.by_key(3) == {"learnt": [1, 3], "proud": [2]}
    assert chosen.of_rounds(3) == ["learnt", "proud"]
    assert chosen.named(2) == {"question": "proud"}
    assert Asked.of({"second": "next"}).named(1) == {
        "question": "challenge",
        "second": "give-and-get",
    }


KEYS = st.sampled_from(["", "ours", "next", "?", *BY_KEY, *OURS])


@given(
    options=st.fixed_dictionaries(
        {"question": KEYS, "second": KEYS, "round_1": KEYS, "round_3": KEYS},
        optional={"texts": st.just(OURS), "own_question": st.just("Why?")},
    ),
    number=st.integers(1, MOST_ROUNDS),
)
def test_whatever_is_chosen_each_round_asks_one_question_or_two_different_ones(
    options: dict[str, Any], number: int
) -> None:
    chosen = Asked.of(options)
    keys = chosen.for_round(number)
    assert len(keys) in {1, 2}
    assert len(set(keys)) == len(keys)
    assert len(chosen.said(keys)) == len(keys)


@pytest.mark.parametrize("options", [{}, {"question": None, "second": None, "texts": None}])
def test_what_is_missing_is_not_chosen(options: dict[str, Any]) -> None:
    assert Asked.of(options) == Asked()
