"""Typst, as the site uses it: a template of ours and data in, a PDF out.

Data goes in as JSON and is only ever placed as strings, so nothing that people typed is read as
markup; the compiler sees our templates folder and no other file.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import typst

from networking.paper import fonts
from networking.time import now

TEMPLATES: Final = Path(__file__).parent / "templates_typst"

# PDF/UA-1: tagged, titled, with a language, every picture described. Typst refuses what isn't.
STANDARD: Final = "ua-1"

# Widths that were measured, in ems, by style and text: people and their organisations come back.
_measured: dict[tuple[str, str], float] = {}
_MOST_MEASURED: Final = 50_000

# Typst remembers what it has set until ten more compilations have gone by without it: 60 MB for a
# thousand badges. After a document of this many bytes we let them go by at once (40 ms).
_LARGE: Final = 500_000
_FORGETS_AFTER: Final = 11


class PaperError(RuntimeError):
    """A template of ours does not compile: a fault of the site, never of the data."""


def render(template: str, data: Mapping[str, Any], *, title: str, language: str) -> bytes:
    """Return the PDF of ``templates_typst/<template>.typ`` with `data` (JSON's types only).

    `title` and `language` (``fr``, ``en``) become the document's own. Raises MissingGlyphsError for
    letters that no packaged font draws.
    """
    sent = {"title": title, "language": language, "data": data}
    compiler = _compiler(TEMPLATES / f"{template}.typ", _printable(sent))
    try:
        pdf = compiler.compile(
            format="pdf", pdf_standards=STANDARD, timestamp=int(now().timestamp())
        )
    except typst.TypstError as error:
        raise PaperError(f"{template}: {error}") from error
    assert isinstance(pdf, bytes)
    if len(pdf) > _LARGE:
        for _ in range(_FORGETS_AFTER):
            _compiler(TEMPLATES / "measure.typ", []).compile(format="pdf")
    return pdf


def draw(template: str, data: Mapping[str, Any], *, title: str, language: str) -> bytes:
    """Return the only page of ``templates_typst/<template>.typ`` as PNG, a pixel for each point."""
    (page,) = draw_pages(template, data, title=title, language=language, ppi=72)
    return page


def draw_pages(
    template: str, data: Mapping[str, Any], *, title: str, language: str, ppi: float
) -> list[bytes]:
    """Return the pages of ``templates_typst/<template>.typ`` as PNG, `ppi` pixels to the inch."""
    sent = {"title": title, "language": language, "data": data}
    compiler = _compiler(TEMPLATES / f"{template}.typ", _printable(sent))
    try:
        drawn = compiler.compile(format="png", ppi=ppi)
    except typst.TypstError as error:
        raise PaperError(f"{template}: {error}") from error
    assert drawn is not None
    return [drawn] if isinstance(drawn, bytes) else list(drawn)


def measure(texts: Iterable[tuple[str, str]]) -> dict[tuple[str, str], float]:
    """Return the width in ems of each (style, text), as Typst sets it: shaped, kerned, joined.

    The styles are those of ``house.typ``. Asked again, answers from memory.
    """
    wanted = set(texts)
    new = sorted(wanted - _measured.keys())
    if new:
        if len(_measured) + len(new) > _MOST_MEASURED:
            _measured.clear()
            new = sorted(wanted)
        found = _compiler(TEMPLATES / "measure.typ", new).query("<widths>", field="value", one=True)
        _measured.update(zip(new, json.loads(found), strict=True))
    return {text: _measured[text] for text in wanted}


def forget() -> None:
    """Forget every measured width, as in a process that has just begun."""
    _measured.clear()


def _compiler(template: Path, data: Any) -> typst.Compiler:
    return typst.Compiler(
        str(template),
        root=str(TEMPLATES),
        font_paths=fonts.book(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )


def _printable(value: Any) -> Any:
    """The same data, every text in it ready to be set; keys are ours."""
    if isinstance(value, str):
        return fonts.printable(value)
    if isinstance(value, dict):
        return {key: _printable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(each) for each in value]
    return value
