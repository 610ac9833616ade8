"""What a print will look like, before it is one: its first sheet, and the hardest name on it."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import override

from events.calendar.models import Event
from events.door import faces
from events.door.faces import Laid, Wishes
from networking.paper.badges import BadgeFace, Sheets, pictures
from networking.paper.labels import INCH

# Pixels: a sheet as wide as a column of the page on a fine screen, and one badge beside it.
_SHEET: Final = 880
_BADGE: Final = 520
_MOST_PPI: Final = 220


@dataclass(frozen=True)
class Preview:
    """The first sheet, front and perhaps back, and its hardest badge, as addresses of pictures.

    `count` is how many badges would be printed, on so many `sheets`; without any there is nothing
    to see.
    """

    count: int = 0
    sheets: int = 0
    front: str = ""
    back: str = ""
    hardest: str = ""
    hardest_name: str = ""


def preview(event: Event, wishes: Wishes) -> Preview:
    """Draw what would be printed. Makes no badge, and marks none as printed.

    Raises MissingGlyphsError as printing does.
    """
    laid = _chosen(event, wishes)
    if not laid:
        return Preview()
    with override(event.association.language):
        paper = replace(faces.sheets(event, wishes), outlines=True)
    label = wishes.label
    first = [face for _badge, face in laid[: label.per_sheet - wishes.start_at + 1]]
    front, *behind = _drawn(first, paper, _SHEET)
    hardest = max((face for _badge, face in laid), key=_hardness)
    alone = replace(paper, label=label.alone, start_at=1, trim_marks=False)
    return Preview(
        count=len(laid),
        sheets=-(-(len(laid) + wishes.start_at - 1) // label.per_sheet),
        front=front,
        back=behind[0] if behind else "",
        hardest=_drawn([replace(hardest, backs=())], alone, _BADGE)[0],
        hardest_name=f"{hardest.given_name} {hardest.family_name}".strip(),
    )


def _chosen(event: Event, wishes: Wishes) -> list[Laid]:
    """What `faces.laid_out` would choose once everybody has a badge."""
    badges = faces.expected(event)
    if wishes.numbers or wishes.guests:
        badges = [
            badge
            for badge in badges
            if badge.registration_id in wishes.guests
            or any(first <= badge.number <= last for first, last in wishes.numbers)
        ]
    return faces.only_wished(faces.faced(event, badges, wishes), wishes)


def _hardness(face: BadgeFace) -> tuple[int, int]:
    """How hard a name is to set: by its longest word, then by its length."""
    words = f"{face.given_name} {face.family_name}".replace("-", " ").split()
    return max(map(len, words), default=0), len(face.given_name) + len(face.family_name)


def _drawn(people: Sequence[BadgeFace], paper: Sheets, wide: int) -> list[str]:
    ppi = min(wide / (paper.label.sheet[0] / INCH), _MOST_PPI)
    drawn = pictures(people, paper, ppi=ppi)
    return [f"data:image/png;base64,{base64.b64encode(page).decode()}" for page in drawn]
