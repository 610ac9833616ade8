"""Badges: what stands on one, and the sheets they are printed on."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Literal

from PIL import Image

from networking.paper import faces, fitting, press, qr
from networking.paper.backs import BackFace, as_data, laid_out, to_measure
from networking.paper.designs import CLASSIC, Design
from networking.paper.fonts import printable
from networking.paper.labels import DEFAULT, MM, Label
from networking.paper.marks import trim_marks
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
    "pronouns": "soft",
    "title": "title",
    "organisation": "strong",
    "role": "title",
    "headline": "display",
    "association": "strong",
    "table": "strong",
}
_IN_ORDER: Final = ("pronouns", "title", "role", "organisation", "headline")
_APART: Final = " · "


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeFace:
    """What stands on one badge. Without a name it is blank, with lines to write on.

    `link` is what the code opens; `band` its role, with the word for it in the guests' language.
    `number` is what one types at the door where nothing can scan, `table` where she sits, in words.
    `backs` makes a badge two-sided: one for each panel, in turn where there are fewer.
    """

    given_name: str = ""
    family_name: str = ""
    pronouns: str = ""
    title: str = ""
    organisation: str = ""
    headline: str = ""
    link: str = ""
    number: str = ""
    table: str = ""
    band: Band | None = None
    band_label: str = ""
    backs: tuple[BackFace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """How badges are printed: on which labels, from which one on, for whom.

    `start_at` is the first label to use of the first sheet, counted from 1, row by row.
    `code_label` describes a code to who can't see it, e.g. “QR code”.
    """

    association: str
    label: Label = DEFAULT
    design: Design = CLASSIC
    start_at: int = 1
    accent: str = "#8a1c42"
    language: str = "fr"
    title: str = "Badges"
    code_label: str = "QR"
    # A PNG; it stands at the head of each badge, before the association's name.
    logo: bytes = b""
    trim_marks: bool = False
    # Where each label of a sheet ends, on a screen: on paper that is cut already.
    outlines: bool = False


def badges(people: Sequence[BadgeFace], sheets: Sheets) -> bytes:
    """Return the PDF of these badges, in this order; an empty sheet where there are none.

    Two-sided ones have each sheet followed by its backs, mirrored, for a printer that turns the
    paper over its long edge. Raises ValueError if the sheet has no label `start_at` and
    MissingGlyphsError for letters that no packaged font draws. Printing again prints the same.
    """
    data = _data(people, sheets)
    return press.render("badges", data, title=sheets.title, language=sheets.language)


def pictures(people: Sequence[BadgeFace], sheets: Sheets, *, ppi: float) -> list[bytes]:
    """Return the pages of these badges as PNG, at `ppi` pixels an inch; raises as `badges` does."""
    data = _data(people, sheets)
    return press.draw_pages("badges", data, title=sheets.title, language=sheets.language, ppi=ppi)


def _data(people: Sequence[BadgeFace], sheets: Sheets) -> dict[str, Any]:
    label = sheets.label
    plan = faces.plan(*label.panel, sheets.design)
    texts = [_texts(face, sheets.design) for face in people]
    association = printable(sheets.association)
    logo, shift = _logo(sheets.logo, plan)
    heading = replace(plan.association_room, width=plan.association_room.width - shift)
    backs = {back: at for at, back in enumerate(dict.fromkeys(_backs_of(people)))}
    measured = _to_measure(texts, association) | to_measure(backs)
    widths = press.measure(measured)
    accent = accent_of(sheets.accent)
    return {
        "sheet": label.sheet,
        "label": (label.width, label.height),
        "panels": label.panels,
        "panel": label.panel,
        "marks": trim_marks(label) if sheets.trim_marks else [],
        "outlines": [(cell.x, cell.y) for cell in label.cells(label.per_sheet)]
        if sheets.outlines
        else [],
        "fold": label.fold == "beside",
        "plan": {name: asdict(getattr(plan, name)) for name in _BOXES},
        "unit": plan.unit,
        "gap": plan.gap,
        "spread": plan.spread,
        "leading": {"given": faces.GIVEN_LEADING, "text": faces.TEXT_LEADING},
        "association": as_data(_fit("association", association, heading, widths)),
        "logo": logo,
        "accent": accent.on_light,
        "tint": accent.tint_on_light,
        "bands": _bands(accent.on_light, accent.tint_on_light),
        "code_label": sheets.code_label,
        "backs": [
            laid_out(
                back,
                width=label.panel[0] * MM,
                height=label.panel[1] * MM,
                unit=plan.unit,
                widths=widths,
            )
            for back in backs
        ],
        "pages": _pages(
            [_badge(face, text, plan, widths) for face, text in zip(people, texts, strict=True)],
            [[backs[back] for back in face.backs] for face in people],
            sheets,
        ),
    }


def _backs_of(people: Iterable[BadgeFace]) -> Iterator[BackFace]:
    for face in people:
        yield from face.backs


def _pages(
    fronts: Sequence[dict[str, Any]], backs: Sequence[list[int]], sheets: Sheets
) -> list[dict[str, list[dict[str, Any]]]]:
    """Each sheet's badges where they stand, and behind them their backs."""
    label = sheets.label
    pages: list[dict[str, list[dict[str, Any]]]] = [{"badges": [], "backs": []}]
    cells = label.cells(len(fronts), sheets.start_at)
    for front, behind, cell in zip(fronts, backs, cells, strict=True):
        if cell.page == len(pages):
            pages.append({"badges": [], "backs": []})
        pages[-1]["badges"].append({"x": cell.x, "y": cell.y, **front})
        if behind:
            shown = [behind[at % len(behind)] for at in range(len(label.panels))]
            # Turned over its long edge, a sheet's left is its right.
            mirrored = label.sheet[0] - cell.x - label.width
            pages[-1]["backs"].append({"x": mirrored, "y": cell.y, "panels": shown})
    return pages


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


