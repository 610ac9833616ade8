"""Opens printed pages as a printer or a reader would: as text, as fonts, as pixels."""

import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pypdf
import pypdfium2
import zxingcpp

from networking.paper.labels import MM, Label

Pixels = npt.NDArray[np.uint8]
DPI = 180


@dataclass(frozen=True)
class Code:
    """A QR code found on a page: what it says, and where its middle is in millimetres."""

    text: str
    x: float
    y: float


def opened(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """The pages' widths and heights in millimetres."""
    return [
        (float(page.mediabox.width) / MM, float(page.mediabox.height) / MM)
        for page in opened(pdf).pages
    ]


def texts(pdf: bytes) -> list[str]:
    """The text of each page, every run of white space made one space."""
    return [" ".join(page.extract_text().split()) for page in opened(pdf).pages]


def text(pdf: bytes) -> str:
    return " ".join(texts(pdf))


def fonts(pdf: bytes) -> dict[str, bool]:
    """Each font's name, and whether the file carries it."""
    found: dict[str, bool] = {}
    for page in opened(pdf).pages:
        for font in page["/Resources"].get_object().get("/Font", {}).values():
            (inner,) = font.get_object()["/DescendantFonts"].get_object()
            about = inner.get_object()["/FontDescriptor"].get_object()
            found[about["/FontName"]] = bool(
                {"/FontFile", "/FontFile2", "/FontFile3"} & about.keys()
            )
    return found


def drawn(pdf: bytes, dpi: int = DPI) -> Iterator[Pixels]:
    """The pages as grey pixels, 0 being ink."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for page in document:
            with closing(page), closing(page.render(scale=dpi / 72, grayscale=True)) as bitmap:
                yield bitmap.to_numpy().reshape(bitmap.height, bitmap.width).copy()


def codes(pixels: Pixels, dpi: int = DPI) -> list[Code]:
    """Every QR code that a scanner finds on the page."""
    millimetre = dpi / 25.4
    found = []
    for code in zxingcpp.read_barcodes(pixels, formats=zxingcpp.BarcodeFormat.QRCode):
        corners = code.position
        x = (corners.top_left.x + corners.bottom_right.x) / 2 / millimetre
        y = (corners.top_left.y + corners.bottom_right.y) / 2 / millimetre
        found.append(Code(code.text, x, y))
    return found


def stray_ink(pixels: Pixels, label: Label, inset: float = 1.0, dpi: int = DPI) -> int:
    """How many pixels are inked outside the labels, or nearer than `inset` mm to an edge of one."""
    millimetre = dpi / 25.4
    outside = np.ones_like(pixels, dtype=bool)
    for cell in label.cells(label.per_sheet):
        for panel in label.panels:
            left, top = cell.x + panel + inset, cell.y + inset
            right = cell.x + panel + label.panel[0] - inset
            bottom = cell.y + label.panel[1] - inset
            outside[
                round(top * millimetre) : round(bottom * millimetre),
                round(left * millimetre) : round(right * millimetre),
            ] = False
    return int(((pixels < 128) & outside).sum())


def type_sizes(pdf: bytes) -> list[tuple[str, float]]:
    """What is set on the first page, piece by piece, with its height in points."""
    pieces: list[tuple[str, float]] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            pieces.append((text.strip(), abs(size * tm[3] * cm[3])))

    opened(pdf).pages[0].extract_text(visitor_text=visit)
    return pieces
