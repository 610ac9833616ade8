"""A line as one writes it when people come to mind: a name, and how one knows her. Pure."""

import re
from dataclasses import dataclass
from typing import Final

from events.guests.names import given_and_family
from networking.text import squeeze

# What parts the name from the rest: the first comma, semicolon, bracket or dash between spaces.
_PARTED: Final = re.compile(r"\s*(?:[,;(]|\s[–—-]\s)\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody who came to mind."""

    given_name: str
    family_name: str
    how: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it names nobody."""
        return not (self.given_name or self.family_name)


def read(text: str) -> Line:
    """Read ``Nadia Benali, sat beside me at school``; without a comma all of it is the name.

    One word alone is a first name: it is how one thinks of somebody.
    """
    name, *rest = _PARTED.split(squeeze(text), maxsplit=1)
    how = rest[0].removesuffix(")") if rest else ""
    given, family = given_and_family(name)
    if not given:
        given, family = family, ""
    return Line(given.strip(), family.strip(), how.strip())
