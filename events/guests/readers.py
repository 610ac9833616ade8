"""Who of some guests a message reaches, and why it doesn't reach the others."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from django.db.models import Q

from events.calendar.models import Event
from events.guests.audience import Audience, digest
from events.guests.finding import found
from events.guests.models import Registration, Status
from networking.mail.models import OutgoingMail, Reason, Stop

KIND: Final = "guests.message"


class Unreached(StrEnum):
    """Why a message can't go to somebody."""

    NO_ADDRESS = "no_address"
    # Anybody may have typed this address: it gets nothing before its owner has said yes.
    UNPROVEN = "unproven"
    STOPPED = "stopped"
    BOUNCED = "bounced"


@dataclass(frozen=True)
class Readers:
    """Those a message goes to, in the order of the list, and those it doesn't, by the reason."""

    reached: list[Registration] = field(default_factory=list)
    unreached: dict[Unreached, list[Registration]] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """A name for those reached: another one as soon as the list has changed."""
        return digest(guest.pk for guest in self.reached)

    @property
    def missed(self) -> int:
        return sum(map(len, self.unreached.values()))


def readers_of(event: Event, audience: Audience) -> Readers:
    """Return whom a message about `event` would reach now. Two queries, whatever their number."""
    guests = list(found(event, audience))
    stops = _Stops(guests)
    reached: list[Registration] = []
    unreached: dict[Unreached, list[Registration]] = defaultdict(list)
    for guest in guests:
        guest.event = event
        why = _why_not(guest, stops)
        (reached if why is None else unreached[why]).append(guest)
    return Readers(reached, dict(unreached))


def _why_not(guest: Registration, stops: "_Stops") -> Unreached | None:
    if not guest.user.email:
        return Unreached.NO_ADDRESS
    if guest.status == Status.PENDING:
        return Unreached.UNPROVEN
    return stops.against(guest)


class _Stops:
    """What people asked for, and what mail servers said, about these guests' addresses."""

    def __init__(self, guests: Iterable[Registration]) -> None:
        users = [guest.user for guest in guests]
        whom = Q(address__in=[user.email for user in users if user.email])
        whom |= Q(user__in=[user.pk for user in users])
        self._by_address: dict[str, list[Stop]] = defaultdict(list)
        self._by_user: dict[int, list[Stop]] = defaultdict(list)
        for stop in Stop.objects.filter(whom):
            self._by_address[stop.address].append(stop)
            if stop.user_id is not None:
                self._by_user[stop.user_id].append(stop)

    def against(self, guest: Registration) -> Unreached | None:
        """What stands against a message to her, as the outbox would see it."""
        address = guest.user.email or ""
        mail = OutgoingMail(kind=KIND, to=address, user_id=guest.user_id, topic=guest.event.channel)
        stops = [*self._by_address.get(address, ()), *self._by_user.get(guest.user_id, ())]
        reasons = {stop.reason for stop in stops if stop.is_against(mail)}
        if Reason.BOUNCED in reasons:
            return Unreached.BOUNCED
        return Unreached.STOPPED if reasons else None
