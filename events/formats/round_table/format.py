import datetime as dt
import secrets
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.agenda.clock import Bell, Moment, Phase, Planned
from events.agenda.formats import Button, Format, Scene, View, register
from events.agenda.log import Entry, Refused
from events.formats.round_table import faces, latecomers, presence, queue
from events.formats.round_table.faces import DEFAULT_TURN_SECONDS, turn_seconds
from events.formats.round_table.order import Order
from events.formats.round_table.queue import Queue, Turn
from events.formats.round_table.words import AWAY, ORDERS, REFUSALS
from networking.accounts.models import User

Said = Mapping[str, Any]
# From here on the ring is amber.
WARN = dt.timedelta(seconds=15)
# What may be said before the first turn.
BEFOREHAND = frozenset({"open", "order", "move", "welcome"})
_LISTS = ("guests", "arrived")


class RoundTableSettings(forms.Form):
    """How long each speaks, and in which order."""

    turn_seconds = forms.IntegerField(
        label=_("Seconds each"),
        min_value=queue.SHORTEST.seconds,
        max_value=queue.LONGEST.seconds,
        initial=DEFAULT_TURN_SECONDS,
    )
    order = forms.ChoiceField(
        label=_("Order"),
        choices=list(ORDERS.items()),
        initial=Order.ARRIVAL,
        required=False,
        widget=forms.RadioSelect,
    )
    members_first = forms.BooleanField(
        label=_("Two rounds: the members first, then the visitors"), required=False
    )
    rotates = forms.BooleanField(
        label=_("Somebody else begins each time"),
        help_text=_("By name and by table, the list goes on after whoever began last time."),
        required=False,
    )

    def clean_order(self) -> str:
        """As they came, where nothing was chosen."""
        return self.cleaned_data["order"] or Order.ARRIVAL.value


@register
class RoundTable(Format[Queue]):
    """A queue of those present, in the order that was chosen."""

    key = "round_table"
    label = _("Round table")
    icon = "arrow-path-rounded-square"
    minutes = 30
    by_the_clock = False
    latecomers = _("Check them in: they join the round table, and speak at the end.")
    settings_form = RoundTableSettings
    twin = "formats/round_table.js"
    words = AWAY
    refusals = REFUSALS

    def initial(self, segment: Planned) -> Queue:  # noqa: ARG002
        return Queue()

    def apply(self, state: Queue, command: Entry, moment: Moment) -> Queue:
        verb, said, at = command.kind.removeprefix("round_table."), command.payload, moment.elapsed
        if verb not in _VERBS or not (state.opened or verb in BEFOREHAND):
            raise Refused("not_open" if verb in _VERBS else "unknown_command")
        if not state.opened and "guests" in said:
            state = queue.line_up(state, said["guests"])
        for arrived in said.get("arrived", []):
            state = queue.arrive(state, arrived)
        return _VERBS[verb](state, said, at)

    def prepare(
        self, *, scene: Scene, verb: str, payload: dict[str, Any], by: User | None
    ) -> dict[str, Any]:
        """Write down who is here: the whole queue until it is open, then whoever came since.

        So even an arrival that nobody told us of gets a turn at the next tap.
        """
        spoken_of = _spoken_of(verb, payload)
        state: Queue = scene.part.state
        if verb == "order":
            if payload.get("order") not in list(ORDERS):
                raise Refused("unknown_command")
            return {"order": payload["order"], "seed": secrets.token_hex(8)}
        if verb == "welcome":
            spoken_of["tap"] = latecomers.welcome(scene, spoken_of.get("guest"), by)
        if verb == "open":
            seconds = payload.get("turn_seconds", turn_seconds(scene.part.plan))
            if type(seconds) is not int:
                raise Refused("no_such_turn")
            return {"turn_seconds": seconds, "guests": _line(scene)}
        if not state.opened:
            return {**spoken_of, "guests": _line(scene)} if verb == "move" else spoken_of
        arrived = _arrived(scene, verb, spoken_of.get("guest"))
        return {**spoken_of, "arrived": arrived} if arrived else spoken_of

    def kept(self, scene: Scene) -> dict[str, Any]:
        state = scene.part.state or Queue()
        plan = scene.part.plan
        return {
            "line": presence.line_up(scene.event, state, plan),
            "missing": presence.missing(scene.event, state, plan),
        }

    def accept(self, *, scene: Scene, verb: str, payload: dict[str, Any]) -> dict[str, Any]:
        """Guests of this event, as the device knew them; whoever else is here comes at the end."""
        if verb in {"order", "welcome"}:
            raise Refused("unknown_command")  # what only the server can draw, and only the door do
        said = _spoken_of(verb, payload)
        if verb == "open":
            seconds = payload.get("turn_seconds", turn_seconds(scene.part.plan))
            if type(seconds) is not int:
                raise Refused("no_such_turn")
            said["turn_seconds"] = seconds
        named = {name: payload[name] for name in _LISTS if name in payload}
        return {**said, **presence.known(scene.event, named)}

    def settle(self, *, scene: Scene, by: User | None) -> None:
        latecomers.take_back(scene, by)

    def public(self, state: Queue, moment: Moment) -> dict[str, Any]:
        speaker, following = state.speaking, state.following
        return {
            "opened": state.opened,
            "number": state.number,
            "total": state.total,
            "left": state.left,
            "speaking": speaker and speaker.guest,
            "following": (state.opened and following and following.guest) or None,
            "phases": [turn_phase(state, moment).to_json()] if speaker else [],
        }

    def scene(self, state: Queue, moment: Moment) -> str:  # noqa: ARG002
        """Who is in the queue at all, and where; whose turn it is, a phone counts by itself."""
        if not state.opened:
            return ""
        order = ":".join(seat.guest for seat in state.seats)
        passed = sum(seat.turn is Turn.PASSED for seat in state.seats)
        return f"{zlib.crc32(order.encode()):x}:{state.total}:{passed}:{state.finished}"

    def primary(self, scene: Scene) -> Button | None:
        state: Queue = scene.part.state
        if not state.opened:
            return Button("round_table.open", _("First turn"), "play")
        if state.finished:
            return faces.way_back(scene)
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
        order = presence.order_of(Queue(), segment)
        said = [_("%(seconds)s seconds each") % {"seconds": turn_seconds(segment)}]
        return said if order is Order.ARRIVAL else [*said, str(ORDERS[order])]

    def context(self, view: View, scene: Scene) -> dict[str, Any]:
        if view is View.CONSOLE:
            return faces.console(scene)
        if not scene.part.state.opened:
            return {"turn": turn_seconds(scene.part.plan)}
        return faces.phone(scene) if view is View.PHONE else faces.screen(scene)


