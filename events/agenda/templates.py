"""Agendas to begin with. The first is what a new event gets."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Line:
    """One segment of a template. The title is in the language of whoever lays the agenda out."""

    format: str
    title: "_StrPromise"
    minutes: int
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Template:
    """An agenda ready to be laid out."""

    key: str
    label: "_StrPromise"
    lines: tuple[Line, ...]

    @property
    def minutes(self) -> int:
        return sum(line.minutes for line in self.lines)


CLASSIC = Template(
    key="classic",
    label=_("Classic breakfast"),
    lines=(
        Line("welcome", pgettext_lazy("segment", "Welcome"), 15),
        Line("round_table", _("Round table"), 30),
        Line("talk", _("Guest speaker"), 60),
        Line("bilateral", _("Bilateral exchanges"), 15),
    ),
)

WITH_IMPROMPTU = Template(
    key="impromptu",
    label=_("Breakfast with Impromptu"),
    lines=(
        Line("welcome", pgettext_lazy("segment", "Welcome"), 15),
        Line("round_table", _("Round table"), 30),
        Line("impromptu", _("Impromptu"), 20),
        Line("talk", _("Guest speaker"), 40),
        Line("bilateral", _("Bilateral exchanges"), 15),
    ),
)

TEMPLATES = {template.key: template for template in (CLASSIC, WITH_IMPROMPTU)}
