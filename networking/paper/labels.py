"""Sheets of labels and cards: their true geometries, in millimetres, as data.

Sources. L4785, L7160 and 5395 are in the template database of gLabels (avery-iso, avery-us), whose
rounded L4785 origin is given back its half millimetres (17.5 and 13.5, as Avery's own template has
them). L4727, 5392 and 74459 fill their sheets without gaps, as Avery states them (54 × 90 mm, ten
to a sheet; 3 × 4 inches, six to a sheet). L4784 is the sheet of 27 acetate labels (gLabels takes it
for L4785; the label list of LibreOffice, `labels.xml`, holds 27). L7418 is 86 × 55 mm with margins
of 19 and 38.5 mm in that list, though its box says 86.5 × 55.5: both are centred, and the inner
margin of a badge is wider than the difference.

Herma 4418, 4349 and 5028 are in LibreOffice's list (the last as 8840, of the same cut) and,
rounded, in gLabels' herma-iso. Durable says how large its BADGEMAKER inserts are and how many are
on a sheet (1454: 60 × 90 mm, eight; 1455: 54 × 90 mm, ten), not where: they are taken to lie edge
to edge in the middle, as Avery's cards of the same size do.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MM: Final = 72 / 25.4  # points in a millimetre
INCH: Final = 25.4  # millimetres in an inch
A4: Final = (210.0, 297.0)
LETTER: Final = (8.5 * INCH, 11 * INCH)

# How a badge of several panels is folded; each panel shows the same face.
Fold = Literal["none", "beside"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One label's place: the page it is on (from 0) and its upper left corner in millimetres."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A sheet of equal labels. All lengths are in millimetres; `x` and `y` are the pitches.

    `key` names it in addresses and is stable; `name` is what stands on the box.
    """

    key: str
    name: str | Promise
    sheet: tuple[float, float]
    columns: int = 1
    rows: int = 1
    width: float
    height: float
    left: float = 0.0
    top: float = 0.0
    x: float = 0.0
    y: float = 0.0
    fold: Fold = "none"

    @property
    def per_sheet(self) -> int:
        return self.columns * self.rows

    @property
    def right(self) -> float:
        """What is left of the sheet beside the last column."""
        return self.sheet[0] - self.left - (self.columns - 1) * self.x - self.width

    @property
    def bottom(self) -> float:
        """What is left of the sheet below the last row."""
        return self.sheet[1] - self.top - (self.rows - 1) * self.y - self.height

    @property
    def panel(self) -> tuple[float, float]:
        """Width and height of one face: the label's own, or half of it where it is folded."""
        return (self.width / 2, self.height) if self.fold == "beside" else (self.width, self.height)

    @property
    def panels(self) -> tuple[float, ...]:
        """Where each face begins inside the label, from its left edge."""
        return (0.0, self.width / 2) if self.fold == "beside" else (0.0,)

    @property
    def alone(self) -> "Label":
        """One of its labels, cut out: a sheet of its own size."""
        return replace(
            self,
            sheet=(self.width, self.height),
            columns=1,
            rows=1,
            left=0.0,
            top=0.0,
        )

    def cells(self, count: int, start_at: int = 1) -> Iterator[Cell]:
        """The places of `count` labels, row by row, from label `start_at` of the first sheet on.

        Raises ValueError if the sheet has no such label.
        """
        if not 1 <= start_at <= self.per_sheet:
            raise ValueError(f"a sheet of {self.key} has labels 1 to {self.per_sheet}")
        for place in range(start_at - 1, start_at - 1 + count):
            page, on_page = divmod(place, self.per_sheet)
            row, column = divmod(on_page, self.columns)
            yield Cell(page, self.left + column * self.x, self.top + row * self.y)


def _single(key: str, name: str | Promise, width: float, height: float) -> Label:
    """A label on a roll: its own page."""
    return Label(key=key, name=name, sheet=(width, height), width=width, height=height)


