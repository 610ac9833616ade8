"""The formats' interface: what a kind of segment must and may provide.

A format is a package of `events.formats` whose module ``format`` holds one `Format` subclass
decorated with `register`. It is found by itself; adding one touches nothing else. It brings

* words: ``key``, ``label``, ``icon``, ``minutes``, and ``refusals`` for its own reasons;
* a pure half, `initial`, `apply` and `public`: commands ``<key>.<verb>`` and the segment's own
  clock (`clock.Moment`) in, a new state out; free of database, chance and time of day;
* an impure half: `prepare`, which may read the database and throw dice *before* a command is
  written down, and `settle`, which makes the database agree with the state *after* it;
* a face: templates ``formats/<key>/_console.html``, ``_screen.html``, ``_phone.html`` and
  ``_speaker.html``, each optional (a plain one stands in), and ``_console_now.html`` for what the
  facilitator looks for first, beside the ring. They know `scene`, `part`, `state`,
  `event` and whatever `context` returns, all by plain names.
* for devices without network, each optional: a `twin`, its pure half in JavaScript, with `words`;
  `kept`, what it needs there besides the log; `accept`, which checks what a device decided.

Formats know the agenda; they never know each other.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from django.forms import Form
from django.utils.translation import gettext_lazy as _

from events.agenda.clock import Moment, Part, Planned, State
from events.agenda.log import Entry, Refused
from events.calendar.models import Event, Hand
from events.guests.models import Registration
from networking.accounts.models import User

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

S = TypeVar("S")


class View(StrEnum):
    """The five faces of a live event."""

    CONSOLE = "console"
    SCREEN = "screen"
    PHONE = "phone"
    SPEAKER = "speaker"
    HOST = "host"


@dataclass(frozen=True, slots=True)
class Scene:
    """A segment in the middle of its event, as the impure half and the templates need it.

    ``viewer`` is the guest whose phone it is; nobody on console and screen.
    """

    event: Event
    state: State
    part: Part
    now: dt.datetime
    viewer: Registration | None = None

    @property
    def moment(self) -> Moment:
        return self.part.moment(self.now)


@dataclass(frozen=True, slots=True)
class Place:
    """The online room somebody is to be in: its number, and of what occasion (which round)."""

    number: int
    occasion: int
    # Whether it is another one than was said at first.
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """A command as something to tap."""

    kind: str
    label: "str | _StrPromise"
    icon: str = "arrow-right"
    payload: Mapping[str, Any] = field(default_factory=dict)


class Format(Generic[S]):
    """One kind of segment. This base is itself a whole format: a title and a clock."""

    key: ClassVar[str]
    label: "ClassVar[str | _StrPromise]"
    icon: ClassVar[str] = "clock"
    minutes: ClassVar[int] = 15
    # Who leads it, unless the agenda names somebody.
    led_by: ClassVar[Hand] = Hand.FACILITATOR
    # Whether it may give way to the next one when its time is up, as the organiser likes; not where
    # somebody would be cut off in the middle of a turn.
    by_the_clock: ClassVar[bool] = True
    # What the hosts at the door do with whoever comes while it is on.
    latecomers: "ClassVar[str | _StrPromise]" = _("Let them in, and show them to a free place.")
    # What a copy is called whose title told of one event alone; nothing: the same title.
    next_title: "ClassVar[str | _StrPromise]" = ""
    settings_form: ClassVar[type[Form] | None] = None
    refusals: "ClassVar[Mapping[str, str | _StrPromise]]" = MappingProxyType({})
    # The pure half in JavaScript (a static file) and what it says, for devices without network.
    twin: ClassVar[str] = ""
    words: "ClassVar[Mapping[str, str | _StrPromise]]" = MappingProxyType({})
    # The verb of the command by which people in a room that doesn't work get another one.
    lost_room: ClassVar[str] = ""

    def initial(self, segment: Planned) -> S | None:  # noqa: ARG002
        """Return the state when the event starts. Pure."""
        return None

    def apply(self, state: S, command: Entry, moment: Moment) -> S:  # noqa: ARG002
        """Return the state after a command of this format, or raise `Refused`. Pure."""
        raise Refused("unknown_command")

    def offer(self, form: Form, event: Event) -> None:
        """Let the form of its settings offer what there is at this event and nowhere else."""

    def complete(self, options: Mapping[str, Any], event: Event) -> Mapping[str, Any]:  # noqa: ARG002
        """Return a segment's options with what they name looked up, as it is at this event now.

        Asked for until the event begins; then the log has it, and goes on saying what it said.
        """
        return options

    def public(self, state: S, moment: Moment) -> dict[str, Any]:  # noqa: ARG002
        """Return what every device may know: anchors, counts, public ids. Small; no names. Pure.

        ``phases``, a list of `clock.Phase.to_json`, has a meaning for all devices: the one that
        is on stands in the ring instead of the segment's own clock, and its bell is rung.
        """
        return {}

    def scene(self, state: S, moment: Moment) -> str | None:  # noqa: ARG002
        """Return a word that changes whenever guests' phones must fetch their page again. Pure.

        None, the careful answer, means at every command. Where commands come thick and fast
        (each turn of a round table) say something steadier, and let `public` tell the phones.
        """
        return None

    def prepare(
        self,
        *,
        scene: Scene,  # noqa: ARG002
        verb: str,  # noqa: ARG002
        payload: dict[str, Any],
        by: User | None,  # noqa: ARG002
    ) -> dict[str, Any]:
        """Return the payload to write down, completed with what was looked up or drawn.

        Called in the command's transaction before it is judged, never on replay. What comes from
        the client is not to be trusted. May raise `Refused`.
        """
        return payload

    def twin_data(self) -> dict[str, Any]:
        """Return what a twin is made of that several formats share; in the reader's language."""
        return {}

    def kept(self, scene: Scene) -> dict[str, Any]:  # noqa: ARG002
        """Return what a device needs besides the log to lead this segment without network."""
        return {}

    def accept(
        self,
        *,
        scene: Scene,  # noqa: ARG002
        verb: str,  # noqa: ARG002
        payload: dict[str, Any],  # noqa: ARG002
    ) -> dict[str, Any]:
        """Return the payload that a device without network decided on by itself, checked.

        What it knew was less than we know now; it stands all the same, if it can be true. May
        raise `Refused`. A format without a twin has no commands that a device could give.
        """
        return {}

    def settle(self, *, scene: Scene, by: User | None) -> None:
        """Make the database agree with ``scene.part``.

        Called in the command's transaction whenever anything about the segment changed, undo
        included; so it must be idempotent, and also withdraw what is no longer so.
        """

    def primary(self, scene: Scene) -> Button | None:  # noqa: ARG002
        """Return what the console's big button does while this is on; nothing: the next segment."""
        return None

    def aside(self, scene: Scene) -> str:  # noqa: ARG002
        """Return what the facilitator should know of this segment while another one is on."""
        return ""

    def room(self, scene: Scene) -> Place | None:  # noqa: ARG002
        """Return the online room the viewer is to be in at this moment; nothing: the main room."""
        return None

    def on_paper(self, segment: Planned) -> list[str]:  # noqa: ARG002
        """Return what the run sheet says of a segment, so that it can be led without a screen."""
        return []

    def on_cards(self, scene: Scene) -> Mapping[str, Sequence[str]]:  # noqa: ARG002
        """Return what stands on guests' own cards about a segment, by public id; each her own."""
        return {}

    def company(self, state: S, guest: str, moment: Moment | None) -> Sequence[str]:  # noqa: ARG002
        """Return with whom a guest was put together by the hour, by public id, the first one first.

        Those with whom it is over at ``moment``; without one, all. Pure. Formats in rounds say it
        otherwise (`events.rounds.company`).
        """
        return ()

    def context(self, view: View, scene: Scene) -> dict[str, Any]:  # noqa: ARG002
        """Return what the template of a view needs besides the scene itself."""
        return {}


