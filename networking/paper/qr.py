"""QR codes: drawn as small vector pictures, and read from photographs."""

import re
from typing import Final

import zxingcpp
from PIL import Image

QR_CODE: Final = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
# The picture as the encoder writes it; of its page we keep the size and the black modules.
_DRAWN: Final = re.compile(r'width="(?P<side>\d+)".*<path d="(?P<black>[^"]+)"', re.DOTALL)


def svg(text: str) -> str:
    """Return `text` as the SVG of a QR code without margins, one module to a unit, on one line.

    Error correction M: a badge may be creased or stained over 15 % of its code and still be read.
    Whoever prints it leaves four modules of white around.
    """
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    drawn = _DRAWN.search(zxingcpp.write_barcode_to_svg(code, add_quiet_zones=False))
    if drawn is None:
        raise RuntimeError("the encoder writes its pictures in another way than it used to")
    side, black = drawn["side"], drawn["black"]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}"'
        f' viewBox="0 0 {side} {side}"><path d="{black}"/></svg>'
    )


def read(photograph: Image.Image) -> list[str]:
    """Return what the QR codes on a photograph say, the largest first; each text once."""
    found = zxingcpp.read_barcodes(photograph.convert("L"), formats=QR_CODE)
    by_size = sorted(found, key=_area, reverse=True)
    return list(dict.fromkeys(code.text for code in by_size))


def _area(code: zxingcpp.Barcode) -> int:
    corners = code.position
    across, down = (
        (corners.top_left, corners.top_right),
        (corners.top_left, corners.bottom_left),
    )
    return _length(*across) * _length(*down)


def _length(one: zxingcpp.Point, two: zxingcpp.Point) -> int:
    return abs(one.x - two.x) + abs(one.y - two.y)
