"""What somebody says of herself when she registers. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    # None where she wasn't asked.
    diet: str | None = None
    # What she answered to the organisers' own questions, by their ids.
    answers: Mapping[str, str | bool] = field(default_factory=dict)

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
        said = {"shared": list(self.shared), "diet": self.diet, "answers": dict(self.answers)}
        return {**self.named, **said}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """What `as_json` made, again."""
        return cls(**{**kept, "shared": tuple(cleaned(kept["shared"]))})
