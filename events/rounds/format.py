"""What every format in rounds does: draw, begin, stretch, end; seat who comes, free who leaves."""

import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django.forms import Form
from django.utils.translation import gettext_lazy as _

from events.agenda.clock import Moment, Planned
from events.agenda.formats import Format, Scene
from events.agenda.log import Entry, Refused
from events.calendar.models import Event
from events.guests.models import Registration
from events.rounds import course, kept, meetings, own, people
from events.rounds.course import STRETCH, Course
from events.rounds.forms import AskedForm
from events.rounds.round import Round
from events.rounds.steps import Step
from networking.accounts.models import User

REFUSALS = {
    "already_drawn": _("This round is drawn already. Start it, or draw again."),
    "round_is_on": _("A round is on. End it first."),
    "no_round": _("No round is on."),
    "too_few": _("It takes two people who are checked in."),
    "nobody_waits": _("Everybody has a table."),
    "next_round": _("Whoever comes now joins at the next round."),
    "no_such_guest": _("This person is not taking part."),
    "not_drawn": _("You are not in the rounds just now."),
    "no_such_stretch": _("A round changes by two minutes at most."),
    "no_other_room": _("No other room is free. Ask them into the main room."),
}


class InRounds(Format[Course]):
    """A format whose people are drawn into groups, round after round.

    A subclass says how: `draw`, `seat`, `waiting`, `rounds` and `timing`. Throwing the dice is
    theirs; what was drawn is written down, and never drawn again on replay.
    """

    # People are never cut off in the middle of a turn.
    by_the_clock = False
    latecomers = _("Check them in: they join at the next round.")
    # More people than so many at a table a device without network can't have decided on.
    most_at_a_table: ClassVar[int]

    def offer(self, form: Form, event: Event) -> None:
        if isinstance(form, AskedForm):
            form.offer(event)

    def complete(self, options: Mapping[str, Any], event: Event) -> Mapping[str, Any]:
        """Also say what the association's own questions are: what is asked is frozen in the log."""
        return own.with_texts(options, event)

    def draws(self, planned: Planned) -> bool:  # noqa: ARG002
        """Return whether people are drawn, and not left to find each other. Pure."""
        return True

    def rounds(self, planned: Planned) -> int:
        """Return how many rounds there are to be. Pure."""
        raise NotImplementedError

    def tables_for(self, planned: Planned, guests: int) -> int:
        """Return how many tables so many guests fill. Pure."""
        raise NotImplementedError

    def timing(self, round_: Round, moment: Moment) -> tuple[Step, ...]:
        """Return how a drawn round goes. Pure."""
        raise NotImplementedError

    def draw(self, scene: Scene) -> dict[str, Any]:
        """Draw the next round, or the drawn one anew, among all who are here."""
        raise NotImplementedError

    def seat(
        self, scene: Scene, current: Round, *, newcomers: bool, without: str | None = None
    ) -> dict[str, Any]:
        """Draw only those of a round who have no table; everybody else stays where they are."""
        raise NotImplementedError

    def waiting(self, scene: Scene) -> list[Registration]:
        """Return who is here and has no table in the open round."""
        raise NotImplementedError

    def later(self, scene: Scene) -> dict[str, Any]:  # noqa: ARG002
        """Return what a command adds that changes who is in the rounds to come: those, drawn anew.

        Nothing where rounds are drawn one by one.
        """
        return {}

    def initial(self, segment: Planned) -> Course:  # noqa: ARG002
        return Course()

    def apply(self, state: Course, command: Entry, moment: Moment) -> Course:
        verb = command.kind.removeprefix(f"{self.key}.")
        return course.apply(state, verb, command.payload, moment, self.timing)

    def prepare(
        self,
        *,
        scene: Scene,
        verb: str,
        payload: dict[str, Any],
        by: User | None,  # noqa: ARG002
    ) -> dict[str, Any]:
        state: Course = scene.part.state
        guest = payload.get("guest")
        said: dict[str, Any] = {}
        match verb:
            case "draw" | "redraw":
                said = self.draw(scene)
            case "join":
                said = self._joining(scene)
            case "absent":
                said = self._leaving(scene, guest)
            case "here":
                if guest not in state.gone:
                    raise Refused("no_such_guest")
                said = {"guest": guest}
            case "leave" | "stay":
                said = self._parting(scene, verb, guest)
            case "replan":
                said = {"after": len(state.rounds), **self.later(scene)}
            case "stretch":
                said = {"seconds": kept.stretch(payload.get("seconds", STRETCH))}
            case "host" | "unroomed":
                raise Refused("unknown_command")
        return said

    def accept(self, *, scene: Scene, verb: str, payload: dict[str, Any]) -> dict[str, Any]:
        return kept.accepted(scene, verb, payload, most_at_a_table=self.most_at_a_table)

    def settle(self, *, scene: Scene, by: User | None) -> None:
        meetings.agree(scene=scene, by=by)

    def scene(self, state: Course, moment: Moment) -> str:
        """Return what a phone's page depends on: tables and stage, not the last second."""
        last = state.last
        seen = (last.number, last.tables, last.rooms, state.gone) if last else ()
        return f"{course.stage(state, moment)}-{zlib.crc32(repr(seen).encode()):x}"

    def _joining(self, scene: Scene) -> dict[str, Any]:
        """Seat whoever came: while a round is drawn, or in the last one, where no next one follows.

        Whoever turns out not to be here is no longer waited for, in any round.
        """
        state: Course = scene.part.state
        current = state.open(scene.moment.elapsed)
        if current is None:
            raise Refused("no_round")
        joins = state.drawn is not None or current.number >= self.rounds(scene.part.plan)
        waiting = self.waiting(scene)
        here = {guest.public_id for guest in people.checked_in(scene.event)}
        if not (waiting and joins) and current.guests <= here:
            raise Refused("next_round" if waiting else "nobody_waits")
        return self.seat(scene, current, newcomers=joins)

    def _leaving(self, scene: Scene, guest: object) -> dict[str, Any]:
        """Somebody left, or never came: draw anew only whoever is left alone by it."""
        state: Course = scene.part.state
        current = state.open(scene.moment.elapsed)
        here = {each.public_id for each in people.checked_in(scene.event)}
        if type(guest) is not str or guest not in here or guest in state.gone:
            raise Refused("no_such_guest")
        if current is None or guest not in current.guests:
            return {"guest": guest}
        drawn = state.drawn is not None
        return {"guest": guest, **self.seat(scene, current, newcomers=drawn, without=guest)}

    def _parting(self, scene: Scene, verb: str, guest: object) -> dict[str, Any]:
        """Somebody leaves after the round that is drawn or on, or stays after all.

        Her table stays as it is; only the rounds to come are drawn without her, or with her again.
        """
        state: Course = scene.part.state
        here = {each.public_id for each in people.checked_in(scene.event) if not each.observer}
        if type(guest) is not str or guest not in here or guest in state.gone:
            raise Refused("not_drawn")
        if (guest in dict(state.leaving)) == (verb == "leave"):
            raise Refused("not_drawn")
        if verb == "leave" and not state.rounds:
            raise Refused("no_round")
        said = {"guest": guest, "after": len(state.rounds)}
        entry = Entry(rev=0, kind=f"{self.key}.{verb}", at=scene.now, payload=said)
        then = self.apply(state, entry, scene.moment)
        return {**said, **self.later(replace(scene, part=replace(scene.part, state=then)))}
