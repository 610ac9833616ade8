from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.agenda.clock import Moment, Planned
from events.agenda.formats import Button, Scene, View, register
from events.agenda.log import Refused
from events.formats.speed_tables import drawing, faces, kept
from events.formats.speed_tables.settings import (
    DEFAULT_ROUNDS,
    DEFAULT_SIZE,
    DEFAULT_TOGETHER,
    DEFAULT_TURN,
    Hosts,
    Settings,
)
from events.formats.speed_tables.words import AWAY
from events.guests.models import Registration
from events.rounds import cards, course
from events.rounds.asking import quoted
from events.rounds.course import Course
from events.rounds.format import REFUSALS, InRounds
from events.rounds.forms import AskedForm
from events.rounds.round import Round
from events.rounds.seating import sizes
from events.rounds.steps import Step
from networking.accounts.models import User


class SpeedTablesSettings(AskedForm):
    """How large tables are, how often they change, how long each speaks, and who stays."""

    size = forms.IntegerField(
        label=_("People at a table"), min_value=4, max_value=8, initial=DEFAULT_SIZE
    )
    rounds = forms.IntegerField(label=_("Rounds"), min_value=1, max_value=8, initial=DEFAULT_ROUNDS)
    turn = forms.IntegerField(
        label=_("Seconds for each"), min_value=20, max_value=300, initial=DEFAULT_TURN
    )
    together = forms.IntegerField(
        label=_("Minutes together after that"),
        min_value=0,
        max_value=15,
        initial=DEFAULT_TOGETHER,
    )
    hosts = forms.ChoiceField(
        label=_("Who stays at a table"),
        choices=[
            (Hosts.NOBODY.value, _("Nobody: all change tables")),
            (Hosts.DRAWN.value, _("One person at each, drawn")),
            (Hosts.CHOSEN.value, _("One person at each, chosen on the console")),
        ],
        initial=Hosts.NOBODY.value,
        widget=forms.RadioSelect,
    )
    field_order = (
        *("size", "rounds", "turn", "together", "question", "own_question", "second", "hosts"),
    )


@register
class SpeedTables(InRounds):
    """Tables of four to eight, where each has a turn; everybody changes tables each round."""

    key = "speed_tables"
    label = _("Speed tables")
    icon = "user-group"
    minutes = 35
    settings_form = SpeedTablesSettings
    twin = "formats/speed_tables.js"
    words = AWAY
    refusals = {**REFUSALS, "nothing_drawn": _("Draw the tables first.")}
    # Two more than the largest, where stragglers joined at once.
    most_at_a_table = 10

    def rounds(self, planned: Planned) -> int:
        return Settings.of(planned.options).rounds

    def tables_for(self, planned: Planned, guests: int) -> int:
        return len(sizes(guests, Settings.of(planned.options).size))

    def timing(self, round_: Round, moment: Moment) -> tuple[Step, ...]:
        return Settings.of(moment.segment.options).tour(round_.largest)

    def draw(self, scene: Scene) -> dict[str, Any]:
        return drawing.draw_round(scene)

    def seat(
        self, scene: Scene, current: Round, *, newcomers: bool, without: str | None = None
    ) -> dict[str, Any]:
        return drawing.seat(scene, current, newcomers=newcomers, without=without)

    def later(self, scene: Scene) -> dict[str, Any]:
        return drawing.later(scene)

    def waiting(self, scene: Scene) -> list[Registration]:
        return drawing.waiting(scene)

    def prepare(
        self, *, scene: Scene, verb: str, payload: dict[str, Any], by: User | None
    ) -> dict[str, Any]:
        """Also take note of who is asked to keep a table: somebody who is here."""
        if verb == "host":
            guest = payload.get("guest")
            if guest not in {each.public_id for each in drawing.taking_part(scene, 1)}:
                raise Refused("no_such_guest")
            return {"guest": guest}
        return super().prepare(scene=scene, verb=verb, payload=payload, by=by)

    def kept(self, scene: Scene) -> dict[str, Any]:
        return kept.ahead(scene)

    def public(self, state: Course, moment: Moment) -> dict[str, Any]:
        """Return which round it is and its countdowns. Who sits where is asked for, not pushed."""
        settings = Settings.of(moment.segment.options)
        last = state.last
        return {
            "stage": course.stage(state, moment),
            "round": last.number if last else 0,
            "rounds": max(settings.rounds, len(state.rounds)),
            "tables": len(last.tables) if last else 0,
            "phases": [phase.to_json() for phase in course.phases(state, moment)],
        }

    def primary(self, scene: Scene) -> Button | None:
        """Draw, start, draw the next: until the last round is over."""
        state: Course = scene.part.state
        if state.drawn:
            return Button("speed_tables.round", _("Start the round"), "play")
        if state.on(scene.moment.elapsed):
            return Button("speed_tables.stop", _("End the round"), "bell")
        if len(state.rounds) < self.rounds(scene.part.plan):
            label = _("Draw the next tables") if state.rounds else _("Draw the tables")
            return Button("speed_tables.draw", label, "user-group")
        return None

    def on_paper(self, segment: Planned) -> list[str]:
        settings = Settings.of(segment.options)
        said = {"rounds": settings.rounds, "size": settings.size, "turn": settings.turn}
        rounds = _("%(rounds)s rounds at tables of %(size)s, %(turn)s s each") % said
        then = (
            [_("Then %(minutes)s min together") % {"minutes": settings.together}]
            if settings.together
            else []
        )
        stays = [str(_("One person stays at each table"))] if settings.keeps else []
        return [rounds, *then, *stays, *quoted(segment.options, settings.rounds)]

    def on_cards(self, scene: Scene) -> Mapping[str, Sequence[str]]:
        return cards.lines(scene)

    def context(self, view: View, scene: Scene) -> dict[str, Any]:
        match view:
            case View.CONSOLE:
                return faces.console(scene)
            case View.PHONE:
                return faces.phone(scene)
            case View.SCREEN:
                return faces.screen(scene)
        return {}
