"""The people of the demo, as `cast.toml` tells them."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from networking.text import fold

Line = tuple[str, str]


@dataclass(frozen=True)
class Character:
    """Somebody invented: who she is, what she says, what she offers and looks for."""

    given_name: str
    family_name: str
    title: str
    organisation: str
    city: str
    headline: str
    pitch: str
    offers: tuple[Line, ...]
    needs: tuple[Line, ...]
    starters: str
    pronouns: str = ""

    @property
    def email(self) -> str:
        """An address under a name reserved for examples: no mail ever leaves for it."""
        return f"{fold(self.given_name)}.{fold(self.family_name)}@exemple.org".replace(" ", "-")


def guests() -> list[Character]:
    """Return the demo's guests in the order of the file."""
    told = tomllib.loads((Path(__file__).parent / "cast.toml").read_text(encoding="utf-8"))
    return [
        Character(
            given_name=person["name"][0],
            family_name=person["name"][1],
            offers=tuple(map(_line, person["offers"])),
            needs=tuple(map(_line, person["needs"])),
            pronouns=person.get("pronouns", ""),
            **{
                name: person[name]
                for name in ("title", "organisation", "city", "headline", "pitch", "starters")
            },
        )
        for person in told["person"]
    ]


def _line(text: str) -> Line:
    tag, _colon, sentence = text.partition(":")
    return tag.strip(), sentence.strip()
