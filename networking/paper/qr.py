"""QR codes, as small vector pictures."""

import re
from typing import Final

import zxingcpp

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