_ALL: Final = (
    Label(
        key="l4785",
        name=_("Avery L4785 · 80 × 50 mm · 10 on A4 · adhesive"),
        sheet=A4,
        columns=2,
        rows=5,
        width=80,
        height=50,
        left=17.5,
        top=13.5,
        x=95,
        y=55,
    ),
    Label(
        key="l4727",
        name=_("Avery L4727 · 90 × 54 mm · 10 on A4 · card"),
        sheet=A4,
        columns=2,
        rows=5,
        width=90,
        height=54,
        left=15,
        top=13.5,
        x=90,
        y=54,
    ),
    Label(
        key="l7418",
        name=_("Avery L7418 · 86 × 55 mm · 8 on A4 · card"),
        sheet=A4,
        columns=2,
        rows=4,
        width=86,
        height=55,
        left=19,
        top=38.5,
        x=86,
        y=55,
    ),
    Label(
        key="l4784",
        name=_("Avery L4784 · 63.5 × 29.6 mm · 27 on A4 · adhesive"),
        sheet=A4,
        columns=3,
        rows=9,
        width=63.5,
        height=29.6,
        left=7.21,
        top=15.18,
        x=66.04,
        y=29.63,
    ),
    Label(
        key="l7160",
        name=_("Avery L7160 · 63.5 × 38.1 mm · 21 on A4 · adhesive"),
        sheet=A4,
        columns=3,
        rows=7,
        width=63.5,
        height=38.1,
        left=7.21,
        top=15.15,
        x=66.04,
        y=38.1,
    ),
    Label(
        key="herma-4418",
        name=_("Herma 4418 · 63.5 × 29.6 mm · 27 on A4 · adhesive"),
        sheet=A4,
        columns=3,
        rows=9,
        width=63.5,
        height=29.6,
        left=7.21,
        top=15.18,
        x=66.04,
        y=29.63,
    ),
    Label(
        key="herma-4349",
        name=_("Herma 4349 · 96 × 50.8 mm · 10 on A4 · removable"),
        sheet=A4,
        columns=2,
        rows=5,
        width=96,
        height=50.8,
        left=7.73,
        top=21.5,
        x=98.54,
        y=50.8,
    ),
    Label(
        key="herma-5028",
        name=_("Herma 5028 · 83.8 × 50.8 mm · 10 on A4 · card"),
        sheet=A4,
        columns=2,
        rows=5,
        width=83.82,
        height=50.8,
        left=18.64,
        top=21.5,
        x=88.9,
        y=50.8,
    ),
    Label(
        key="durable-1454",
        name=_("Durable 1454 · 90 × 60 mm · 8 on A4 · card"),
        sheet=A4,
        columns=2,
        rows=4,
        width=90,
        height=60,
        left=15,
        top=28.5,
        x=90,
        y=60,
    ),
    Label(
        key="durable-1455",
        name=_("Durable 1455 · 90 × 54 mm · 10 on A4 · card"),
        sheet=A4,
        columns=2,
        rows=5,
        width=90,
        height=54,
        left=15,
        top=13.5,
        x=90,
        y=54,
    ),
    Label(
        key="5395",
        name=_("Avery 5395 · 2⅓ × 3⅜ in · 8 on Letter · adhesive"),
        sheet=LETTER,
        columns=2,
        rows=4,
        width=3.375 * INCH,
        height=7 / 3 * INCH,
        left=0.6875 * INCH,
        top=7 / 12 * INCH,
        x=3.75 * INCH,
        y=2.5 * INCH,
    ),
    Label(
        key="5392",
        name=_("Avery 5392 · 3 × 4 in · 6 on Letter · card"),
        sheet=LETTER,
        columns=2,
        rows=3,
        width=4 * INCH,
        height=3 * INCH,
        left=0.25 * INCH,
        top=1 * INCH,
        x=4 * INCH,
        y=3 * INCH,
    ),
    Label(
        key="74459",
        name=_("Avery 74459 · 3 × 4 in · 6 on Letter · hanging"),
        sheet=LETTER,
        columns=2,
        rows=3,
        width=4 * INCH,
        height=3 * INCH,
        left=0.25 * INCH,
        top=1 * INCH,
        x=4 * INCH,
        y=3 * INCH,
    ),
    Label(
        key="a6-butterfly",
        name=_("A6 to fold, the same on both sides · 2 on A4"),
        sheet=A4,
        rows=2,
        width=210,
        height=148.5,
        y=148.5,
        fold="beside",
    ),
    _single("62x100", _("Label printer · 62 × 100 mm"), 62, 100),
    _single("54x90", _("Label printer · 54 × 90 mm"), 54, 90),
    _single("90x54", _("Label printer · 90 × 54 mm"), 90, 54),
)

LABELS: Final[dict[str, Label]] = {label.key: label for label in _ALL}
DEFAULT: Final = LABELS["l4785"]
