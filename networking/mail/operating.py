"""What the operator sees of the whole outbox: counts, what is late, what is stuck, the switch."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils.functional import Promise

from networking.mail.kinds import title_of
from networking.mail.models import (
    Halt,
    OutgoingMail,
    OutgoingMailQuerySet,
    Priority,
    State,
    Switch,
)
from networking.mail.outbox import WINDOW, Tally
from networking.time import now

COLUMNS = (
    State.WAITING,
    State.SENDING,
    State.SENT,
    State.UNCERTAIN,
    State.FAILED,
    State.DROPPED,
)


@dataclass(frozen=True)
class Queue:
    """What is due of one priority: how many, and how late the oldest of them is."""

    word: str | Promise
    number: int
    oldest: dt.datetime | None

    @property
    def late(self) -> dt.timedelta:
        return now() - self.oldest if self.oldest else dt.timedelta()

    @property
    def minutes(self) -> int:
        """Whole minutes of it."""
        return int(self.late.total_seconds() // 60)


@dataclass(frozen=True)
class Line:
    """One kind, and how many of it stand in each state."""

    title: str
    numbers: list[tuple[str | Promise, int]]


def queues() -> list[Queue]:
    """What is due now, by priority; two queries each, at the head of the sweep's own index."""
    found = []
    for priority in Priority:
        due = OutgoingMail.objects.due().filter(priority=priority)
        oldest = due.order_by("due_at").values_list("due_at", flat=True).first()
        found.append(Queue(priority.label, due.count() if oldest else 0, oldest))
    return found


def lines() -> list[Line]:
    """Every kind of the last thirty days with its numbers, in the order of `COLUMNS`."""
    tally = Tally.of(OutgoingMail.objects.filter(made_at__gt=now() - WINDOW))
    return [
        Line(
            title_of(kind),
            [(state.label, tally.counts.get((kind, state), 0)) for state in COLUMNS],
        )
        for kind in tally.kinds
    ]


def stuck() -> OutgoingMailQuerySet:
    """What failed, or what nobody knows of; the last first."""
    # Not as a list of states: each has an index of its own.
    some = Q(state=State.FAILED) | Q(state=State.UNCERTAIN)
    found = OutgoingMail.objects.filter(some, made_at__gt=now() - WINDOW)
    return found.select_related("association")


def the_switch() -> Switch:
    """The switch as it stands, with who threw it; never thrown, it lets everything leave."""
    found = Switch.objects.select_related("by").filter(pk=Switch.ONE).first()
    return found or Switch(halt=Halt.NOTHING)


def switched_off() -> bool:
    """Whether the settings keep all mails back, whatever the switch says."""
    return not settings.MAIL_ENABLED
