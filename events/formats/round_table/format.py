import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.agenda.clock import Bell, Moment, Phase, Planned
from events.agenda.formats import Button, Format, Scene, View, register
from events.agenda.log import Entry, Refused
from events.formats.round_table import faces, queue
from events.formats.round_table.queue import Queue, Turn
from events.guests.models import Registration
from networking.accounts.models import User

DEFAULT_TURN_SECONDS = 60
# From here on the ring is amber.
WARN = dt.timedelta(seconds=15)


class RoundTableSettings(forms.Form):
    """How long each speaks."""

    turn_seconds = forms.IntegerField(
        label=_("Seconds each"),
        min_value=queue.SHORTEST.seconds,
        max_value=queue.LONGEST.seconds,
        initial=DEFAULT_TURN_SECONDS,
    )


@register
class RoundTable(Format[Queue]):
    """A queue of those present, in the order in which they came."""

    key = "round_table"
    label = _("Round table")
    icon = "arrow-path-rounded-square"
    minutes = 30
    settings_form = RoundTableSettings
    twin = "formats/round_table.js"
    words = {
        "present": _("Here: %(present)s"),
        "first": _("First turn"),
        "next": _("Next turn"),
        "number": _("%(number)s of %(total)s"),
        "then": _("then %(name)s"),
        "left": _("Still to speak: %(count)s"),
        "late": _("%(name)s came late and has not spoken yet."),
        "finished": _("Everybody has spoken."),
        "passes": _("Passes"),
        "absent": _("Absent"),
        "back": _("Previous person"),
        "following": _("Next: %(name)s"),
        "quoted": _("“%(words)s”"),
        "thanks": _("Thank you all."),
        "one_minute": _(
            "One minute each: who you are, what you can do, what you would like to do."
        ),
    }
    refusals = {
        "already_open": _("The round table has begun already."),
        "not_open": _("The round table has not begun yet."),
        "nobody_here": _("Nobody is checked in yet."),
        "no_such_turn": _("A turn takes between 15 seconds and 5 minutes."),
        "no_such_guest": _("This person is not waiting for a turn."),
        "round_is_over": _("Everybody has spoken."),
        "first_turn": _("Nobody has spoken before."),
    }

    def initial(self, segment: Planned) -> Queue:  # noqa: ARG002
        return Queue()

    def apply(self, state: Queue, command: Entry, moment: Moment) -> Queue:
        payload, at = command.payload, moment.elapsed
        verb = command.kind.removeprefix("round_table.")
        if verb == "open":
            if state.opened:
                raise Refused("already_open")
            turn = dt.timedelta(seconds=payload["turn_seconds"])
            return queue.open_round(payload["guests"], turn, at)
        if not state.opened:
            raise Refused("not_open")
        for guest in payload.get("arrived", []):
            state = queue.arrive(state, guest)
        match verb:
            case "arrive":
                return state
            case "next":
                return queue.following(state, at)
            case "pass":
                return queue.give_up(state, Turn.PASSED, at, payload.get("guest"))
            case "absent":
                return queue.give_up(state, Turn.ABSENT, at, payload.get("guest"))
            case "back":
                return queue.back(state, at)
        raise Refused("unknown_command")

    def prepare(
        self,
        *,
        scene: Scene,
        verb: str,
        payload: dict[str, Any],
        by: User | None,  # noqa: ARG002
    ) -> dict[str, Any]:
        """Write down who is here: the whole queue when it opens, then whoever came since.

        So even an arrival that nobody told us of gets a turn at the next tap.
        """
        here = faces.present(scene.event)
        if verb == "open":
            seconds = payload.get("turn_seconds", turn_seconds(scene.part.plan))
            if type(seconds) is not int:
                raise Refused("no_such_turn")
            return {"turn_seconds": seconds, "guests": here}
        spoken_of: dict[str, Any] = {}
        if type(guest := payload.get("guest")) is str:
            spoken_of["guest"] = guest
        seated = {seat.guest: seat for seat in scene.part.state.seats}
        arrived = [guest for guest in here if guest not in seated]
        if verb == "arrive":
            seat = seated.get(guest)
            if guest not in here or (seat and seat.turn is not Turn.ABSENT):
                raise Refused("no_such_guest")
            arrived.append(guest)
        return {**spoken_of, "arrived": arrived} if arrived else spoken_of

    def accept(self, *, scene: Scene, verb: str, payload: dict[str, Any]) -> dict[str, Any]:
        """Guests of this event, as the device knew them; whoever else is here comes at the end."""
        said: dict[str, Any] = {}
        if verb == "open":
            seconds = payload.get("turn_seconds", turn_seconds(scene.part.plan))
            if type(seconds) is not int:
                raise Refused("no_such_turn")
            said["turn_seconds"] = seconds
        named: dict[str, Any] = {
            name: payload[name] for name in ("guests", "arrived") if name in payload
        }
        if type(payload.get("guest")) is str:
            said["guest"] = payload["guest"]
        return {**said, **faces.known(scene.event, named)}

    def public(self, state: Queue, moment: Moment) -> dict[str, Any]:
        speaker, following = state.speaking, state.following
        return {
            "opened": state.opened,
            "number": state.number,
            "total": state.total,
            "left": state.left,
            "speaking": speaker and speaker.guest,
            "following": following and following.guest,
            "phases": [turn_phase(state, moment).to_json()] if speaker else [],
        }

    def scene(self, state: Queue, moment: Moment) -> str:  # noqa: ARG002
        """Who is in the queue at all; whose turn it is, a phone can count by itself."""
        passed = sum(seat.turn is Turn.PASSED for seat in state.seats)
        return f"{state.opened}:{state.total}:{len(state.seats)}:{passed}:{state.finished}"

    def primary(self, scene: Scene) -> Button | None:
        state: Queue = scene.part.state
        if not state.opened:
            return Button("round_table.open", _("First turn"), "play")
        if state.finished:
            return None
        return Button("round_table.next", _("Next turn"), "forward")

    def aside(self, scene: Scene) -> str:
        """Who came after the end speaks before the bilateral exchanges."""
        state: Queue = scene.part.state
        if not state.opened or not state.left:
            return ""
        return ngettext(
            "%(count)s person has not spoken yet.",
            "%(count)s people have not spoken yet.",
            state.left,
        ) % {"count": state.left}

    def on_paper(self, segment: Planned) -> list[str]:
        return [_("%(seconds)s seconds each") % {"seconds": turn_seconds(segment)}]

    def context(self, view: View, scene: Scene) -> dict[str, Any]:
        state: Queue = scene.part.state
        if not state.opened:
            return _before_the_first_turn(scene) if view is View.CONSOLE else {}
        if view is View.PHONE:
            return _on_the_phone(state, scene, scene.viewer)
        seats = [state.speaking, state.following]
        shown: Sequence[queue.Seat | None] = state.seats if view is View.CONSOLE else seats
        cards = faces.cards(scene.event, [seat.guest for seat in shown if seat])
        return {
            "speaker": state.speaking and cards.get(state.speaking.guest),
            "following": state.following and cards.get(state.following.guest),
            "seats": [(seat, cards.get(seat.guest)) for seat in shown if seat],
        }