class Plain(Format[None]):
    """Stands in for a format that is no longer installed, so that old logs can be read."""

    key = "plain"
    label = _("Other")

    def apply(self, state: None, command: Entry, moment: Moment) -> None:  # noqa: ARG002
        return state


class Registry(Mapping[str, Format[Any]]):
    """The formats there are, by key. Asking for one that is gone gives a plain one."""

    def __init__(self) -> None:
        self._formats: dict[str, Format[Any]] = {}

    def add(self, format_: Format[Any]) -> None:
        known = self._formats.setdefault(format_.key, format_)
        if type(known) is not type(format_):
            raise ValueError(f"two formats are called {format_.key!r}")

    def __getitem__(self, key: str) -> Format[Any]:
        return self._formats.get(key, PLAIN)

    def __contains__(self, key: object) -> bool:
        return key in self._formats

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._formats))

    def __len__(self) -> int:
        return len(self._formats)

    def choices(self) -> list[tuple[str, Any]]:
        """Return keys and labels, for a select."""
        return [(format_.key, format_.label) for format_ in self.values()]


PLAIN = Plain()
FORMATS = Registry()
F = TypeVar("F", bound=type[Format[Any]])


def register(format_class: F) -> F:
    """Make a format known: a class decorator. Registering the same class again changes nothing."""
    FORMATS.add(format_class())
    return format_class
