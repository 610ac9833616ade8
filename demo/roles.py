"""The ways into the demo: who one is, and where one arrives."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Event, Status
from networking.time import now

SLUG = "le-cercle"


@dataclass(frozen=True)
class Way:
    """One way in: who one becomes (by address) and the page one arrives at, of which event."""

    label: Promise
    text: Promise
    icon: str
    email: str
    page: str
    event: str = "now"


WAYS = {
    "organiser": Way(
        _("Organiser"),
        _("Guests, badges and lists for the breakfast that is starting."),
        "clipboard-document-list",
        "elodie.garnier@exemple.org",
        "calendar:overview",
    ),
    "host": Way(
        _("Host at the door"),
        _("Twenty are here. The others are coming up the stairs."),
        "hand-raised",
        "svetlana.petit@exemple.org",
        "door:door",
    ),
    "facilitator": Way(
        _("Facilitator"),
        _("The clock, the round table, the pairs. Press Start."),
        "megaphone",
        "olivier.castaigne@exemple.org",
        "agenda:console",
    ),
    "guest": Way(
        _("Guest"),
        _("Amina was here yesterday: people to write to, people to meet."),
        "user",
        "amina.diallo@exemple.org",
        "calendar:event",
    ),
    "new-guest": Way(
        _("New guest"),
        _("Camille registers for next month’s breakfast."),
        "sparkles",
        "camille.moreau@exemple.org",
        "guests:register",
        "next",
    ),
}

STAFF = {
    "elodie.garnier@exemple.org": ("Élodie", "Garnier", "owner"),
    "olivier.castaigne@exemple.org": ("Olivier", "Castaigne", "facilitator"),
    "svetlana.petit@exemple.org": ("Svetlana", "Petit", "host"),
}


def event_of(which: str) -> Event:
    """Return the demo's event that begins now, or the next one ("next")."""
    events = Event.objects.select_related("association").filter(association__slug=SLUG)
    known = events.exclude(status__in=(Status.CANCELLED, Status.DRAFT)).order_by("starts_at")
    # Once the breakfast of the day is over, its page is still the one to show.
    begun, to_come = known.filter(starts_at__lte=now()), known.filter(starts_at__gt=now())
    event = to_come.first() if which == "next" else begun.last()
    return event or events.latest("starts_at")


def arrival(way: Way) -> str:
    """Return the path of the page on which this way in arrives."""
    event = event_of(way.event)
    return reverse(way.page, args=[event.association.slug, event.slug])
