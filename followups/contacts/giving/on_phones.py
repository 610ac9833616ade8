"""On a guest's phone during an event: who asks to exchange cards, and the way to her own badge."""

import datetime as dt
from typing import Any

from django.http import HttpRequest

from events.agenda.phone_parts import PhonePart, register
from events.agenda.reading import Reading
from events.guests.models import Registration
from followups.contacts.giving.handing import is_dead
from followups.contacts.giving.shown import asking_context
from networking.accounts.access import whoever


def on_the_phone(
    request: HttpRequest, reading: Reading, viewer: Registration, at: dt.datetime
) -> dict[str, Any] | None:
    """Return it as long as badges open anything; who asks comes later by itself."""
    if is_dead(reading.event.ends_at, at):
        return None
    viewer.event = reading.event
    return asking_context(whoever(request), viewer) | {"next": request.path}


register(PhonePart(template="contacts/_on_the_phone.html", context=on_the_phone))
