"""What somebody says of herself when she registers. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from events.guests.consent import DEFAULT_SHARED, cleaned


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """Name, title, organisation as they stand on the badge, and what the others may see."""

    given_name: str
    family_name: str = ""
    title: str = ""
    organisation: str = ""
    shared: tuple[str, ...] = tuple(cleaned(DEFAULT_SHARED))

    @property
    def named(self) -> dict[str, str]:
        """The texts among them, by the names of a registration's fields."""
        return {
            "given_name": self.given_name,
            "family_name": self.family_name,
            "title": self.title,
            "organisation": self.organisation,
        }

    def as_json(self) -> dict[str, Any]:
        """As a session keeps them while the code is on its way."""
        return {**self.named, "shared": list(self.shared)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """What `as_json` made, again."""
        return cls(**{**kept, "shared": tuple(cleaned(kept["shared"]))})
