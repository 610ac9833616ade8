"""What stands on the back of a badge, told by the rooms that know it: the agenda, whom to meet.

    backs.register(Back(name="agenda", label=_("The agenda"), faces=agenda_of))

A room registers its backs when it gets ready; the door knows none of them by itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from events.calendar.models import Event
from events.guests.models import Registration
from networking.paper.backs import BackFace

# A blank badge has no guest yet.
Wearers = Sequence[Registration | None]


@dataclass(frozen=True, kw_only=True)
class Back:
    """One thing that a back can say.

    `name` stands in addresses. `faces(event, wearers)` returns a face for each of them, in their
    order, in the active language; its queries must not grow with them.
    """

    name: str
    label: str | Promise
    faces: Callable[[Event, Wearers], Sequence[BackFace]]
    order: int = 50


_backs: dict[str, Back] = {}


def register(back: Back) -> None:
    """Make a back known. Registered again, the last one stands."""
    _backs[back.name] = back


def known() -> dict[str, Back]:
    """Return the backs there are, by name, in order."""
    return dict(sorted(_backs.items(), key=lambda each: (each[1].order, each[0])))


def faces(event: Event, wearers: Wearers, name: str, *, panels: int) -> list[tuple[BackFace, ...]]:
    """Return the backs of these badges: the one called `name`, and others for further panels.

    None at all where no room knows that name.
    """
    there = known()
    if name not in there:
        return [()] * len(wearers)
    names = [name, *(other for other in there if other != name)][:panels]
    columns = [there[each].faces(event, wearers) for each in names]
    return list(zip(*columns, strict=True))