def turn_phase(state: Queue, moment: Moment) -> Phase:
    """Return the countdown of the turn that is on."""
    return Phase("turn", moment.anchor(state.began, state.turn), Bell.BOWL, WARN)


def _open(state: Queue, said: Said, at: dt.timedelta) -> Queue:
    return queue.open_round(state, dt.timedelta(seconds=said["turn_seconds"]), at)


_VERBS: dict[str, Callable[[Queue, Said, dt.timedelta], Queue]] = {
    "open": _open,
    "order": lambda state, said, _: queue.choose(state, said["order"], said["seed"]),
    "move": lambda state, said, _: queue.move(state, said["guest"], said["before"]),
    "next": lambda state, _, at: queue.following(state, at),
    "pass": lambda state, said, at: queue.give_up(state, Turn.PASSED, at, said.get("guest")),
    "absent": lambda state, said, at: queue.give_up(state, Turn.ABSENT, at, said.get("guest")),
    "call": lambda state, said, _: queue.call(state, said["guest"]),
    "back": lambda state, _, at: queue.back(state, at),
    "arrive": lambda state, _said, _at: state,
    "welcome": lambda state, said, _: queue.welcomed(state, said["tap"]),
}


def _spoken_of(verb: str, payload: Said) -> dict[str, Any]:
    """Return whom a client speaks of; where somebody must be named, nobody else is meant."""
    named = {n: payload[n] for n in ("guest", "before") if type(payload.get(n)) is str}
    if verb in {"move", "call", "welcome"} and "guest" not in named:
        raise Refused("no_such_guest")
    return {"before": "", **named} if verb == "move" else named


def _line(scene: Scene) -> list[str]:
    return presence.line_up(scene.event, scene.part.state, scene.part.plan)


def _arrived(scene: Scene, verb: str, guest: str | None) -> list[str]:
    """Return who came since the queue was written down, and who was thought absent and isn't."""
    seated = {seat.guest: seat for seat in scene.part.state.seats}
    here = [each.id for each in presence.present(scene.event)]
    arrived = [each for each in here if each not in seated]
    seat = seated.get(guest or "")
    if verb in {"arrive", "welcome"} and guest in here and seat and seat.turn is Turn.ABSENT:
        arrived.append(seat.guest)
    if verb == "arrive" and guest not in arrived:
        raise Refused("no_such_guest")
    return arrived
