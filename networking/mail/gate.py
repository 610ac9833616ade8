"""The operator's switch as a sender sees it."""

from networking.mail.models import Halt, Priority, Switch
from networking.time import monotonic

# What the database said counts for so many seconds: a switch thrown stops the next mail but for
# those of this moment, and a fast sender still asks but a few times a second.
FRESH = 0.25


def halt_now() -> Halt:
    """Return what the switch says; without its row everything leaves. One query."""
    found = Switch.objects.filter(pk=Switch.ONE).values_list("halt", flat=True).first()
    return Halt(found or "")


class Gate:
    """What may leave, never older than a quarter of a second."""

    def __init__(self) -> None:
        """Ask nothing yet; the first question does."""
        self._taken = -FRESH
        self._open_to: tuple[Priority, ...] = ()

    def open_to(self) -> tuple[Priority, ...]:
        """Return the priorities that may leave; none while everything is stopped."""
        if monotonic() - self._taken >= FRESH:
            halt = halt_now()
            self._open_to = tuple(each for each in Priority if halt.lets_through(each))
            self._taken = monotonic()
        return self._open_to
