"""The agenda, on the back of a badge: what comes when, at a glance."""

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.agenda.reading import read
from events.agenda.stage import lines
from events.calendar.models import Event
from events.calendar.templatetags.calendar_words import day, hour
from events.door.backs import Back, Wearers, register
from networking.paper.backs import BackFace
from networking.time import now


def agenda(event: Event, wearers: Wearers) -> Sequence[BackFace]:
    """The same for everybody: each part with the hour at which it begins, and the end."""
    found = [line for line in lines(read(event).state, now()) if line.stands != "skipped"]
    rows = [(hour(line.starts_at, event), line.part.plan.title) for line in found]
    if found:
        rows.append((hour(found[-1].ends_at, event), gettext("End")))
    back = BackFace(
        heading=gettext("What comes when"),
        note=day(event),
        rows=tuple(rows),
        ruled=not rows,
    )
    return [back] * len(wearers)


register(Back(name="agenda", label=_("The agenda of the day"), faces=agenda, order=10))
