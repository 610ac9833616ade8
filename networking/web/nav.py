"""The ways through the site, filled by the rooms themselves.

A room's `nav.py` calls `register(place, Item(...))`; it is found when the site starts. Places:

- `guest`: the four places of a guest (keys `event`, `people`, `meetings`, `contacts`)
- `association`: an organiser's pages of one association (object: the association)
- `event`: an organiser's pages of one event, each at a stage of its life (object: the event)
- `me`: one's own pages, in the menu behind one's name (no object)
- `pass`: what a pass opens of one event (object: the event)
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Place = Literal["guest", "association", "event", "me", "pass"]
Stage = Literal["before", "eve", "during", "after", ""]
Rule = Callable[[Any, Any], bool]

STAGES: dict[Stage, Promise] = {
    "before": _("Before"),
    "eve": _("The evening before"),
    "during": _("During"),
    "after": _("After"),
}

# The evening before begins when badges are usually printed: at five, by the event's own clock.
EVE_BEGINS = dt.time(17, 0)
# The door opens, and the console is wanted, a little before the hour.
DOORS_OPEN = dt.timedelta(minutes=45)


def anybody(_user: Any, _obj: Any) -> bool:
    """The rule of an item that everyone sees who sees the page it stands on."""
    return True


@dataclass(frozen=True, kw_only=True)
class Item:
    """One way to somewhere.

    `url` is a URL name, reversed with the slugs of the place's object (`association`, and `event`
    for an event). `alone` is a URL name without arguments, for pages that have no object and for
    items that need none; an item without either is left out. `rule(user, obj)` says who sees it,
    and is not asked on a page that lacks the object.
    """

    label: str | Promise
    url: str = ""
    icon: str = ""
    key: str = ""
    rule: Rule = anybody
    stage: Stage = ""
    alone: str = ""
    order: int = 50


@dataclass(frozen=True)
class Link:
    """An item as it stands on one page: its address, and whether this page is there."""

    label: str | Promise
    href: str
    icon: str
    key: str
    stage: Stage
    here: bool


_items: dict[Place, list[Item]] = defaultdict(list)


def register(place: Place, item: Item) -> None:
    """Put an item in a place. Registering an equal item again changes nothing."""
    if item not in _items[place]:
        _items[place].append(item)
        _items[place].sort(key=lambda each: each.order)


def links(
    place: Place, *, user: Any, obj: Any = None, path: str = "", here: str = ""
) -> Iterator[Link]:
    """The links of a place for this user and object, in order.

    A link is `here` if its key is `here`, or, where no key is given, if `path` is its address or
    lies below it more closely than below any other.
    """
    # One's own pages are about no object: their rules are about the person alone.
    asks = obj is not None or place == "me"
    found = [
        (item, href)
        for item in _items[place]
        if (not asks or item.rule(user, obj)) and (href := _address(item, obj))
    ]
    below = max((href for _, href in found if path.startswith(href)), key=len, default="")
    for item, href in found:
        at = item.key == here if here else href == below
        yield Link(item.label, href, item.icon, item.key, item.stage, at)


def stage_of(event: Any, at: dt.datetime) -> Stage:
    """Return where an event stands in its life at the instant `at`.

    What was decided (begun, over, cancelled) counts before the hour does.
    """
    if event.status in {"over", "archived", "cancelled"}:
        return "after"
    if event.status == "live" or event.starts_at - DOORS_OPEN <= at < event.ends_at:
        return "during"
    if at >= event.ends_at:
        return "after"
    day_before = event.local_start.date() - dt.timedelta(days=1)
    eve = dt.datetime.combine(day_before, EVE_BEGINS, tzinfo=event.local_start.tzinfo)
    return "eve" if at >= eve else "before"


def _address(item: Item, obj: Any) -> str:
    if obj is None or not item.url:
        return reverse(item.alone) if item.alone else ""
    association = getattr(obj, "association", None)
    if association is None:
        return reverse(item.url, kwargs={"association": obj.slug})
    return reverse(item.url, kwargs={"association": association.slug, "event": obj.slug})
