"""What the agenda hears from the rooms below: a new event begins with an agenda."""

from typing import Any

from django.dispatch import receiver

from events.agenda import actions
from events.agenda.models import Segment
from events.agenda.templates import CLASSIC
from events.calendar.models import Event
from events.calendar.signals import event_created
from networking.accounts.models import User


@receiver(event_created)
def lay_the_table(*, event: Event, copied_from: Event | None, by: User | None, **_: Any) -> None:
    """Give a new event the agenda of the last one, or the classic breakfast."""
    if copied_from is not None and Segment.objects.filter(event=copied_from).exists():
        actions.copy_agenda(event=event, source=copied_from, by=by)
    else:
        actions.lay_out(event=event, template=CLASSIC, by=by)
