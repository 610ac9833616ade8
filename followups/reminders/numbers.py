"""Small numbers in words, before “people” or “words”."""

from django.utils.translation import pgettext


def in_words(number: int) -> str:
    """Return a number from two to twelve as a word, any other in figures."""
    words = (
        pgettext("number", "two"),
        pgettext("number", "three"),
        pgettext("number", "four"),
        pgettext("number", "five"),
        pgettext("number", "six"),
        pgettext("number", "seven"),
        pgettext("number", "eight"),
        pgettext("number", "nine"),
        pgettext("number", "ten"),
        pgettext("number", "eleven"),
        pgettext("number", "twelve"),
    )
    return words[number - 2] if 2 <= number < 2 + len(words) else str(number)
