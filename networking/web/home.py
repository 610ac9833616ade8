"""What the first page shows to somebody who signed in: a part from every room that has one.

A room's `home.py` calls `register(order, render)`; it is found when the site starts.
"""

from collections.abc import Callable

from django.http import HttpRequest

# Returns the room's part as safe HTML, or nothing where it has nothing for this person.
Part = Callable[[HttpRequest], str]

_parts: list[tuple[int, Part]] = []


def register(order: int, part: Part) -> None:
    """Add a part to the first page, the lowest order first. Adding it again changes nothing."""
    if all(part is not known for _, known in _parts):
        _parts.append((order, part))
        _parts.sort(key=lambda each: each[0])


def parts(request: HttpRequest) -> list[str]:
    """The parts that have something to say to whoever asks; none for somebody unknown."""
    if not request.user.is_authenticated:
        return []
    return [html for _, part in _parts if (html := part(request))]
