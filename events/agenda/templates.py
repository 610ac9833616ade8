"""Agendas to begin with: those that have proved themselves. The first is what a new event gets.

An association's own are rows (`models.AgendaTemplate`); `own_templates` reads them as these.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Line:
    """One segment of a template. The title is in the language of whoever lays the agenda out."""

    format: str
    title: "str | _StrPromise"
    minutes: int
    options: dict[str, Any] = field(default_factory=dict)
    not_before: dt.time | None = None
    by_itself: bool = False
    lead: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """An agenda ready to be laid out."""

    key: str
    label: "str | _StrPromise"
    lines: tuple[Line, ...]

    @property
    def minutes(self) -> int:
        return sum(line.minutes for line in self.lines)


WELCOME = pgettext_lazy("segment", "Welcome")
ROUND_TABLE = _("Round table")
SPEAKER = _("Guest speaker")
BILATERAL = _("Bilateral exchanges")

CLASSIC = Template(
    key="classic",
    label=_("Classic breakfast"),
    lines=(
        Line("welcome", WELCOME, 15),
        Line("round_table", ROUND_TABLE, 30),
        Line("talk", SPEAKER, 60),
        Line("bilateral", BILATERAL, 15),
    ),
)

WITH_IMPROMPTU = Template(
    key="impromptu",
    label=_("Breakfast with Impromptu"),
    lines=(
        Line("welcome", WELCOME, 15),
        Line("round_table", ROUND_TABLE, 30),
        Line("impromptu", _("Impromptu"), 20),
        Line("talk", SPEAKER, 40),
        Line("bilateral", BILATERAL, 15),
    ),
)

LUNCH = Template(
    key="lunch",
    label=_("Lunch hour"),
    lines=(
        Line("welcome", WELCOME, 10),
        Line("round_table", ROUND_TABLE, 15),
        Line("discussion", _("One subject for the table"), 25),
        Line("bilateral", BILATERAL, 10),
    ),
)

EVENING = Template(
    key="evening",
    label=_("Evening with speed tables"),
    lines=(
        Line("welcome", WELCOME, 20),
        Line("announcements", _("Announcements"), 5),
        Line("speed_tables", _("Speed tables"), 35),
        Line("talk", SPEAKER, 30, {"share": "1/2"}),
        Line("collaborative_apero", _("Collaborative apéro"), 30),
    ),
)

# On a screen people tire sooner and hardly need time to move: more conversations, a shorter talk.
ONLINE = Template(
    key="online",
    label=_("Online hour"),
    lines=(
        Line("welcome", WELCOME, 5),
        Line("impromptu", _("Impromptu"), 25, {"rounds": 5, "minutes": 4, "move": 15}),
        Line("debrief", _("Debrief"), 5),
        Line("talk", SPEAKER, 20, {"share": "1/2"}),
        Line("announcements", _("See you next time"), 5),
    ),
)

REFERRAL_GROUP = Template(
    key="referral_group",
    label=_("Weekly meeting of a referral group"),
    lines=(
        Line("welcome", _("Arrivals and free exchanges"), 8),
        Line("announcements", _("Opening by the chair"), 2),
        Line("announcements", _("Why we meet"), 2),
        Line("announcements", _("The team, and who does what"), 2),
        Line("announcements", _("The tip of the week"), 3),
        Line("announcements", _("Cards go round"), 2),
        Line("round_table", _("Each member’s minute"), 22),
        Line("announcements", _("Visitors introduce themselves"), 5),
        Line("announcements", _("Substitutes and new members"), 2),
        Line("announcements", _("The group’s figures"), 3),
        Line("announcements", _("Testimonials"), 3),
        Line("announcements", _("Who speaks in the coming weeks"), 1),
        Line("announcements", _("A word about today’s speaker"), 1),
        Line("talk", _("A member’s talk"), 12, {"share": "2/3"}),
        Line("discussion", _("Referrals: I give, I ask for"), 9),
        Line("discussion", _("What became of earlier referrals"), 3),
        Line("announcements", _("News of the committee"), 2),
        Line("announcements", _("The draw"), 1),
        Line("announcements", _("Closing, and the next date"), 1),
        Line("bilateral", _("With the visitors"), 6),
    ),
)

TEMPLATES = {
    template.key: template
    for template in (CLASSIC, WITH_IMPROMPTU, LUNCH, EVENING, ONLINE, REFERRAL_GROUP)
}
