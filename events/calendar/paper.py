"""How an event is said at the head of what is printed of it."""

from django.utils.text import capfirst
from django.utils.translation import override

from events.calendar.models import Event
from events.calendar.templatetags.calendar_words import day, hours
from networking.paper.tables import Occasion


def occasion_of(event: Event) -> Occasion:
    """What stands at the head of a sheet about this event, in the association's language."""
    with override(event.association.language):
        return Occasion(
            association=event.association.name,
            title=event.title,
            when=f"{capfirst(day(event))}, {hours(event)}",
            where=", ".join(part for part in (event.venue, event.address) if part),
            accent=event.association.accent,
            language=event.association.language,
        )
