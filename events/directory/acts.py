"""What the rooms above add to people's pages: things to do about a guest, and signs beside names.

    acts.register(Act(template="wishes/_act.html", context=act))
    acts.register_signs(signs_of)

A room's `acts.py` registers both, and is found when the site starts; the directory knows none of
them by itself.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from events.calendar.models import Event
from events.guests.models import Registration

# Asked with who looks and at whom. Returns the template's context, or None where there is nothing
# to do about this guest now.
Context = Callable[[HttpRequest, Registration, Registration], dict[str, Any] | None]


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something to do about another guest: `template` with what `context` returns."""

    template: str
    context: Context
    order: int = 50


@dataclass(frozen=True, kw_only=True)
class Sign:
    """A small sign beside the names of some guests, by their public ids; seen by one reader."""

    icon: str
    label: str | Promise
    people: frozenset[str]


# Its queries must not grow with the guests.
Signs = Callable[[Registration], Iterable[Sign]]

_acts: list[Act] = []
_signs: list[Signs] = []


def register(act: Act) -> None:
    """Put something to do on people's pages. Registering an equal one again changes nothing."""
    if act not in _acts:
        _acts.append(act)
        _acts.sort(key=lambda each: each.order)


def register_signs(signs: Signs) -> None:
    """Put signs beside names. Registering the same again changes nothing."""
    if signs not in _signs:
        _signs.append(signs)


def rendered(
    request: HttpRequest, event: Event, mine: Registration | None, other: Registration
) -> Iterator[SafeString]:
    """Render what a guest can do about another one now; nothing for who isn't a guest."""
    if mine is None or mine.pk == other.pk:
        return
    # What is known of the event is not asked again.
    mine.event = other.event = event
    for act in _acts:
        context = act.context(request, mine, other)
        if context is not None:
            shared = {"event": event, "association": event.association}
            yield render_to_string(act.template, {**shared, **context}, request)


def signs_of(mine: Registration | None) -> list[Sign]:
    """Return the signs that a guest sees beside the others' names."""
    return [sign for signs in _signs for sign in signs(mine)] if mine is not None else []
