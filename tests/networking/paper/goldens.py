"""Printed pages kept as pictures: each design on some labels, with names that are hard to set.

``python -m tests.networking.paper.goldens`` makes them anew, after a change that was meant; look at
every one before you keep it.
"""

import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

FOLDER = Path(__file__).parent / "golden"
# Enough to see where everything stands and whether a name is cut, and small.
DPI = 64
# Pages of a roll beside each other.
MOST_PAGES = 4


@dataclass(frozen=True)
class Golden:
    """One picture: a design, a label, and what is particular about it."""

    label: str
    design: str = "classic"
    backs: tuple[str, ...] = ()
    start_at: int = 1
    trim_marks: bool = False
    blank: bool = False
    accent: str = "#8a1c42"

    @property
    def name(self) -> str:
        parts = [self.design, *self.backs, self.label]
        return "-".join([*parts, "blank"] if self.blank else parts)


GOLDENS = (
    Golden("l4785", trim_marks=True),
    Golden("l4784"),
    Golden("54x90", accent="#1d5c4f"),
    Golden("5395", start_at=3),
    Golden("durable-1454", blank=True),
    Golden("l4785", "large"),
    Golden("l7160", "large"),
    Golden("62x100", "large", accent="#ffe94a"),
    Golden("l4727", "headline"),
    Golden("herma-4418", "headline"),
    Golden("54x90", "headline"),
    Golden("l7418", backs=("agenda",)),
    Golden("herma-4349", "large", backs=("lines",)),
    Golden("a6-butterfly", "headline", backs=("agenda", "lines")),
)


def picture(golden: Golden) -> Image.Image:
    """Print it, and return its pages beside each other as a printer would see them."""
    from networking.paper.badges import Sheets, badges
    from networking.paper.designs import DESIGNS
    from networking.paper.labels import LABELS
    from tests.networking.paper import pages

    sheets = Sheets(
        association="Le Cercle des Petits-Déjeuners",
        label=LABELS[golden.label],
        design=DESIGNS[golden.design],
        start_at=golden.start_at,
        trim_marks=golden.trim_marks,
        accent=golden.accent,
        code_label="Code QR",
    )
    drawn = list(pages.drawn(badges(people(golden), sheets), DPI))[:MOST_PAGES]
    return Image.fromarray(np.hstack(drawn))


def people(golden: Golden) -> list[Any]:
    """Ten people: short and endless names, several scripts, roles, tables, nothing at all."""
    from networking.paper.backs import BackFace
    from networking.paper.badges import BadgeFace

    there = {
        "agenda": BackFace(
            heading="Au programme",
            note="mardi 1er décembre 2026",
            rows=(
                ("8 h", "Accueil"),
                ("8 h 15", "Tour de table"),
                ("8 h 45", "Vendre sans vendre, avec Hélène Fontanel, libraire et conteuse"),
                ("9 h 45", "Échanges bilatéraux"),
                ("10 h", "Fin"),
            ),
        ),
        "lines": BackFace(
            heading="Qui j’aimerais rencontrer",
            note="Échanges bilatéraux, de 9 h 45 à 10 h",
            ruled=True,
        ),
    }
    face: Callable[..., BadgeFace] = BadgeFace
    found = [
        face(
            given_name="Amina",
            family_name="Diallo",
            pronouns="elle",
            title="Cheffe de projet",
            organisation="Énergie Partagée",
            headline="Des toits qui paient la cantine de l’école",
            table="Table 4",
            band="speaker",
            band_label="Intervenante",
        ),
        face(
            given_name="Jean-Baptiste",
            family_name="Roux",
            title="Avocat",
            organisation="Cabinet Roux & Associés",
            headline="Des contrats que l’on comprend à la première lecture",
            table="Table 12",
        ),
        face(
            given_name="Marie-Françoise-Alexandrine",
            family_name="de Montmorency-Laval-Châteauneuf",
            title="Directrice générale adjointe chargée du développement économique",
            organisation="Chambre de commerce et d’industrie de Lyon Métropole Saint-Étienne",
            headline="Je relie des gens qui ne se connaissent pas, patiemment, depuis vingt ans",
            band="organiser",
            band_label="Organisatrice",
        ),
        face(
            given_name="Zoé 🎉",
            pronouns="iel",
            title="Graphiste",
            band="visitor",
            band_label="Invité·e",
        ),
        face(
            given_name="สมชายวัฒนาพรหม", family_name="แสงทอง", title="สถาปนิก", organisation="แสงสว่าง"
        ),
        face(given_name="أمينة", family_name="بن عبد العزيز آل سعود", title="مديرة مشاريع"),
        face(
            given_name="Nguyễn Thị Phương Ế",
            family_name="Trần",
            organisation="Công ty TNHH Ánh Sáng",
            headline="Ánh sáng cho mọi người",
        ),
        face(given_name="W" * 80, family_name="M" * 80, title="y" * 120, organisation="z" * 120),
        face(
            given_name="Παρασκευή",
            family_name="Достоевская",
            title="Δικηγόρος",
            organisation="Восток",
        ),
        face(
            given_name="אמינה",
            family_name="कृष्ण ამინა",
            band="first_time",
            band_label="Première fois",
        ),
    ]
    if golden.blank:
        found = [face() for _ in range(5)]
    return [
        replace(
            each,
            number=str(at),
            link=f"https://tablee.example.org/b/{at:0>22}/",
            backs=tuple(there[name] for name in golden.backs),
        )
        for at, each in enumerate(found, start=1)
    ]


def packed(image: Image.Image) -> bytes:
    """The picture as a small PNG of sixteen greys."""
    made = io.BytesIO()
    image.quantize(16).save(made, "PNG", optimize=True)
    return made.getvalue()


def kept(golden: Golden) -> Image.Image:
    return Image.open(FOLDER / f"{golden.name}.png").convert("L")


if __name__ == "__main__":
    os.environ |= {"DJANGO_SETTINGS_MODULE": "networking.settings", "TABLEE_TESTING": "1"}
    import django

    django.setup()
    FOLDER.mkdir(exist_ok=True)
    for each in GOLDENS:
        (FOLDER / f"{each.name}.png").write_bytes(packed(picture(each)))
        sys.stdout.write(f"{each.name}\n")
