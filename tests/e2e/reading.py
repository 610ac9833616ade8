"""Reading what a person sees: the words and codes of a print, the clock on a page."""

import io

import pypdf
import pypdfium2
import zxingcpp
from playwright.sync_api import Page


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


def seconds_on(page: Page) -> int:
    """Return the seconds that the first ring of a page shows, less than none when it is over.

    A view that draws itself anew has an empty ring until its script comes round: what is
    waited for and what is read must be the same text.
    """
    text = page.wait_for_function(
        r"""() => /^−?\d+:\d\d$/.exec(document.querySelector(".ring__text")?.textContent)?.[0]"""
    ).json_value()
    minutes, seconds = text.removeprefix("−").split(":")
    left = int(minutes) * 60 + int(seconds)
    return -left if text.startswith("−") else left
