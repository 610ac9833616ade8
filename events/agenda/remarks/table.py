"""What was said at an event, for its organisers: on a page and as a table."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from events.agenda.formats import FORMATS
from events.agenda.models import Remark
from events.agenda.reading import read
from events.agenda.remarks.floor import EMPTY, Floor, Standing
from events.agenda.remarks.listening import Hearing, Listening
from events.calendar.models import Event
from events.guests.columns import local

STANDINGS = {
    Standing.ON: gettext_lazy("On the screen"),
    Standing.ACCEPTED: gettext_lazy("Accepted"),
    Standing.WAITING: gettext_lazy("Not decided"),
    Standing.DONE: pgettext_lazy("question", "Answered"),
    Standing.ASIDE: gettext_lazy("Set aside"),
}
# How a part listened that the log no longer knows.
UNKNOWN = (Hearing(), EMPTY, "")


@dataclass(frozen=True, slots=True)
class Line:
    """A remark in words. `who` is empty where she gave no name."""

    remark: Remark
    votes: int
    who: str
    standing: Standing

    @property
    def stands(self) -> str:
        return str(STANDINGS[self.standing])


@dataclass(frozen=True, slots=True)
class Spoken:
    """A part of the agenda and what was said during it, as the room heard it, then the rest."""

    title: str
    lines: list[Line]
    voting: bool


def lines_of(event: Event) -> list[Spoken]:
    """Return what was said, part by part in the order of the agenda. Few queries."""
    heard = _heard(event)
    parts: dict[int, list[Line]] = {segment: [] for segment in heard}
    remarks = Remark.objects.filter(event=event).standing().with_votes()
    for remark in remarks.select_related("author__user", "by").order_by("number"):
        hearing, floor, _title = heard.get(remark.segment, UNKNOWN)
        standing = floor.standing(remark.number, hearing.otherwise(noted=remark.author_id is None))
        line = Line(remark, remark.tally, _who(remark), standing)
        parts.setdefault(remark.segment, []).append(line)
    order = list(Standing)
    return [
        Spoken(
            title=heard.get(segment, UNKNOWN)[2],
            lines=sorted(lines, key=lambda line: (order.index(_rank(line)), -line.votes)),
            voting=heard.get(segment, UNKNOWN)[0].voting,
        )
        for segment, lines in parts.items()
        if lines
    ]


def table_of(event: Event) -> tuple[list[Any], list[list[Any]]]:
    """Return the same as headings and rows of a spreadsheet, in the reader's language."""
    headings = [
        *(_("Part"), _("Hour"), _("Question or note")),
        *(_("From"), _("Standing"), _("Votes")),
    ]
    return headings, [
        [
            *(part.title, local(line.remark.at, event), line.remark.text),
            *(line.who or _("anonymous"), line.stands, line.votes if part.voting else None),
        ]
        for part in lines_of(event)
        for line in part.lines
    ]


def _heard(event: Event) -> dict[int, tuple[Hearing, Floor, str]]:
    """How each part listened, what was decided in it, and what it is called."""
    heard = {}
    for part in read(event).state.parts:
        format_ = FORMATS[part.plan.format]
        if isinstance(format_, Listening):
            hearing = format_.hearing(part.plan) or Hearing()
            floor = format_.floor(part.state) if part.state else EMPTY
            heard[part.plan.id] = (hearing, floor, part.plan.title)
    return heard


def _rank(line: Line) -> Standing:
    """What was answered comes before what was not."""
    return Standing.ON if line.standing is Standing.DONE else line.standing


def _who(remark: Remark) -> str:
    if remark.author is None:
        return _("noted in the room")
    if not remark.named:
        return ""
    return remark.author.full_name or remark.author.user.full_name
