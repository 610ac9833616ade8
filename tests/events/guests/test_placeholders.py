"""Words in braces in a message."""

from hypothesis import given
from hypothesis import strategies as st

from events.guests.placeholders import NAMES, filled, unknown

VALUES = {"first_name": "Zoë", "name": "Zoë Diallo", "event": "{name}", "day": "mardi 1er décembre"}


def test_each_reader_finds_her_own_name_in_either_language() -> None:
    assert filled("Bonjour {prénom}, {PRENOM}, { first_name }", VALUES) == "Bonjour Zoë, Zoë, Zoë"


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    assert filled("{event}", VALUES) == "{name}"


def test_words_that_stand_for_nothing_are_named_once_as_they_are_written() -> None:
    assert unknown("{prénom} {Surnom} {Surnom} {the moon}") == ["Surnom", "the moon"]
    assert filled("{Surnom}", VALUES) == "{Surnom}"


def test_braces_that_hold_no_word_are_just_braces() -> None:
    for text in ("{}", "{ }", "a { b", "{1}", "{{", "{a.b}", "{0.__class__}", "{!r}"):
        assert unknown(text) == []
        assert filled(text, VALUES) == text


def test_every_word_can_be_written_in_both_languages() -> None:
    assert unknown(" ".join(f"{{{way}}}" for ways in NAMES.values() for way in ways)) == []


@given(st.text(), st.dictionaries(st.sampled_from(sorted(NAMES)), st.text()))
def test_no_text_is_an_error(text: str, values: dict[str, str]) -> None:
    unknown(text)
    filled(text, values)
