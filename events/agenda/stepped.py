"""Formats that are a row of steps, each with a share of the time and words to begin it.

Such a format is data: a tuple of `Step`. One step follows the other by the clock; a tap begins
the next one early, and those still to come share what is left.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.agenda.clock import ZERO, Bell, Moment, Phase, Planned
from events.agenda.formats import Button, Format, Scene, View
from events.agenda.log import Entry, Refused
from events.agenda.shares import MINUTE, split
from networking.accounts.models import User

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# When each step but the first was begun by a tap, as readings of the segment's clock.
Begun = tuple[dt.timedelta, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its share of the time, its name, what is said, and what the room then does."""

    name: str
    share: int
    label: "_StrPromise"
    say: "_StrPromise"
    task: "_StrPromise"


def edges(shares: Sequence[int], begun: Begun, length: dt.timedelta) -> list[dt.timedelta]:
    """Return the readings at which the steps begin, and the one at which the last ends."""
    known = [ZERO, *begun]
    ahead = split(max(length - known[-1], ZERO), shares[len(begun) :])
    return [*known[:-1], *accumulate(ahead, initial=known[-1])]


def step_at(edges: Sequence[dt.timedelta], elapsed: dt.timedelta) -> int:
    """Return the index of the step that is on."""
    return max(index for index, begin in enumerate(edges[:-1]) if begin <= max(elapsed, ZERO))


class Stepped(Format[Begun]):
    """A format whose phases are its steps. What it shows, says and prints is made from them."""

    steps: ClassVar[tuple[Step, ...]]
    twin = "agenda/stepped.js"
    refusals = {
        "step_is_on": gettext_lazy("This has begun already."),
        "no_such_step": gettext_lazy("There is no such step."),
    }

    def initial(self, segment: Planned) -> Begun:  # noqa: ARG002
        return ()

    def prepare(
        self,
        *,
        scene: Scene,  # noqa: ARG002
        verb: str,  # noqa: ARG002
        payload: dict[str, Any],
        by: User | None,  # noqa: ARG002
    ) -> dict[str, Any]:
        return {"step": str(payload.get("step", ""))}

    def apply(self, state: Begun, command: Entry, moment: Moment) -> Begun:
        """Begin a step now. It is named, so that a tap that comes late doesn't begin another."""
        if command.kind != f"{self.key}.begin":
            raise Refused("unknown_command")
        names = [step.name for step in self.steps]
        if command.payload.get("step") not in names:
            raise Refused("no_such_step")
        wanted = names.index(command.payload["step"])
        found = self._edges(state, moment.length)
        on = step_at(found, moment.elapsed)
        if wanted <= on:
            raise Refused("step_is_on")
        return (*found[1 : on + 1], *[moment.elapsed] * (wanted - on))

    def public(self, state: Begun, moment: Moment) -> dict[str, Any]:
        found = self._edges(state, moment.length)
        last = self.steps[-1]
        return {
            "phases": [
                Phase(
                    name=step.name,
                    anchor=moment.anchor(begin, end - begin),
                    bell=Bell.BOWL if step is last else Bell.TICK,
                    warn=MINUTE,
                ).to_json()
                for step, (begin, end) in zip(self.steps, pairwise(found), strict=True)
            ]
        }

    def primary(self, scene: Scene) -> Button | None:
        on = self._on(scene)
        if on + 1 == len(self.steps):
            return None
        following = self.steps[on + 1]
        return Button(f"{self.key}.begin", following.label, payload={"step": following.name})

    def twin_data(self) -> dict[str, Any]:
        return {
            "steps": [
                {
                    "name": step.name,
                    "share": step.share,
                    "label": str(step.label),
                    "say": str(step.say),
                    "task": str(step.task),
                }
                for step in self.steps
            ]
        }

    def accept(self, *, scene: Scene, verb: str, payload: dict[str, Any]) -> dict[str, Any]:
        return self.prepare(scene=scene, verb=verb, payload=payload, by=None)

    def on_paper(self, segment: Planned) -> list[str]:
        lengths = split(segment.length, [step.share for step in self.steps])
        return [
            _("%(minutes)s min · %(step)s: %(words)s")
            % {"minutes": round(length / MINUTE), "step": step.label, "words": step.say}
            for step, length in zip(self.steps, lengths, strict=True)
        ]

    def context(self, view: View, scene: Scene) -> dict[str, Any]:  # noqa: ARG002
        return {"steps": self.steps, "on": self._on(scene)}

    def _on(self, scene: Scene) -> int:
        moment = scene.moment
        return step_at(self._edges(scene.part.state, moment.length), moment.elapsed)

    def _edges(self, begun: Begun, length: dt.timedelta) -> list[dt.timedelta]:
        return edges([step.share for step in self.steps], begun, length)
