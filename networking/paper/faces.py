"""Where things stand on a badge of a given size: boxes in points, from its upper left corner.

Three arrangements, chosen by the label's proportions: *wide* (80 × 50: the first name over the
whole width, the rest beside the code), *tall* (an A6, a label of 54 × 90) and *strip*
(63.5 × 29.6: the code in a column of its own).
"""

from dataclasses import dataclass
from typing import Final

from networking.paper.fitting import Room
from networking.paper.labels import MM

# The first name is never smaller, whatever it costs the rest.
SMALLEST_GIVEN: Final = 14.0
# Line heights in ems, as `badges.typ` sets them.
GIVEN_LEADING: Final = 1.1
TEXT_LEADING: Final = 1.28


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A badge's boxes and the rooms of its texts.

    Below the first name stand the family name and, apart by `gap`, the details: title and
    organisation. `spread` sets the details at the foot of their box, else they follow at once.
    """

    association: Box
    given: Box
    below: Box
    code: Box
    band: Box
    gap: float
    spread: bool
    unit: float
    given_lines: int
    family_lines: int

    @property
    def association_room(self) -> Room:
        # The number one types at the door stands at the right end of the line.
        return self._room(self.association, 7.4, 5, lines=2, width=0.86, elide=True)

    @property
    def given_room(self) -> Room:
        return Room(
            width=self.given.width,
            height=self.given.height,
            largest=58 * max(self.unit, 0.6),
            smallest=SMALLEST_GIVEN,
            lines=self.given_lines,
            leading=GIVEN_LEADING,
        )

    @property
    def family_room(self) -> Room:
        """About half of what is below, so that a title and an organisation have theirs."""
        height = self.below.height * 0.5 - self.gap / 2
        return self._room(self.below, 16, 9, lines=self.family_lines, height=height)

    def details_room(self, height: float) -> Room:
        """The room of a title or an organisation, where `height` points are left for it."""
        return self._room(self.below, 8.8, 6.2, lines=3, height=height, elide=True)

    def _room(
        self,
        box: Box,
        largest: float,
        smallest: float,
        *,
        lines: int,
        width: float = 1,
        height: float | None = None,
        elide: bool = False,
    ) -> Room:
        """Sizes grow and shrink with the badge, but the smallest stay as they are."""
        return Room(
            width=box.width * width,
            height=box.height if height is None else height,
            largest=largest * self.unit,
            smallest=smallest * max(1.0, self.unit * 0.85),
            lines=lines,
            leading=TEXT_LEADING,
            elide=elide,
        )


def plan(width: float, height: float) -> Plan:
    """Return the plan of a face of `width` × `height` millimetres.

    Raises ValueError for one too small to hold a first name of 14 points and a code.
    """
    if min(width, height) < 28 or max(width, height) < 60:
        raise ValueError(f"{width} × {height} mm is too small for a badge")
    if height > width:
        return _tall(width * MM, height * MM)
    return _wide(width * MM, height * MM) if height >= 45 else _strip(width * MM, height * MM)


def _wide(width: float, height: float) -> Plan:
    unit = min(height / (50 * MM), width / (76 * MM))  # 1 on a label of 80 × 50 mm
    pad = 4.6 * MM * unit
    inner = width - 2 * pad
    band = Box(pad, height - 3 * MM * unit - 13 * unit, inner, 13 * unit)
    side = 17 * MM * unit
    code = Box(width - pad - side, band.y - 2.2 * MM * unit - side, side, side)
    top = Box(pad, pad * 0.8, inner, 7.6 * unit * TEXT_LEADING)
    over = top.bottom + 0.6 * MM * unit
    return Plan(
        association=top,
        given=Box(pad, over, inner, code.y - 1.1 * MM * unit - over),
        below=Box(pad, code.y, inner - side - 3.4 * MM * unit, side),
        code=code,
        band=band,
        gap=1 * unit,
        spread=True,
        unit=unit,
        given_lines=2,
        family_lines=1,
    )


def _tall(width: float, height: float) -> Plan:
    unit = min(width / (54 * MM), height / (90 * MM))  # 1 on a label of 54 × 90 mm
    pad = 4.6 * MM * unit
    inner = width - 2 * pad
    band = Box(pad, height - 3.4 * MM * unit - 13 * unit, inner, 13 * unit)
    side = 19 * MM * unit
    code = Box(width - pad - side, band.y - 2.8 * MM * unit - side, side, side)
    top = Box(pad, pad, inner, 2 * 7.4 * unit * TEXT_LEADING)
    over = top.bottom + 1 * MM * unit
    free = code.y - 2.4 * MM * unit - over
    given = Box(pad, over, inner, free * 0.46)
    return Plan(
        association=top,
        given=given,
        below=Box(pad, given.bottom + 1 * MM * unit, inner, free * 0.54 - 1 * MM * unit),
        code=code,
        band=band,
        gap=8 * unit,
        spread=False,
        unit=unit,
        given_lines=3,
        family_lines=2,
    )


def _strip(width: float, height: float) -> Plan:
    unit = 0.72
    pad = 2.8 * MM
    side = 15 * MM
    band = Box(width - pad - side, height - pad - 8.8, side, 8.8)
    code = Box(width - pad - side, max(pad, (band.y - side) / 2), side, side)
    inner = width - 2 * pad - side - 2.4 * MM
    top = Box(pad, pad * 0.85, inner, 5.6 * TEXT_LEADING)
    free = height - pad - top.bottom
    below = Box(pad, height - pad - free * 0.54, inner, free * 0.54)
    return Plan(
        association=top,
        given=Box(pad, top.bottom + 0.4, inner, below.y - top.bottom - 0.6),
        below=below,
        code=code,
        band=band,
        gap=1,
        spread=True,
        unit=unit,
        given_lines=2,
        family_lines=1,
    )
