"""Reading what was printed: the words of a PDF, and the codes as a phone's camera sees them."""

import io

import pypdf
import pypdfium2
import zxingcpp


def words_on(pdf: bytes) -> str:
    """All the text of a document."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def codes_on(pdf: bytes) -> list[str]:
    """What every QR code of a document says, read from its rendered pages at 200 dpi."""
    found: list[str] = []
    for page in pypdfium2.PdfDocument(pdf):
        image = page.render(scale=200 / 72).to_pil()
        found += [code.text for code in zxingcpp.read_barcodes(image)]
    return found
