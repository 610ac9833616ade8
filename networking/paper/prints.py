"""What can be printed of an event, filled by the rooms themselves.

A room's `prints.py` calls `register(Print(...))`; it is found when the site starts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Whom a print is for: those who need to know who comes, the room, or each guest.
Group = Literal["lists", "room", "guests"]
GROUPS: dict[Group, Promise] = {
    "lists": _("Lists"),
    "room": _("For the room"),
    "guests": _("For each guest"),
}


@dataclass(frozen=True)
class Lines:
    """The same as a table for a spreadsheet."""

    headings: Sequence[object]
    rows: Sequence[Sequence[object]]


def always(_event: Any) -> bool:
    """Whether a print makes sense for an event: most do for every one."""
    return True


def nothing(_event: Any, _by: Any) -> None:
    """What has to be written before a print is made: mostly nothing."""


@dataclass(frozen=True, kw_only=True)
class Print:
    """One paper thing of an event.

    `name` stands in its address and names its file, `note` says what it is for. `rule(user, event)`
    says who may print it; `offered(event)` whether it makes sense there; `packed` whether it is in
    the pack unless one says otherwise. `prepare(event, by)` writes what must be there before, and
    does nothing the second time; `render(event)` makes the PDF, in the association's language, and
    writes nothing. `lines(event)` gives the same for a spreadsheet, in the language that is active.
    """

    name: str
    label: str | Promise
    note: str | Promise = ""
    rule: Callable[[Any, Any], bool]
    render: Callable[[Any], bytes]
    group: Group = "lists"
    order: int = 50
    packed: bool = True
    offered: Callable[[Any], bool] = always
    prepare: Callable[[Any, Any], None] = nothing
    lines: Callable[[Any], Lines] | None = None

    def may_be_had(self, user: Any, event: Any) -> bool:
        """Whether `user` may have it of `event`, and whether it makes sense there."""
        return self.rule(user, event) and self.offered(event)

    @property
    def is_a_table(self) -> bool:
        """Whether it can be had for a spreadsheet too."""
        return self.lines is not None


_prints: dict[str, Print] = {}


def register(paper: Print) -> None:
    """Add a print, or put it in the place of the one with its name. Twice is as once."""
    _prints[paper.name] = paper


def available(user: Any, event: Any) -> list[Print]:
    """The prints that `user` may have of `event`, in order."""
    allowed = (paper for paper in _prints.values() if paper.may_be_had(user, event))
    return sorted(allowed, key=lambda paper: (paper.order, paper.name))


def find(name: str) -> Print | None:
    """The print of this name, whoever may have it."""
    return _prints.get(name)
