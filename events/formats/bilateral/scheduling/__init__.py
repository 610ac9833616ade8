"""Who meets whom, when and at which table: planned slots of bilateral exchanges. Pure.

Nobody is in two places at once; tables, caps and who is there when are kept; mutual wishes go
first. Which meetings are worth placing is chosen before anybody asks when (`choosing`), then they
are placed (`placing`), small rooms as well as can be (`refining`); when somebody is late, leaves or
answers only what must change does (`replanning`); what an organiser drags is held to the same rules
(`dragging`). All words are in `terms`.
"""

from events.formats.bilateral.scheduling.dragging import Dragged, Refusal, Rule, add, move, swap
from events.formats.bilateral.scheduling.planning import plan
from events.formats.bilateral.scheduling.replanning import (
    Change,
    Kind,
    Replan,
    differences,
    replan,
)
from events.formats.bilateral.scheduling.terms import (
    Aim,
    Answer,
    LeftOut,
    Meeting,
    Person,
    Plan,
    Why,
    Wish,
)

__all__ = [
    "Aim",
    "Answer",
    "Change",
    "Dragged",
    "Kind",
    "LeftOut",
    "Meeting",
    "Person",
    "Plan",
    "Refusal",
    "Replan",
    "Rule",
    "Why",
    "Wish",
    "add",
    "differences",
    "move",
    "plan",
    "replan",
    "swap",
]