def turn_seconds(segment: Planned) -> int:
    """Return how long the organiser wants each to speak."""
    return int(segment.options.get("turn_seconds", DEFAULT_TURN_SECONDS))


def turn_phase(state: Queue, moment: Moment) -> Phase:
    """Return the countdown of the turn that is on."""
    return Phase("turn", moment.anchor(state.began, state.turn), Bell.BOWL, WARN)


def _before_the_first_turn(scene: Scene) -> dict[str, Any]:
    """Count: do those present fit? If not, what could be done about it, before anybody spoke?"""
    count = len(faces.present(scene.event))
    turn = dt.timedelta(seconds=turn_seconds(scene.part.plan))
    available = scene.part.anchor(scene.now).remaining(scene.now)
    missing = queue.needed(count, turn) - available
    fits = missing <= dt.timedelta()
    missing_minutes = -(-missing // dt.timedelta(minutes=1))
    shorter = None if fits else queue.fitting(count, available)
    return {
        "present": count,
        "turn": turn.seconds,
        "needed": queue.needed(count, turn),
        "fits": fits,
        "shorter": shorter and shorter.seconds,
        "missing_minutes": missing_minutes,
        "missing_seconds": 60 * missing_minutes,
        "lender": scene.state.next,
    }


def _on_the_phone(state: Queue, scene: Scene, viewer: Registration | None) -> dict[str, Any]:
    seat = viewer and state.seat(viewer.public_id)
    if not viewer or not seat:
        return {}
    wait = state.wait(viewer.public_id, scene.moment.elapsed)
    ahead = state.ahead(viewer.public_id)
    mine = state.spoken + 1 if seat.turn is Turn.SPEAKING else None
    return {
        "mine": seat,
        "number": mine if ahead is None else state.spoken + ahead + 1,
        "ahead": ahead,
        "minutes": None if wait is None else max(1, round(wait / dt.timedelta(minutes=1))),
    }