_BOXES: Final = ("association", "given", "below", "code", "band", "table", "beside_table")

_Widths = dict[tuple[str, str], float]


def _texts(face: BadgeFace, design: Design) -> dict[str, str]:
    """The fields that are set, ready to be. Who has one name only has it large."""
    given, family = printable(face.given_name).strip(), printable(face.family_name).strip()
    said: dict[str, str] = {
        "title": face.title,
        "organisation": face.organisation,
        "role": ", ".join(filter(None, (face.title, face.organisation))),
        "headline": face.headline,
    }
    # Without a headline, what she does has its room.
    wanting = "headline" in design.details and not face.headline
    details = CLASSIC.details if wanting else design.details
    return {
        "given": given or family,
        "family": family if given else "",
        "pronouns": printable(face.pronouns).strip(),
        **{name: printable(said[name]).strip() for name in details},
        "table": printable(face.table).strip(),
    }


def _to_measure(texts: Iterable[dict[str, str]], association: str) -> set[tuple[str, str]]:
    wanted = {("strong", word) for word in fitting.words(association)}
    for fields in texts:
        for name, text in fields.items():
            wanted.update((_STYLES[name], word) for word in fitting.words(text))
        if fields["pronouns"]:
            # Where they share a line, they are set as what they share it with.
            joined = fitting.words(fields["pronouns"] + _APART)
            wanted.update((style, word) for style in ("title", "strong") for word in joined)
    return wanted


def _fit(name: str, text: str, room: fitting.Room, widths: _Widths) -> fitting.Fitted:
    style = _STYLES[name]
    leading = fitting.leading_of(text, room.leading)
    # Letters under and over others take their room where there is any.
    if leading != room.leading and leading * room.smallest <= room.height:
        room = replace(room, leading=leading)
    return fitting.fit(text, room, lambda word: widths[style, word])


def _badge(
    face: BadgeFace, texts: dict[str, str], plan: faces.Plan, widths: _Widths
) -> dict[str, Any]:
    family = _fit("family", texts["family"], plan.family_room, widths)
    left = plan.below.height - plan.gap - family.height
    return {
        "given": as_data(_fit("given", texts["given"], plan.given_room, widths)),
        "family": as_data(family),
        "details": _details(texts, plan, left, widths),
        "code": qr.svg(face.link) if face.link else "",
        "number": face.number,
        "table": as_data(_fit("table", texts["table"], plan.table_room, widths)),
        "band": face.band if face.band_label else None,
        "band_label": face.band_label,
    }


def _details(
    texts: dict[str, str], plan: faces.Plan, left: float, widths: _Widths
) -> list[dict[str, Any]]:
    """What stands below the family name, each sharing with those after it the room that is left.

    Each leaves them what it doesn't need; where there is no line for everybody, pronouns share
    that of the next.
    """
    names = [name for name in _IN_ORDER if texts.get(name)]
    line = plan.details_room(plan.below.height).smallest * faces.TEXT_LEADING
    if names[:1] == ["pronouns"] and len(names) > 1 and left < line * len(names):
        _pronouns, name = names[:2]
        texts = texts | {name: f"{texts['pronouns']}{_APART}{texts[name]}"}
        names.remove("pronouns")
    details = []
    for at, name in enumerate(names):
        height = left / (len(names) - at)
        if name == "headline":
            height = left
        if height < line <= left:
            height = line
        if height < line:
            break
        room = plan.room_of(name, height)
        fitted = _fit(name, texts[name], room, widths)
        details.append({"style": _STYLES[name], **as_data(fitted)})
        left -= fitted.height
    return details


def _bands(accent: str, tint: str) -> dict[str, dict[str, str]]:
    own = {"tint": tint, None: accent}
    return {
        name: {"fill": own.get(fill, fill) or accent, "ink": ink or accent}
        for name, (fill, ink) in _BANDS.items()
    }
