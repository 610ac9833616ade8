"""A notebook of people: by country or by letter, with an index at the edge and room to write."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from django.utils.translation import gettext, ngettext, override

from networking.paper import press
from networking.paper.fonts import MissingGlyphsError, printable

Paper = Literal["a5", "a4"]
PAPERS: Final[tuple[Paper, ...]] = ("a5", "a4")
# What stands where no font draws a letter.
_UNKNOWN: Final = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in the notebook, all of it as people read it.

    `ways` are numbers, mails and links; `lines` an address; `met` where and when; `promises` are
    open ones, each with a box to tick.
    """

    name: str
    role: str = ""
    ways: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    met: str = ""
    note: str = ""
    promises: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A country or a letter; `thumb` is the short word at the edge of its pages."""

    label: str
    thumb: str
    people: Sequence[Person]


def notebook(
    sections: Sequence[Section], *, title: str, owner: str, when: str, paper: Paper, language: str
) -> bytes:
    """Return the PDF. Letters that no font here draws become "?", and the first page says so."""
    missing: set[str] = set()

    def said(text: str) -> str:
        return _drawn(text, missing)

    with override(language):
        count = sum(len(section.people) for section in sections)
        data: dict[str, Any] = {
            "heading": title,
            "owner": said(owner),
            "when": when,
            "paper": paper,
            "count": ngettext("%(count)s contact", "%(count)s contacts", count) % {"count": count},
            # Typst fills in what it alone knows.
            "page": gettext("Page {page} of {pages}"),
            "empty": gettext("Nobody is in this notebook yet."),
            "sections": [
                {
                    "label": said(section.label),
                    "thumb": said(section.thumb),
                    "people": [_told(person, said) for person in section.people],
                }
                for section in sections
            ],
        }
        data["missing"] = _missing(missing)
    return press.render("notebook", data, title=title, language=language)


def _told(person: Person, said: Any) -> dict[str, Any]:
    return {
        "name": said(person.name),
        "role": said(person.role),
        "ways": [said(way) for way in person.ways],
        "lines": [said(line) for line in person.lines],
        "met": said(person.met),
        "note": said(person.note),
        "promises": [said(promise) for promise in person.promises],
        "tags": [said(tag) for tag in person.tags],
    }


def _drawn(text: str, missing: set[str]) -> str:
    """The text without what would be empty boxes; what was left out goes to `missing`."""
    try:
        return printable(text)
    except MissingGlyphsError as error:
        missing.update(error.letters)
        unknown = dict.fromkeys(map(ord, error.letters), _UNKNOWN)
        # Composing may bring further letters: those are asked for once more.
        return (
            _drawn(text.translate(unknown), missing) if _covers(text, error.letters) else _UNKNOWN
        )


def _covers(text: str, letters: Iterable[str]) -> bool:
    """Whether at least one of the letters stands in the text as it is, so that replacing helps."""
    return any(letter in text for letter in letters)


def _missing(letters: set[str]) -> str:
    if not letters:
        return ""
    scripts = ", ".join(MissingGlyphsError(letters).scripts)
    return gettext(
        "No font of this site draws these scripts: %(scripts)s. “?” stands for them."
    ) % {"scripts": scripts}
