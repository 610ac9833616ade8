"""The languages people speak, by their codes: those of Europe and those it hears most."""

from typing import Final

from django.utils.translation import get_language_info, gettext

from networking.text import fold

# At hand for everybody; the others are one tap away.
COMMON: Final = ("fr", "en", "de", "es", "it", "pt", "ar", "nl")
OTHERS: Final = (
    "sq", "hy", "eu", "bn", "br", "bg", "ca", "zh-hans", "hr", "cs", "da", "et", "fi", "gl", "ka",
    "el", "he", "hi", "hu", "is", "id", "ga", "ja", "ko", "lv", "lt", "lb", "mk", "mn", "nb",
    "oc", "fa", "pl", "ro", "ru", "sr", "sk", "sl", "sv", "sw", "ta", "th", "tr", "uk", "ur", "vi",
    "cy",
)  # fmt: skip
CODES: Final = frozenset({*COMMON, *OTHERS})
# What Django, whose words these are, does not know.
_OURS: Final = {"oc": "Occitan"}


def name_of(code: str) -> str:
    """Return the name of one of these languages in the reader's own, capitalised."""
    if code == "zh-hans":
        return gettext("Chinese")
    if code in _OURS:
        return _OURS[code]
    name = str(get_language_info(code)["name_translated"])
    return name[:1].upper() + name[1:]


def choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the (code, name) pairs of these languages, by name but for the common ones."""
    pairs = [(code, name_of(code)) for code in codes]
    return pairs if codes == COMMON else sorted(pairs, key=lambda pair: fold(pair[1]))
