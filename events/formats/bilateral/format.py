import datetime as dt
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.agenda.clock import Bell, Moment, Phase, Planned
from events.agenda.formats import Button, Format, Scene, View, register
from events.agenda.log import Entry, Refused
from events.formats.bilateral import exchanges, faces, keeping, paper, phones, planning
from events.formats.bilateral.exchanges import Exchanges
from events.formats.bilateral.scheduling import Aim
from events.formats.bilateral.settings import DEFAULT_BELL_MINUTES, Settings, Way
from events.formats.bilateral.words import AIMS, REFUSALS, WAYS
from networking.accounts.models import User

# How many exchanges fit into the 4 KB that every device is told.
MOST_TOLD = 24


class BilateralSettings(forms.Form):
    """How often the bell asks people to move on; and whether they are given tables and hours."""

    bell_minutes = forms.IntegerField(
        label=_("A bell every … minutes"), min_value=2, max_value=30, initial=DEFAULT_BELL_MINUTES
    )
    way = forms.ChoiceField(
        label=_("How people meet"),
        choices=list(WAYS.items()),
        initial=Way.FREE.value,
        required=False,
        widget=forms.RadioSelect,
    )
    tables = forms.IntegerField(
        label=_("Tables for two"),
        help_text=_("For planned meetings. Empty: as many as it takes."),
        min_value=1,
        max_value=300,
        required=False,
    )
    cap = forms.IntegerField(
        label=_("Meetings each, at most"),
        help_text=_("For planned meetings. Empty: one at every bell."),
        min_value=1,
        max_value=30,
        required=False,
    )
    aim = forms.ChoiceField(
        label=_("What counts most in a plan"),
        choices=list(AIMS.items()),
        initial=Aim.MOST.value,
        required=False,
        widget=forms.RadioSelect,
    )

    def clean_way(self) -> str:
        """Free, where nothing was chosen."""
        return self.cleaned_data["way"] or Way.FREE.value

    def clean_aim(self) -> str:
        """As many wishes as can be, where nothing was chosen."""
        return self.cleaned_data["aim"] or Aim.MOST.value


@register
class Bilateral(Format[Exchanges]):
    """A row of equal exchanges, the last one taking what is left; free, or planned in slots."""

    key = "bilateral"
    label = _("Bilateral exchanges")
    icon = "users"
    minutes = 15
    settings_form = BilateralSettings
    latecomers = _("Check them in: whom they wished to meet can still be fitted in.")
    twin = "formats/bilateral.js"
    refusals = REFUSALS

    def initial(self, segment: Planned) -> Exchanges:  # noqa: ARG002
        return Exchanges()

    def apply(self, state: Exchanges, command: Entry, moment: Moment) -> Exchanges:
        if not Settings.of(moment.segment.options).planned:
            raise Refused("unknown_command")
        return exchanges.apply(state, command.kind.removeprefix("bilateral."), command.payload)

    def prepare(
        self,
        *,
        scene: Scene,
        verb: str,
        payload: dict[str, Any],
        by: User | None,  # noqa: ARG002
    ) -> dict[str, Any]:
        if not Settings.of(scene.part.plan.options).planned:
            raise Refused("unknown_command")
        segment = {"segment": scene.part.plan.id}
        return {**segment, **planning.prepared(scene, verb, payload)}

    def accept(self, *, scene: Scene, verb: str, payload: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """Nothing: a device without network plans nothing, and nobody is moved behind our back."""
        raise Refused("unknown_command")

    def settle(self, *, scene: Scene, by: User | None) -> None:
        keeping.agree(scene=scene, by=by)

    def public(self, state: Exchanges | None, moment: Moment) -> dict[str, Any]:
        settings = Settings.of(moment.segment.options)
        every = settings.every
        count = max(-(-moment.length // every), 1)
        if settings.planned:
            count = min(count, settings.slots(moment.length))
        # Of a whole morning devices learn what is near; any tap tells them of the next ones.
        first = 0 if count <= MOST_TOLD else min(max(moment.elapsed // every, 0), count - 1)
        last = min(first + MOST_TOLD, count) - 1
        phases = [
            Phase(
                name=f"slot-{number}" if settings.planned else "exchange",
                anchor=moment.anchor(
                    every * number, every if number < last else moment.length - every * number
                ),
                bell=Bell.BOWL,
            ).to_json()
            for number in range(first, last + 1)
        ]
        told = {"planned": state.planned if state else 0} if settings.planned else {}
        return {**told, "phases": phases}

    def scene(self, state: Exchanges, moment: Moment) -> str | None:
        """Return what a phone's page depends on: the plan, who left, and what was said of it."""
        if not Settings.of(moment.segment.options).planned:
            return None
        seen = (state.planned, state.meetings, state.left_out, state.gone, state.unheld)
        return f"{zlib.crc32(repr(seen).encode()):x}"

    def primary(self, scene: Scene) -> Button | None:
        """Plan, where that is wanted and wasn't done: the first thing to do here."""
        state: Exchanges = scene.part.state
        if Settings.of(scene.part.plan.options).planned and not state.planned:
            return Button("bilateral.plan", _("Plan the meetings"), "calendar")
        return None

    def on_paper(self, segment: Planned) -> list[str]:
        settings = Settings.of(segment.options)
        every = round(settings.every / dt.timedelta(minutes=1))
        said = [_("A bell every %(every)s minutes: time to move on") % {"every": every}]
        return (
            [*said, str(_("Planned meetings: table and hour stand on each phone"))]
            if (settings.planned)
            else said
        )

    def on_cards(self, scene: Scene) -> Mapping[str, Sequence[str]]:
        return paper.lines(scene)

    def company(self, state: Exchanges, guest: str, moment: Moment | None) -> Sequence[str]:
        over = state.meetings if moment is None else keeping.took_place(state, moment)
        mine = sorted(each for each in over if guest in (each.one, each.two))
        return [each.two if each.one == guest else each.one for each in mine]

    def context(self, view: View, scene: Scene) -> dict[str, Any]:
        match view:
            case View.CONSOLE:
                return faces.console(scene)
            case View.PHONE:
                return phones.phone(scene)
            case View.SCREEN:
                return faces.screen(scene)
        return {}
