"""What a facilitator's device keeps, to go on without network; and what it sends of it later.

The device has the log and the rules (`static/agenda/log.js`), so it needs the rest of what the
server would look up: who is here, who might come, and what was drawn ahead.
"""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from events.agenda import clock
from events.agenda.formats import FORMATS, Scene
from events.agenda.log import Entry
from events.agenda.reading import Reading
from events.calendar.models import Event
from events.directory.cards import cards_of, with_people
from events.door.models import CheckIn

# As many in one request; three hours without network are fewer.
MOST: Final = 500
# What was kept for longer belongs to another day.
LONGEST: Final = dt.timedelta(hours=24)


class UnreadableError(ValueError):
    """What was sent are no taps."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A tap that was kept: how long ago it was made, and what it meant where it was made.

    `undoes` is the tap taken back by an "undo"; None where it is one that the server knew.
    """

    id: uuid.UUID
    kind: str
    payload: dict[str, Any]
    ago: dt.timedelta
    undoes: uuid.UUID | None = None

    @property
    def auto(self) -> int | None:
        """The instant at which a segment gave way by itself, if that is what this is."""
        said = self.payload.get("auto") if self.kind == "next" else None
        return said if type(said) is int else None


def pack(reading: Reading, now: dt.datetime) -> dict[str, Any]:
    """Return all that a device needs to run the rest of an event by itself. Few queries."""
    event, state = reading.event, reading.state
    guests = list(with_people(event.registrations.confirmed().by_name()))
    cards = {card.public_id: card for card in cards_of(guests)}
    arrivals = CheckIn.objects.filter(registration__in=[guest.pk for guest in guests])
    return {
        "rev": reading.rev,
        "at": clock.ms(now),
        "planned_start": clock.ms(reading.before.planned_start),
        "agenda": [part.plan.to_json() for part in reading.before.parts],
        "log": [entry(each) for each in reading.log],
        "here": list(
            arrivals.order_by("at", "pk").values_list("registration__public_id", flat=True)
        ),
        "people": {
            guest.public_id: {
                "guest": guest.pk,
                "name": cards[guest.public_id].full_name,
                "organisation": cards[guest.public_id].fields.get("organisation", ""),
                "headline": cards[guest.public_id].headline,
                "observer": guest.observer,
            }
            for guest in guests
        },
        "parts": {
            str(part.plan.id): FORMATS[part.plan.format].kept(
                Scene(event=event, state=state, part=part, now=now)
            )
            for part in state.parts
        },
    }


def entry(line: Entry) -> dict[str, Any]:
    """Return a line of the log as a device keeps it."""
    return {
        "rev": line.rev,
        "kind": line.kind,
        "at": clock.ms(line.at),
        "payload": dict(line.payload),
        "system": line.system,
    }


def are_guests(event: Event, names: Collection[str]) -> bool:
    """Whether these public ids are all of guests who come to this event. One query."""
    known = event.registrations.confirmed().filter(public_id__in=names)
    return known.count() == len(set(names))


def read(sent: Any) -> tuple[int, list[Kept], bool]:
    """Read what a device sends once it can: the revision it knew, its taps, and whether they
    count although somebody else commanded meanwhile. Raises `UnreadableError`.
    """
    if type(sent) is not dict or type(sent.get("base")) is not int:
        raise UnreadableError
    taps = sent.get("taps")
    if type(taps) is not list or not 1 <= len(taps) <= MOST:
        raise UnreadableError
    return sent["base"], [_tap(tap) for tap in taps], sent.get("insist") is True


def _tap(sent: Any) -> Kept:
    if type(sent) is not dict:
        raise UnreadableError
    kind, payload, ago = sent.get("kind"), sent.get("payload", {}), _ago(sent.get("ago"))
    if type(kind) is not str or len(kind) > 60 or type(payload) is not dict:
        raise UnreadableError
    undoes = sent.get("undoes")
    return Kept(
        id=_name(sent.get("id")),
        kind=kind,
        payload=payload,
        ago=ago,
        undoes=None if undoes is None else _name(undoes),
    )


def _ago(said: Any) -> dt.timedelta:
    if type(said) not in {int, float} or not 0 <= said <= LONGEST / clock.MS:
        raise UnreadableError
    return dt.timedelta(milliseconds=said)


def _name(said: Any) -> uuid.UUID:
    try:
        return uuid.UUID(said)
    except (ValueError, TypeError, AttributeError):
        raise UnreadableError from None
