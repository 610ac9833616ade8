import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.agenda.clock import Moment, Planned
from events.agenda.formats import Button, Place, Scene, View, register
from events.calendar.models import Event
from events.formats.impromptu import drawing, faces, kept, video, without_lists
from events.formats.impromptu.settings import (
    DEFAULT_MINUTES,
    DEFAULT_MOVE,
    DEFAULT_ROUNDS,
    Settings,
    Way,
)
from events.formats.impromptu.words import AWAY
from events.guests.models import Registration
from events.rooms.models import Where
from events.rooms.online import online
from events.rounds import cards, course
from events.rounds.asking import quoted
from events.rounds.course import Course
from events.rounds.format import REFUSALS, InRounds
from events.rounds.forms import AskedForm
from events.rounds.round import Round
from events.rounds.steps import Step, steps
from networking.accounts.models import User


class ImpromptuSettings(AskedForm):
    """How many rounds, how long, and what to talk about."""

    rounds = forms.IntegerField(
        label=_("Rounds"), min_value=1, max_value=12, initial=DEFAULT_ROUNDS
    )
    minutes = forms.IntegerField(
        label=_("Minutes each"), min_value=1, max_value=15, initial=DEFAULT_MINUTES
    )
    way = forms.ChoiceField(
        label=_("How people find each other"),
        choices=[
            (Way.DRAWN.value, _("Pairs are drawn: each has a table")),
            (Way.WALK.value, _("Walk and choose: each goes to somebody")),
            (Way.CIRCLES.value, _("Two facing circles: the outer one moves on")),
        ],
        initial=Way.DRAWN.value,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Without a draw nobody needs a list or a phone; nor is it noted who met whom."),
    )
    odd = forms.ChoiceField(
        label=_("If the number is odd"),
        choices=[("trio", _("One group of three")), ("joker", _("An organiser joins in"))],
        initial="trio",
        widget=forms.RadioSelect,
    )
    move = forms.IntegerField(
        label=_("Seconds to think and move"),
        min_value=5,
        max_value=120,
        initial=DEFAULT_MOVE,
        required=False,
        help_text=_("Half a minute in a room; online 15 seconds are enough."),
    )
    cues = forms.BooleanField(
        label=_("Show whose turn it is to speak"), required=False, initial=True
    )
    field_order = (
        *("rounds", "minutes", "way", "odd", "question", "own_question", "second", "move", "cues"),
    )

    def offer(self, event: Event) -> None:
        """Online nobody can walk: there pairs are drawn."""
        super().offer(event)
        if online(event).where == Where.ONLINE:
            del self.fields["way"]


