"""What rooms further on know about guests and the guest list can be filtered by: who is here, say.

    marks.register("here", Mark(label=_("Checked in"), only=Q(check_in__isnull=False)))

A room registers its marks when it gets ready; the guest list knows none of them by itself.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise


@dataclass(frozen=True)
class Mark:
    """One state of a guest: how the filter calls it, and which registrations it leaves."""

    label: str | Promise
    only: Q


_marks: dict[str, Mark] = {}


def register(name: str, mark: Mark) -> None:
    """Make a mark known. Registered again, the last one stands."""
    _marks[name] = mark


def known() -> dict[str, Mark]:
    """Return the marks there are, by name."""
    return dict(_marks)
