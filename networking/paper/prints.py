"""What can be printed of an event, filled by the rooms themselves.

A room's `prints.py` calls `register(Print(...))`; it is found when the site starts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class Print:
    """One paper thing of an event.

    `name` stands in its address and names its file, `note` says what it is for. `rule(user, event)`
    says who may print it; `render(event)` makes the PDF, in the association's language.
    """

    name: str
    label: str | Promise
    note: str | Promise = ""
    rule: Callable[[Any, Any], bool]
    render: Callable[[Any], bytes]
    order: int = 50


_prints: dict[str, Print] = {}


def register(paper: Print) -> None:
    """Add a print, or put it in the place of the one with its name. Twice is as once."""
    _prints[paper.name] = paper


def available(user: Any, event: Any) -> list[Print]:
    """The prints that `user` may have of `event`, in order."""
    allowed = (paper for paper in _prints.values() if paper.rule(user, event))
    return sorted(allowed, key=lambda paper: (paper.order, paper.name))


def find(name: str) -> Print | None:
    """The print of this name, whoever may have it."""
    return _prints.get(name)
