"""Reading the people of a list that was pasted, however dirty. Pure.

One person a line, "Name <mail>", rows of a spreadsheet with tabs, a line of addresses out of a
mail program with commas or semicolons: every line, and every address on it, is judged by itself.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from events.guests.fates import ROOM, Person, is_address
from events.guests.names import given_and_family, is_formula, is_nothing, is_salutation
from networking.text import fold, squeeze

# A pasted list is for hundreds; for more there is the file.
MOST: Final = 2_000
# Between people copied out of a mail program, or between the cells of a row.
_CELLS: Final = re.compile(r"[\t;|]")
_LETTER: Final = r"[^\s<>,;|\"“”«»()\[\]]"
# Looked for only where a word begins and past a few spaces: a text of one long word, or of nothing
# but spaces, would otherwise be read again from each of its letters.
_TOKEN: Final = re.compile(rf"<?\s{{0,3}}(?<!{_LETTER})({_LETTER}+@{_LETTER}+)\s{{0,3}}>?")
# What mail programs and lists put around a name.
_AROUND: Final = " \t,;:|<>()[]\"'“”«»*•·–—-"
_NUMBERED: Final = re.compile(r"^\s*(?:[-*•·–—]+|\d{1,4}[.)])\s+")
_FIELDS: Final = re.compile(r"^\s*(?:to|cc|bcc|cci|a|à|from|de)\s*:\s*", re.IGNORECASE)
_HEADING: Final = frozenset(
    ("e mail", "email", "mail", "courriel", "adresse mail", "adresse e mail", "e mail address",
     "adresse electronique", "email address", "mel")
)  # fmt: skip
# Letters that nobody sees and every copy brings along.
_UNSEEN: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"))


class Why(StrEnum):
    """What becomes of somebody on the list: invited, or the reason why not."""

    INVITE = "invite"
    NO_ADDRESS = "no address"
    BAD_ADDRESS = "bad address"
    TWICE = "twice"
    ON_THE_LIST = "on the list"
    ANSWERED_NO = "answered no"
    WANTS_NONE = "wants none"


@dataclass(frozen=True)
class Line:
    """Somebody of the list, the line she stands on, and what becomes of her."""

    number: int
    person: Person
    why: Why = Why.INVITE
    # What stood there, for who can't be read.
    said: str = ""
    # The line on which somebody who stands there twice comes first.
    first: int | None = None


def read_pasted(text: str) -> list[Line]:
    """Return who stands in the text, in its order, `MOST` at most; empty lines are nobody.

    A heading ("Name, E-mail") is left out. Without an address or with one that can't be one, a
    line is kept with the reason. The same address again is known as such.
    """
    found: list[Line] = []
    first: dict[str, int] = {}
    lines = text.translate(_UNSEEN).replace("\u00a0", " ").replace("\u202f", " ").splitlines()
    for number, raw in enumerate(lines, start=1):
        for line in _people(number, raw):
            email = line.person.email
            if line.why is Why.INVITE and email is not None:
                if email in first:
                    line = replace(line, why=Why.TWICE, first=first[email])  # noqa: PLW2901
                first.setdefault(email, number)
            found.append(line)
            if len(found) == MOST:
                return found
    return found


def settled(lines: list[Line], known: Mapping[str, Why]) -> list[Line]:
    """Return the lines with the reasons against those who are known by their addresses."""
    return [
        replace(line, why=known[email])
        if line.why is Why.INVITE and (email := line.person.email or "") in known
        else line
        for line in lines
    ]


def _people(number: int, raw: str) -> Iterator[Line]:
    """Yield those who stand on one line of the text."""
    text = _FIELDS.sub("", _NUMBERED.sub("", raw))
    addresses = list(_TOKEN.finditer(text))
    if not addresses:
        if not any(letter.isalnum() for letter in text) or _is_heading(text):
            return
        why = Why.BAD_ADDRESS if "@" in text else Why.NO_ADDRESS
        yield Line(number, _named(text), why, squeeze(text)[:120])
        return
    if len(addresses) == 1:
        (at,) = addresses
        yield _line(number, at[1], _beside(text, at), text)
        return
    begin = 0
    for at in addresses:
        yield _line(number, at[1], text[begin : at.start()], text)
        begin = at.end()


def _beside(text: str, at: re.Match[str]) -> str:
    """What stands on a line beside its only address; a row of cells stays one."""
    before, after = text[: at.start()], text[at.end() :]
    if not _CELLS.search(text) and '"' not in text and text.count(",") > 1:
        before, after = before.replace(",", "\t"), after.replace(",", "\t")
    return f"{before}\t{after}" if _CELLS.search(before + after) else f"{before} {after}"


def _line(number: int, address: str, rest: str, text: str) -> Line:
    email = address.lower().removeprefix("mailto:").strip(".'")
    person = _named(rest)
    if not is_address(email):
        return Line(number, person, Why.BAD_ADDRESS, squeeze(text)[:120])
    return Line(number, replace(person, email=email))


def _named(text: str) -> Person:
    """Make a name of what stands beside an address: one cell is a whole name, two are its parts."""
    cells = [cell for each in _CELLS.split(text) if (cell := _bare(each))]
    given, family, organisation = "", "", ""
    if len(cells) == 1:
        given, family = _parts(cells[0])
    elif cells:
        given, family, *others = cells
        organisation = others[0] if others else ""
    texts = {"given_name": given, "family_name": family, "organisation": organisation}
    said = {
        name: "" if is_formula(each) else each[: ROOM[name]].rstrip()
        for name, each in texts.items()
    }
    return Person(**said)


def _parts(name: str) -> tuple[str, str]:
    given, family = given_and_family(name)
    # A single word beside an address is how somebody is called.
    return (family, "") if not given and "," not in name else (given, family)


def _bare(cell: str) -> str:
    bare = squeeze(cell).strip(_AROUND)
    return "" if is_nothing(bare) or is_salutation(bare) or "@" in bare else bare


def _is_heading(text: str) -> bool:
    return any(fold(cell) in _HEADING for cell in re.split(r"[\t;|,]", text))
