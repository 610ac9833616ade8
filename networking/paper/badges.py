"""Badges: what stands on one, and the sheets they are printed on."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Literal

from PIL import Image

from networking.paper import faces, fitting, press, qr
from networking.paper.fonts import printable
from networking.paper.labels import DEFAULT, Label
from networking.web.colour import accent_of

Band = Literal["speaker", "organiser", "visitor", "first_time"]

# Ink and paper of each band; None is the association's own colour. The word on it says the same.
_BANDS: Final[dict[str, tuple[str | None, str | None]]] = {
    "speaker": (None, "#ffffff"),
    "organiser": ("#1c2230", "#ffffff"),
    "visitor": ("tint", None),
    "first_time": ("#2c6e49", "#ffffff"),
}
# The style in which each field is measured and set; see `house.typ`.
_STYLES: Final = {
    "given": "given",
    "family": "family",
    "title": "title",
    "organisation": "strong",
    "association": "strong",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeFace:
    """What stands on one badge. Without a name it is blank, with lines to write on.

    `link` is what the code opens; `band` its role, with the word for it in the guests' language.
    `number` is what one types at the door where nothing can scan.
    """

    given_name: str = ""
    family_name: str = ""
    title: str = ""
    organisation: str = ""
    link: str = ""
    number: str = ""
    band: Band | None = None
    band_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """How badges are printed: on which labels, from which one on, for whom.

    `start_at` is the first label to use of the first sheet, counted from 1, row by row.
    `code_label` describes a code to who can't see it, e.g. “QR code”.
    """

    association: str
    label: Label = DEFAULT
    start_at: int = 1
    accent: str = "#8a1c42"
    language: str = "fr"
    title: str = "Badges"
    code_label: str = "QR"
    # A PNG; it stands at the head of each badge, before the association's name.
    logo: bytes = b""
    trim_marks: bool = field(default=False)


def badges(people: Sequence[BadgeFace], sheets: Sheets) -> bytes:
    """Return the PDF of these badges, in this order; an empty sheet where there are none.

    Raises ValueError if the sheet has no label `start_at` and MissingGlyphsError for letters that
    no packaged font draws. Printing again prints the same.
    """
    label = sheets.label
    plan = faces.plan(*label.panel)
    texts = [_texts(face) for face in people]
    association = printable(sheets.association)
    logo, shift = _logo(sheets.logo, plan)
    heading = replace(plan.association_room, width=plan.association_room.width - shift)
    widths = press.measure(_to_measure(texts, association))
    accent = accent_of(sheets.accent)
    pages: dict[int, list[dict[str, Any]]] = {0: []}
    for face, text, cell in zip(
        people, texts, label.cells(len(people), sheets.start_at), strict=True
    ):
        badge = _badge(face, text, plan, widths)
        pages.setdefault(cell.page, []).append({"x": cell.x, "y": cell.y, **badge})
    data = {
        "sheet": label.sheet,
        "label": (label.width, label.height),
        "panels": label.panels,
        "panel": label.panel,
        "marks": _marks(label) if sheets.trim_marks else [],
        "fold": label.fold == "beside",
        "plan": {name: asdict(getattr(plan, name)) for name in _BOXES},
        "unit": plan.unit,
        "gap": plan.gap,
        "spread": plan.spread,
        "leading": {"given": faces.GIVEN_LEADING, "text": faces.TEXT_LEADING},
        "association": _lines(_fit("association", association, heading, widths)),
        "logo": logo,
        "accent": accent.on_light,
        "tint": accent.tint_on_light,
        "bands": _bands(accent.on_light, accent.tint_on_light),
        "code_label": sheets.code_label,
        "pages": [pages[page] for page in sorted(pages)],
    }
    return press.render("badges", data, title=sheets.title, language=sheets.language)


# A logo takes no more than this part of its line, so that there is room for the name.
_LOGO_AT_MOST: Final = 0.4


def _logo(png: bytes, plan: faces.Plan) -> tuple[dict[str, Any] | None, float]:
    """The logo as the page sets it, and by how many points the name gives way to it."""
    if not png:
        return None, 0
    with Image.open(io.BytesIO(png)) as picture:
        wide = picture.width / picture.height
    box = plan.association
    width = min(box.height * wide, box.width * _LOGO_AT_MOST)
    shift = width + 3 * plan.unit
    return {"data": list(png), "width": width, "shift": shift}, shift


_BOXES: Final = ("association", "given", "below", "code", "band")

_NOTHING: Final = fitting.Fitted(0)

_Widths = dict[tuple[str, str], float]


def _texts(face: BadgeFace) -> dict[str, str]:
    """The fields that are set, ready to be. Who has one name only has it large."""
    given, family = printable(face.given_name).strip(), printable(face.family_name).strip()
    return {
        "given": given or family,
        "family": family if given else "",
        "title": printable(face.title).strip(),
        "organisation": printable(face.organisation).strip(),
    }


def _to_measure(texts: Iterable[dict[str, str]], association: str) -> set[tuple[str, str]]:
    wanted = {("strong", word) for word in fitting.words(association)}
    for fields in texts:
        for name, text in fields.items():
            wanted.update((_STYLES[name], word) for word in fitting.words(text))
    return wanted


def _fit(name: str, text: str, room: fitting.Room, widths: _Widths) -> fitting.Fitted:
    style = _STYLES[name]
    return fitting.fit(text, room, lambda word: widths[style, word])


def _lines(fitted: fitting.Fitted) -> dict[str, Any]:
    return {
        "size": fitted.size,
        "lines": [[line.text, line.stretch] for line in fitted.lines],
    }


def _badge(
    face: BadgeFace, texts: dict[str, str], plan: faces.Plan, widths: _Widths
) -> dict[str, Any]:
    set_as: dict[str, fitting.Fitted] = {
        "given": _fit("given", texts["given"], plan.given_room, widths),
        "family": _fit("family", texts["family"], plan.family_room, widths),
    }
    left = plan.below.height - plan.gap - set_as["family"].height(faces.TEXT_LEADING)
    # A title shares with an organisation, and leaves it what it doesn't need.
    details = [name for name in ("title", "organisation") if texts[name]]
    for at, name in enumerate(details, start=1):
        room = plan.details_room(left if at == len(details) else left / 2)
        set_as[name] = _fit(name, texts[name], room, widths)
        left -= set_as[name].height(faces.TEXT_LEADING)
    return {
        **{name: _lines(set_as.get(name, _NOTHING)) for name in texts},
        "code": qr.svg(face.link) if face.link else "",
        "number": face.number,
        "band": face.band if face.band_label else None,
        "band_label": face.band_label,
    }


def _bands(accent: str, tint: str) -> dict[str, dict[str, str]]:
    own = {"tint": tint, None: accent}
    return {
        name: {"fill": own.get(fill, fill) or accent, "ink": ink or accent}
        for name, (fill, ink) in _BANDS.items()
    }


def _marks(label: Label) -> list[tuple[float, float, float, float]]:
    """Trim marks, in the margins only, where every column and row begins and ends: x, y, dx, dy."""
    reach, gap = 4.0, 1.0
    columns = {
        label.left + at * label.x + edge for at in range(label.columns) for edge in (0, label.width)
    }
    rows = {
        label.top + at * label.y + edge for at in range(label.rows) for edge in (0, label.height)
    }
    marks = []
    for margin, at in ((label.top, 0.0), (label.bottom, label.sheet[1])):
        long = min(reach, margin - gap)
        if long > 0.5:
            edge = margin - gap - long if at == 0 else at - margin + gap
            marks += [(x, edge, 0.0, long) for x in sorted(columns)]
    for margin, at in ((label.left, 0.0), (label.right, label.sheet[0])):
        long = min(reach, margin - gap)
        if long > 0.5:
            edge = margin - gap - long if at == 0 else at - margin + gap
            marks += [(edge, y, long, 0.0) for y in sorted(rows)]
    return marks
