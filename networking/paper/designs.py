"""The designs of a badge's face: what stands on it, and what is large. `faces.py` places it.

Shares and sizes are those of a badge of 80 × 50 mm; on others they grow and shrink with it.
"""

from dataclasses import dataclass
from typing import Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What a badge may say of somebody below her family name; `role` is title and organisation in one.
Detail = Literal["title", "organisation", "role", "headline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """A design. `key` names it in addresses and is stable; `note` says whom it is for."""

    key: str
    name: str | Promise
    note: str | Promise
    details: tuple[Detail, ...]
    # Side of the code in millimetres; on a strip it is always 15.
    code: float
    # The first name's part of the height that is free, where it isn't the code that decides.
    given: float
    # Height of what stands below the first name, in sides of the code, where it stands beside it.
    below: float = 1.0
    # The family name's part of what stands below the first name.
    family: float
    # Largest sizes in points.
    largest_given: float
    largest_family: float
    largest_association: float = 7.6


CLASSIC: Final = Design(
    key="classic",
    name=_("Classic"),
    note=_("Name, title and organisation."),
    details=("title", "organisation"),
    code=17,
    given=0.46,
    family=0.5,
    largest_given=58,
    largest_family=16,
)
LARGE: Final = Design(
    key="large",
    name=_("Large first name"),
    note=_("To be read at three metres; the rest is small."),
    details=("organisation",),
    code=12.5,
    given=0.66,
    family=0.56,
    largest_given=120,
    largest_family=12,
    largest_association=6.4,
)
HEADLINE: Final = Design(
    key="headline",
    name=_("With the headline"),
    note=_("What each would like people to remember, from the profile."),
    details=("role", "headline"),
    code=17,
    given=0.36,
    below=1.28,
    family=0.34,
    largest_given=58,
    largest_family=15,
)

DESIGNS: Final[dict[str, Design]] = {each.key: each for each in (CLASSIC, LARGE, HEADLINE)}
