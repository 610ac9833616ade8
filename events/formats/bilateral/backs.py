"""The dance card, on the back of a badge: whom one wants to see in the bilateral exchanges."""

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.agenda.reading import read
from events.agenda.stage import lines
from events.calendar.models import Event
from events.calendar.templatetags.calendar_words import hour
from events.door.backs import Back, Wearers, register
from events.formats.bilateral.format import Bilateral
from events.wishes.wanted import accepted_names
from networking.paper.backs import BackFace
from networking.time import now


def dance_card(event: Event, wearers: Wearers) -> Sequence[BackFace]:
    """Whom each is to meet by an accepted wish, lines for others, and when the exchanges are."""
    found = [line for line in lines(read(event).state, now()) if line.stands != "skipped"]
    when = [
        gettext("%(title)s, %(begin)s to %(end)s")
        % {
            "title": line.part.plan.title,
            "begin": hour(line.starts_at, event),
            "end": hour(line.ends_at, event),
        }
        for line in found
        if line.part.plan.format == Bilateral.key
    ]
    names, note = accepted_names(event), " · ".join(when)
    heading = gettext("Whom I’d like to meet")
    return [
        BackFace(
            heading=heading,
            note=note,
            rows=tuple(("", name) for name in (names.get(wearer.pk, []) if wearer else [])),
            ruled=True,
        )
        for wearer in wearers
    ]


register(
    Back(
        name="dance-card",
        label=_("A dance card: accepted wishes, and lines to write on"),
        faces=dance_card,
        order=20,
    )
)
