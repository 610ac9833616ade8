"""How an event and its association are shown on what is printed of them."""

from typing import Final

from django.utils.text import capfirst
from django.utils.translation import override

from events.calendar.models import Event
from events.calendar.templatetags.calendar_words import day, hours
from networking import pictures
from networking.associations.models import Association
from networking.paper.tables import Occasion

# Two centimetres at 600 dots an inch: as sharp as any printer.
LOGO: Final = (480, 240)


def logo_of(association: Association) -> bytes:
    """The association's logo at the size of paper; nothing where it has none, or lost its file."""
    if not association.logo:
        return b""
    try:
        with association.logo.open() as kept:
            drawn = pictures.encoded(pictures.read(kept), box=LOGO, format="PNG")
    except (OSError, pictures.Unreadable):
        return b""
    return bytes(drawn.read())


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
