"""What happened to a guest, from her registration's dates and what organisers did to it."""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise

from events.guests import words
from events.guests.models import ENDED, Registration, Status
from networking.audit.models import Entry


@dataclass(frozen=True)
class Step:
    """One thing that happened, and whose doing it was where an organiser did it."""

    at: dt.datetime
    words: str | Promise
    by: str = ""


def history_of(registration: Registration) -> list[Step]:
    """Return what happened to a guest, the last first. One query."""
    entries = Entry.objects.filter(
        subject_type=registration._meta.label_lower,
        subject_id=str(registration.pk),
        association=registration.event.association_id,
        verb__in=words.DONE,
    ).select_related("by")
    done = [
        Step(entry.at, words.DONE[entry.verb], entry.by.full_name if entry.by else "")
        for entry in entries
    ]
    return sorted([*_dated(registration), *done], key=lambda step: step.at, reverse=True)


def _dated(guest: Registration) -> list[Step]:
    ended = Status(guest.status).label if guest.status in ENDED else ""
    dated = (
        (guest.created_at, words.CAME_ON_THE_LIST),
        (guest.invited_at, Status.INVITED.label),
        (guest.reminded_at, words.REMINDED),
        (guest.waiting_since, Status.WAITING.label),
        (guest.confirmed_at, Status.CONFIRMED.label),
        (guest.ended_at, ended),
    )
    return [Step(at, said) for at, said in dated if at is not None and said]
