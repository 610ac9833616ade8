"""Who speaks when, over a season: what there is, and what is still missing."""

from dataclasses import dataclass
from typing import Any

from events.calendar.models import Event, Speaker, Standing, Status
from networking.associations.models import Association


@dataclass(frozen=True)
class Row:
    """An event to come, and those who speak there or might."""

    event: Event
    speakers: list[Speaker]

    @property
    def agreed(self) -> list[Speaker]:
        return [each for each in self.speakers if each.standing == Standing.AGREED]

    @property
    def gap(self) -> str:
        """What is missing: somebody at all (`nobody`), a yes (`unsure`), or nothing."""
        if self.agreed:
            return ""
        hoped = any(each.standing != Standing.DECLINED for each in self.speakers)
        return "unsure" if hoped else "nobody"


def of(association: Association) -> dict[str, Any]:
    """Return the rota of all events to come, drafts included, and the ideas without one.

    Two queries for the events, one for the ideas.
    """
    events = association.events.upcoming().exclude(status=Status.LIVE).prefetch_related("speakers")
    rows = [Row(event, list(event.speakers.all())) for event in events]
    for row in rows:
        row.event.association = association
    return {
        "rows": rows,
        "gaps": sum(row.gap == "nobody" for row in rows),
        # Where an idea is needed first.
        "first_gap": next((row.event.pk for row in rows if row.gap == "nobody"), None),
        "ideas": list(association.speakers.unplaced()),
    }
