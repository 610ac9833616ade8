"""How the instants of a registration are said, in the event's zone and the reader's language."""

import datetime as dt

from django import template
from django.utils.translation import gettext as _

from events.calendar.models import Event
from networking.dates import said_day, said_hour

register = template.Library()


@register.filter
def moment(instant: dt.datetime, event: Event) -> str:
    """An instant with its day: “lundi 30 novembre 2026 à 20 h”, “Monday … at 20:00”."""
    local = instant.astimezone(event.zone)
    return _("%(day)s at %(hour)s") % {"day": said_day(local.date()), "hour": said_hour(local)}
