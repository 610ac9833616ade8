import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.agenda.clock import Moment, Planned
from events.agenda.formats import Button, Format, Place, Scene, View, register
from events.agenda.log import Entry, Refused
from events.formats.impromptu import (
    cards,
    course,
    drawing,
    faces,
    kept,
    meetings,
    questions,
    video,
)
from events.formats.impromptu.course import (
    DEFAULT_MINUTES,
    DEFAULT_MOVE,
    DEFAULT_ROUNDS,
    STRETCH,
    Course,
)
from events.formats.impromptu.words import AWAY
from networking.accounts.models import User


def question_choices() -> list[tuple[str, Any]]:
    """Return the bank for a select, by kind, after the choice of a new question each round."""
    groups: list[tuple[str, Any]] = [
        (str(label), [(each.key, each.text) for each in questions.BANK if each.kind is kind])
        for kind, label in questions.KINDS.items()
    ]
    return [("", _("A new one each round")), *groups]


class ImpromptuSettings(forms.Form):
    """How many rounds, how long, and what to talk about."""

    rounds = forms.IntegerField(
        label=_("Rounds"), min_value=1, max_value=12, initial=DEFAULT_ROUNDS
    )
    minutes = forms.IntegerField(
        label=_("Minutes each"), min_value=1, max_value=15, initial=DEFAULT_MINUTES
    )
    question = forms.ChoiceField(
        label=_("Question"), choices=question_choices, required=False, initial=""
    )
    own_question = forms.CharField(
        label=_("Or a question of your own"), max_length=200, required=False
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


@register
class Impromptu(Format[Course]):
    """Short conversations in pairs, with someone new each round."""

    key = "impromptu"
    label = _("Impromptu")
    icon = "users"
    minutes = 20
    by_the_clock = False
    latecomers = _("Check them in: they join at the next round.")
    settings_form = ImpromptuSettings
    twin = "formats/impromptu.js"
    words = AWAY
    lost_room = "unroomed"
    refusals = {
        "already_drawn": _("This round is drawn already. Start it, or draw again."),
        "round_is_on": _("A round is on. End it first."),
        "nothing_drawn": _("Draw the pairs first."),
        "no_round": _("No round is on."),
        "too_few": _("It takes two people who are checked in."),
        "nobody_waits": _("Everybody has a table."),
        "next_round": _("Whoever comes now joins at the next round."),
        "no_such_guest": _("This person is not taking part."),
        "no_such_stretch": _("A round changes by two minutes at most."),
        "no_other_room": _("No other room is free. Ask them into the main room."),
    }

    def initial(self, segment: Planned) -> Course:  # noqa: ARG002
        return Course()

    def apply(self, state: Course, command: Entry, moment: Moment) -> Course:
        verb = command.kind.removeprefix(f"{self.key}.")
        return course.apply(state, verb, command.payload, moment)

    def prepare(
        self,
        *,
        scene: Scene,
        verb: str,
        payload: dict[str, Any],
        by: User | None,  # noqa: ARG002
    ) -> dict[str, Any]:
        """Throw the dice: what was drawn is written down, and never drawn again on replay."""
        said: dict[str, Any] = {}
        match verb:
            case "draw" | "redraw":
                said = drawing.draw_round(scene)
            case "join":
                said = _joining(scene)
            case "absent":
                said = _leaving(scene, payload.get("guest"))
            case "here":
                said = _back(scene, payload.get("guest"))
            case "stretch":
                said = _stretching(payload.get("seconds", STRETCH))
            case "unroomed":
                said = video.elsewhere(scene, payload.get("room"))
        return said

    def kept(self, scene: Scene) -> dict[str, Any]:
        return kept.ahead(scene)

    def accept(self, *, scene: Scene, verb: str, payload: dict[str, Any]) -> dict[str, Any]:
        return kept.accepted(scene, verb, payload)

    def settle(self, *, scene: Scene, by: User | None) -> None:
        meetings.agree(scene=scene, by=by)
        video.want(scene, by=by)

    def public(self, state: Course, moment: Moment) -> dict[str, Any]:
        """Return which round it is and its countdowns. Who sits where is asked for, not pushed."""
        settings = course.Settings.of(moment.segment.options)
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

    def scene(self, state: Course, moment: Moment) -> str:
        """Return what a phone's page depends on: tables and stage, not the last second."""
        last = state.last
        seen = (last.number, last.tables, last.rooms, state.gone) if last else ()
        return f"{course.stage(state, moment)}-{zlib.crc32(repr(seen).encode()):x}"

    def primary(self, scene: Scene) -> Button | None:
        """Draw, start, draw the next: until the last round is over."""
        state: Course = scene.part.state
        settings = course.Settings.of(scene.part.plan.options)
        if state.drawn:
            return Button("impromptu.round", _("Start the round"), "play")
        if state.on(scene.moment.elapsed):
            return Button("impromptu.stop", _("End the round"), "bell")
        if len(state.rounds) < settings.rounds:
            label = _("Draw the next pairs") if state.rounds else _("Draw the pairs")
            return Button("impromptu.draw", label, "users")
        return None

    def room(self, scene: Scene) -> Place | None:
        return video.place(scene)

    def on_paper(self, segment: Planned) -> list[str]:
        settings = course.Settings.of(segment.options)
        said = {"rounds": settings.rounds, "minutes": settings.minutes, "move": settings.move}
        rounds = _("%(rounds)s rounds of %(minutes)s min, %(move)s s to change places") % said
        asked = questions.of_rounds(settings.rounds, settings.question, settings.own_question)
        return [rounds, *(_("“%(words)s”") % {"words": questions.text(key)} for key in asked)]

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


def _joining(scene: Scene) -> dict[str, Any]:
    """Seat whoever came: while a round is drawn, or in the last one, where no next one follows.

    Whoever turns out not to be here is no longer waited for, in any round.
    """
    state: Course = scene.part.state
    current = state.open(scene.moment.elapsed)
    if current is None:
        raise Refused("no_round")
    settings = course.Settings.of(scene.part.plan.options)
    joins = state.drawn is not None or current.number >= settings.rounds
    waiting = drawing.waiting(scene)
    if not (waiting and joins) and not drawing.missing(scene, current):
        raise Refused("next_round" if waiting else "nobody_waits")
    return drawing.seat(scene, current, newcomers=joins)


def _leaving(scene: Scene, guest: object) -> dict[str, Any]:
    """Somebody left, or never came: pair anew only whoever is left alone by it."""
    state: Course = scene.part.state
    current = state.open(scene.moment.elapsed)
    here = {each.public_id for each in drawing.checked_in(scene.event)}
    if type(guest) is not str or guest not in here or guest in state.gone:
        raise Refused("no_such_guest")
    if current is None or guest not in current.guests:
        return {"guest": guest}
    drawn = state.drawn is not None
    return {"guest": guest, **drawing.seat(scene, current, newcomers=drawn, without=guest)}


def _stretching(seconds: object) -> dict[str, Any]:
    if type(seconds) is not int or not 0 < abs(seconds) <= 120:
        raise Refused("no_such_stretch")
    return {"seconds": seconds}


def _back(scene: Scene, guest: object) -> dict[str, Any]:
    if guest not in scene.part.state.gone:
        raise Refused("no_such_guest")
    return {"guest": guest}
