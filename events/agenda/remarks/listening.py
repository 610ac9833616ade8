"""What a format inherits that hears what guests send from their phones.

It says how it listens (`hearing`), where in its state the `Floor` is, and which of its commands
give a remark which standing (`verbs`). Lists, limits, votes and pages are made here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from events.agenda.clock import Moment, Planned
from events.agenda.formats import Format, S, Scene, View
from events.agenda.log import Entry, Refused
from events.agenda.remarks import showing
from events.agenda.remarks.floor import Floor, Standing
from events.agenda.remarks.models import Remark
from networking.accounts.models import User


@dataclass(frozen=True, slots=True)
class Hearing:
    """How a segment listens. `most`: as many of one guest's remarks stand at a time."""

    moderated: bool = True
    voting: bool = False
    most: int = 5

    def otherwise(self, *, noted: bool) -> Standing:
        """Return where a remark stands that nobody decided about; `noted` on the console itself."""
        return Standing.WAITING if self.moderated and not noted else Standing.ACCEPTED


class Listening(Format[S]):
    """A format during which guests send remarks."""

    verbs: ClassVar[Mapping[str, Standing]] = {}
    refusals = {
        "no_such_remark": _("This isn’t there any more: it was taken back."),
        "stands_so": _("This was done already."),
    }

    def hearing(self, segment: Planned) -> Hearing | None:
        """Return how a segment listens; None if nothing is to be sent."""
        raise NotImplementedError

    def floor(self, state: S) -> Floor:
        """Return what was decided, out of the format's own state. Pure."""
        raise NotImplementedError

    def with_floor(self, state: S, floor: Floor) -> S:
        """Return the state with another floor. Pure."""
        raise NotImplementedError

    def apply(self, state: S, command: Entry, moment: Moment) -> S:  # noqa: ARG002
        to = self.verbs.get(command.kind.partition(".")[2])
        if to is None:
            raise Refused("unknown_command")
        floor = self.floor(state).moved(command.payload, to, command.rev)
        return self.with_floor(state, floor)

    def public(self, state: S, moment: Moment) -> dict[str, Any]:  # noqa: ARG002
        return self.floor(state).public()

    def scene(self, state: S, moment: Moment) -> str | None:  # noqa: ARG002
        """Phones fetch their list alone when something is decided, and the page at a new length."""
        return f"{moment.length.total_seconds():.0f}"

    def prepare(
        self,
        *,
        scene: Scene,
        verb: str,
        payload: dict[str, Any],
        by: User | None,  # noqa: ARG002
    ) -> dict[str, Any]:
        if verb not in self.verbs:
            return {}
        number = payload.get("remark")
        if type(number) is not int or not self._known(scene, number):
            raise Refused("no_such_remark")
        return {"remark": number}

    def accept(self, *, scene: Scene, verb: str, payload: dict[str, Any]) -> dict[str, Any]:
        return self.prepare(scene=scene, verb=verb, payload=payload, by=None)

    def context(self, view: View, scene: Scene) -> dict[str, Any]:
        hearing = self.hearing(scene.part.plan)
        if hearing is None:
            return {}
        floor = self.floor(scene.part.state)
        return {"hearing": hearing, **showing.faces(view, scene, hearing, floor)}

    @staticmethod
    def _known(scene: Scene, number: int) -> bool:
        there = Remark.objects.during(scene.event, scene.part.plan.id).standing()
        return there.filter(number=number).exists()


def fetched_when(view: View, snapshot: Mapping[str, Any]) -> str:
    """Return what a page's list of remarks shows, as `data-live-is` says it to `parts.js`."""
    heard = snapshot["remarks"]
    if view is View.CONSOLE:
        return json.dumps([heard["all"]])
    moved = snapshot["now"]["detail"].get("moved") if snapshot["now"] else None
    return json.dumps([moved, heard["seen"]], separators=(",", ":"))