@register
class Impromptu(InRounds):
    """Short conversations in pairs, with someone new each round."""

    key = "impromptu"
    label = _("Impromptu")
    icon = "users"
    minutes = 20
    settings_form = ImpromptuSettings
    twin = "formats/impromptu.js"
    words = AWAY
    lost_room = "unroomed"
    refusals = {
        **REFUSALS,
        "nothing_drawn": _("Draw the pairs first."),
        "no_lists": _("Nobody is drawn here: people find each other."),
    }
    # A trio; one more where two stragglers joined at once.
    most_at_a_table = 4

    def rounds(self, planned: Planned) -> int:
        return Settings.of(planned.options).rounds

    def draws(self, planned: Planned) -> bool:
        return Settings.of(planned.options).draws

    def complete(self, options: Mapping[str, Any], event: Event) -> Mapping[str, Any]:
        """Also have pairs drawn where all are online, whatever was chosen before they were."""
        whole = super().complete(options, event)
        if Settings.of(options).draws or online(event).where != Where.ONLINE:
            return whole
        return {**whole, "way": Way.DRAWN.value}

    def tables_for(self, planned: Planned, guests: int) -> int:
        return guests // 2 if self.draws(planned) else 0

    def timing(self, round_: Round, moment: Moment) -> tuple[Step, ...]:  # noqa: ARG002
        settings = Settings.of(moment.segment.options)
        move = dt.timedelta(seconds=settings.move)
        return steps(settings.minutes, cues=settings.cues, move=move)

    def draw(self, scene: Scene) -> dict[str, Any]:
        return drawing.draw_round(scene)

    def seat(
        self, scene: Scene, current: Round, *, newcomers: bool, without: str | None = None
    ) -> dict[str, Any]:
        return drawing.seat(scene, current, newcomers=newcomers, without=without)

    def waiting(self, scene: Scene) -> list[Registration]:
        return drawing.waiting(scene)

    def prepare(
        self, *, scene: Scene, verb: str, payload: dict[str, Any], by: User | None
    ) -> dict[str, Any]:
        """Also find another online room for a table whose own doesn't work."""
        if not self.draws(scene.part.plan):
            return without_lists.prepare(scene, verb, payload)
        if verb == "unroomed":
            return video.elsewhere(scene, payload.get("room"))
        return super().prepare(scene=scene, verb=verb, payload=payload, by=by)

    def accept(self, *, scene: Scene, verb: str, payload: dict[str, Any]) -> dict[str, Any]:
        if not self.draws(scene.part.plan):
            return without_lists.accept(verb, payload)
        return super().accept(scene=scene, verb=verb, payload=payload)

    def kept(self, scene: Scene) -> dict[str, Any]:
        return kept.ahead(scene)

    def settle(self, *, scene: Scene, by: User | None) -> None:
        super().settle(scene=scene, by=by)
        video.want(scene, by=by)

    def public(self, state: Course, moment: Moment) -> dict[str, Any]:
        """Return which round it is and its countdowns. Who sits where is asked for, not pushed."""
        settings = Settings.of(moment.segment.options)
        last = state.last
        shared: dict[str, Any] = {
            "stage": course.stage(state, moment),
            "round": last.number if last else 0,
            "rounds": max(settings.rounds, len(state.rounds)),
            "tables": len(last.tables) if last else 0,
            "phases": [phase.to_json() for phase in course.phases(state, moment)],
        }
        if last is not None and last.has_trio:
            own = course.phases(state, moment, trio=True)
            shared["trio"] = [phase.to_json() for phase in own]
        return shared

    def primary(self, scene: Scene) -> Button | None:
        """Draw, start, draw the next: until the last round is over."""
        state: Course = scene.part.state
        settings = Settings.of(scene.part.plan.options)
        if state.drawn:
            return Button("impromptu.round", _("Start the round"), "play")
        if state.on(scene.moment.elapsed):
            return Button("impromptu.stop", _("End the round"), "bell")
        if len(state.rounds) < settings.rounds and not settings.draws:
            begin = _("Start the next round") if state.rounds else _("Start the round")
            return Button("impromptu.round", begin, "play")
        if len(state.rounds) < settings.rounds:
            label = _("Draw the next pairs") if state.rounds else _("Draw the pairs")
            return Button("impromptu.draw", label, "users")
        return None

    def room(self, scene: Scene) -> Place | None:
        return video.place(scene)

    def on_paper(self, segment: Planned) -> list[str]:
        settings = Settings.of(segment.options)
        said = {"rounds": settings.rounds, "minutes": settings.minutes, "move": settings.move}
        rounds = _("%(rounds)s rounds of %(minutes)s min, %(move)s s to change places") % said
        asked = quoted(segment.options, settings.rounds)
        return [rounds, *without_lists.on_paper(settings), *asked]

    def on_cards(self, scene: Scene) -> Mapping[str, Sequence[str]]:
        return cards.lines(scene)

    def context(self, view: View, scene: Scene) -> dict[str, Any]:
        if not self.draws(scene.part.plan):
            return without_lists.context(view, scene)
        match view:
            case View.CONSOLE:
                return faces.console(scene)
            case View.PHONE:
                return faces.phone(scene)
            case View.SCREEN:
                return faces.screen(scene)
        return {}
