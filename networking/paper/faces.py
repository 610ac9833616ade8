"""Where things stand on a badge of a given size: boxes in points, from its upper left corner.

Three arrangements, chosen by the label's proportions: *wide* (80 × 50: the first name over the
whole width, the rest beside the code), *tall* (an A6, a label of 54 × 90) and *strip*
(63.5 × 29.6: the code in a column of its own). A design shifts what is large in each of them.
"""

from dataclasses import dataclass
from typing import Final

from networking.paper.designs import CLASSIC, Design
from networking.paper.fitting import Room
from networking.paper.labels import MM

# The first name is never smaller, whatever it costs the rest.
SMALLEST_GIVEN: Final = 14.0
# Line heights in ems, as `badges.typ` sets them.
GIVEN_LEADING: Final = 1.1
TEXT_LEADING: Final = 1.28
# A face narrower or lower than this holds no first name of 14 points beside a code.
SMALLEST_SIDE: Final = 28.0
SMALLEST_LENGTH: Final = 60.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A badge's boxes and the rooms of its texts.

    Below the first name stand the family name and, apart by `gap`, the details, such as title and
    organisation. `spread` sets the details at the foot of their box, else they follow at once.
    `table` is where a drawn table stands, `beside_table` what it leaves of the band.
    """

    design: Design
    association: Box
    given: Box
    below: Box
    code: Box
    band: Box
    table: Box
    beside_table: Box
    gap: float
    spread: bool
    unit: float
    given_lines: int
    family_lines: int

    @property
    def association_room(self) -> Room:
        # The number one types at the door stands at the right end of the line.
        largest = self.design.largest_association - 0.2
        return self._room(self.association, largest, 5, lines=2, width=0.86, elide=True)

    @property
    def given_room(self) -> Room:
        return Room(
            width=self.given.width,
            height=self.given.height,
            largest=self.design.largest_given * max(self.unit, 0.6),
            smallest=SMALLEST_GIVEN,
            lines=self.given_lines,
            leading=GIVEN_LEADING,
        )

    @property
    def family_room(self) -> Room:
        """Only a part of what is below, so that a title and an organisation have theirs."""
        smallest = 9 * max(1.0, self.unit * 0.85)
        height = max(self.below.height * self.design.family - self.gap / 2, smallest * TEXT_LEADING)
        largest = self.design.largest_family
        return self._room(self.below, largest, 9, lines=self.family_lines, height=height)

    def details_room(self, height: float, lines: int = 3) -> Room:
        """The room of a title or an organisation, where `height` points are left for it."""
        return self._room(self.below, 8.8, 6.2, lines=lines, height=height, elide=True)

    def room_of(self, detail: str, height: float) -> Room:
        """The room of any detail: a headline has more, what stands above one has less."""
        if detail == "headline":
            return self._room(self.below, 12, 6.2, lines=5, height=height, elide=True)
        return self.details_room(height, 2 if detail == "role" else 3)

    @property
    def table_room(self) -> Room:
        return Room(
            width=self.table.width * 0.9,
            height=self.table.height,
            largest=self.table.height / TEXT_LEADING,
            smallest=4.0,
            leading=TEXT_LEADING,
        )

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


def plan(width: float, height: float, design: Design = CLASSIC) -> Plan:
    """Return the plan of a face of `width` × `height` millimetres.

    Raises ValueError for one too small to hold a first name of 14 points and a code.
    """
    if not large_enough(width, height):
        raise ValueError(f"{width} × {height} mm is too small for a badge")
    if height > width:
        return _tall(width * MM, height * MM, design)
    if height >= 45:
        return _wide(width * MM, height * MM, design)
    return _strip(width * MM, height * MM, design)


def large_enough(width: float, height: float) -> bool:
    """Whether a face of `width` × `height` millimetres holds a first name and a code."""
    return min(width, height) >= SMALLEST_SIDE and max(width, height) >= SMALLEST_LENGTH


def _wide(width: float, height: float, design: Design) -> Plan:
    unit = min(height / (50 * MM), width / (76 * MM))  # 1 on a label of 80 × 50 mm
    pad = 4.6 * MM * unit
    inner = width - 2 * pad
    band = Box(pad, height - 3 * MM * unit - 13 * unit, inner, 13 * unit)
    side = design.code * MM * unit
    code = Box(width - pad - side, band.y - 2.2 * MM * unit - side, side, side)
    beside = side * design.below
    below = Box(pad, code.bottom - beside, inner - side - 3.4 * MM * unit, beside)
    top = Box(pad, pad * 0.8, inner, design.largest_association * unit * TEXT_LEADING)
    over = top.bottom + 0.6 * MM * unit
    table, beside_table = _split(band, 0.3, unit)
    return Plan(
        design=design,
        association=top,
        given=Box(pad, over, inner, below.y - 1.1 * MM * unit - over),
        below=below,
        code=code,
        band=band,
        table=table,
        beside_table=beside_table,
        gap=1 * unit,
        spread=True,
        unit=unit,
        given_lines=2,
        family_lines=1,
    )


def _tall(width: float, height: float, design: Design) -> Plan:
    unit = min(width / (54 * MM), height / (90 * MM))  # 1 on a label of 54 × 90 mm
    pad = 4.6 * MM * unit
    inner = width - 2 * pad
    band = Box(pad, height - 3.4 * MM * unit - 13 * unit, inner, 13 * unit)
    side = (design.code + 2) * MM * unit
    code = Box(width - pad - side, band.y - 2.8 * MM * unit - side, side, side)
    top = Box(pad, pad, inner, 2 * (design.largest_association - 0.2) * unit * TEXT_LEADING)
    over = top.bottom + 1 * MM * unit
    free = code.y - 2.4 * MM * unit - over
    given = Box(pad, over, inner, free * design.given)
    below = free * (1 - design.given) - 1 * MM * unit
    table, beside_table = _split(band, 0.38, unit)
    return Plan(
        design=design,
        association=top,
        given=given,
        below=Box(pad, given.bottom + 1 * MM * unit, inner, below),
        code=code,
        band=band,
        table=table,
        beside_table=beside_table,
        gap=min(8 * unit, below * 0.12),
        spread=False,
        unit=unit,
        given_lines=3,
        family_lines=2,
    )


def _strip(width: float, height: float, design: Design) -> Plan:
    unit = 0.72
    pad = 2.8 * MM
    side = 15 * MM
    band = Box(width - pad - side, height - pad - 8.8, side, 8.8)
    code = Box(width - pad - side, max(pad, (band.y - side) / 2), side, side)
    inner = width - 2 * pad - side - 2.4 * MM
    top = Box(pad, pad * 0.85, inner, 5.6 * TEXT_LEADING)
    free = height - pad - top.bottom
    beside = free * (1 - design.given)
    below = Box(pad, height - pad - beside, inner, beside)
    return Plan(
        design=design,
        association=top,
        given=Box(pad, top.bottom + 0.4, inner, below.y - top.bottom - 0.6),
        below=below,
        code=code,
        band=band,
        # Between the code and the band, which a strip has no room to share.
        table=Box(code.x, band.y - 10.2, side, 9.0),
        beside_table=band,
        gap=1,
        spread=True,
        unit=unit,
        given_lines=2,
        family_lines=1,
    )


def _split(band: Box, share: float, unit: float) -> tuple[Box, Box]:
    """The band's right end, which says a table, and what it leaves of it."""
    table = Box(band.right - band.width * share, band.y, band.width * share, band.height)
    left = band.width - table.width - 1.2 * MM * unit
    return table, Box(band.x, band.y, left, band.height)
