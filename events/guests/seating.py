"""How full an event is."""

from dataclasses import dataclass

from django.db.models import Count

from events.calendar.models import Event
from events.guests.models import SEATED, Status


@dataclass(frozen=True)
class Seating:
    """The seats of an event, and how many people stand where."""

    capacity: int
    counts: dict[str, int]

    @property
    def taken(self) -> int:
        """Seats that somebody holds: she comes, or it is kept for her."""
        return sum(self.counts.get(status, 0) for status in SEATED)

    @property
    def offered(self) -> int:
        """Seats kept for somebody who has not answered yet."""
        return self.counts.get(Status.OFFERED, 0)

    @property
    def free(self) -> int:
        """Seats left; with more walk-ins than seats it is still none, not less."""
        return max(0, self.capacity - self.taken)

    @property
    def waiting(self) -> int:
        return self.counts.get(Status.WAITING, 0)

    @property
    def requested(self) -> int:
        return self.counts.get(Status.REQUESTED, 0)

    @property
    def share(self) -> float:
        return self.taken / self.capacity

    @property
    def full(self) -> bool:
        """Whether whoever registers now goes on the waiting list."""
        return self.free == 0 or self.waiting > 0


def seating_of(event: Event) -> Seating:
    """Count the seats of an event. One query."""
    found = event.registrations.order_by().values_list("status").annotate(Count("pk"))
    return Seating(event.capacity, dict(found))
