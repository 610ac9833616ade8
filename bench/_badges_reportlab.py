"""The peer of the badges: a sheet made the way ticketing tools make it, with ReportLab.

One canvas; for each badge a query for what stands on it, a loop that shrinks each text until it
fits, and a QR code drawn as rectangles by the library's own widget.
"""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import fontpkg_eb_garamond
import fontpkg_inter
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

# The label of 80 × 50 mm that ours are printed on too.
WIDTH, HEIGHT, LEFT, TOP, X, Y = (each * mm for each in (80, 50, 17.5, 13.5, 95, 55))
PAD = 4.6 * mm


def sheet(badges: Iterable[int], association: str) -> bytes:
    """Return the PDF of the badges with these ids. Django must be set up."""
    from events.door.models import Badge  # noqa: PLC0415  the environment comes first

    _fonts()
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4)
    for place, pk in enumerate(badges):
        on_page = place % 10
        if place and not on_page:
            canvas.showPage()
        badge = Badge.objects.select_related("registration", "event").get(pk=pk)
        row, column = divmod(on_page, 2)
        _badge(canvas, LEFT + column * X, A4[1] - TOP - row * Y, badge, association)
    canvas.save()
    return made.getvalue()


def _fonts() -> None:
    for name, package, file in (
        ("Given", fontpkg_eb_garamond, "EBGaramond[wght].ttf"),
        ("Text", fontpkg_inter, "Inter[opsz,wght].ttf"),
    ):
        pdfmetrics.registerFont(TTFont(name, str(Path(package.ROOT) / "files" / file)))


def _badge(canvas: Canvas, x: float, y: float, badge: Any, association: str) -> None:
    guest = badge.registration
    inner = WIDTH - 2 * PAD
    canvas.setFont("Text", 7.4)
    canvas.drawString(x + PAD, y - PAD - 4, association)
    left, beside = x + PAD, inner - 20 * mm
    _fitted(canvas, guest.given_name, (left, y - 22 * mm), font="Given", size=38, width=inner)
    for text, down, size in (
        (guest.family_name, 28, 16),
        (guest.title, 34, 8.8),
        (guest.organisation, 38, 8.8),
    ):
        _fitted(canvas, text, (left, y - down * mm), font="Text", size=size, width=beside)
    side = 17 * mm
    code = QrCodeWidget(
        f"https://tablee.example.org{badge.get_absolute_url()}",
        barLevel="M",
        barWidth=side,
        barHeight=side,
        barBorder=0,
    )
    drawing = Drawing(side, side)
    drawing.add(code)
    renderPDF.draw(drawing, canvas, x + WIDTH - PAD - side, y - 42 * mm)


def _fitted(
    canvas: Canvas, text: str, at: tuple[float, float], *, font: str, size: float, width: float
) -> None:
    while size > 5 and pdfmetrics.stringWidth(text, font, size) > width:
        size -= 0.5
    canvas.setFont(font, size)
    canvas.drawString(*at, text)
