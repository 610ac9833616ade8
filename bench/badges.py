"""1,000 badges with their codes on A4 sheets.

The floor is the same codes and the same words set by Typst at fixed sizes, without any layout
logic. The peer is how simple tools go about it: a document for each badge (measured on a tenth, and
multiplied). Every round is a process of its own, because Typst remembers what it has laid out.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from typing import Any

import django
import typst

from bench._machine import memory
from networking.paper import fonts, qr
from networking.paper.badges import BadgeFace, Sheets, badges

_GIVEN = (
    *("Amina", "Claire", "Jean-Baptiste", "Youssef", "Fatou", "Léa", "Hélène", "Sébastien", "Zoé"),
    *("Marie-Françoise", "Trần", "Inès", "Maximilien", "Augustin", "Zeynep", "Nguyệt", "Søren"),
    *("Παρασκευή", "Юлия", "Wolfgang", "Anne-Sophie", "Noël", "Éloïse"),
)
_FAMILY = (
    *("Diallo", "Lefèvre", "Roux", "Benali", "N’Diaye", "Martin", "Dupont-Moreau", "Nguyễn"),
    *("García", "Παπαδόπουλος", "Достоевский", "Bretonnière", "Châteauneuf", "Kowalczyk"),
    *("Øster", "Müller", "Oliveira", "Haddad", "Fontaine", "Okonkwo"),
)
_TITLES = (
    "Cheffe de projet",
    "Avocat associé",
    "Directrice générale adjointe chargée du développement économique et de l’innovation",
    "Éclairagiste",
    "Gérante",
)
_HOUSES = (
    "Énergie Partagée",
    "Cabinet Roux & Associés",
    "Atelier Lumière",
    "Chambre de commerce et d’industrie de Lyon Métropole Saint-Étienne Roanne",
    "Librairie du Tramway",
)

_FLOOR = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "Badges")
#set page(width: 210mm, height: 297mm, margin: 0pt)
#set text(font: "Inter", lang: "fr", size: 8pt, hyphenate: false)
#set par(spacing: 3pt)
#for badges in data.chunks(10) {
  for (at, badge) in badges.enumerate() {
    place(
      top + left,
      dx: 17.5mm + calc.rem(at, 2) * 95mm,
      dy: 13.5mm + calc.quo(at, 2) * 55mm,
      block(width: 80mm, height: 50mm, inset: 4mm)[
        #place(bottom + right, image(bytes(badge.code), width: 17mm, format: "svg", alt: "QR"))
        #text(weight: 600)[Le Cercle des Petits-Déjeuners]

        #text(font: "EB Garamond", weight: 500, size: 24pt, badge.given)

        #text(size: 12pt, badge.family)

        #badge.title

        #text(weight: 600, badge.organisation)
      ],
    )
  }
  pagebreak(weak: true)
}
"""


def run(args: list[str]) -> dict[str, Any]:
    """Take the figure: the best of several rounds, ours and the floor’s in turn."""
    parser = argparse.ArgumentParser(prog="python -m bench badges")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args(args)
    ours, floor, peer = [], [], []
    for number in range(chosen.rounds):
        ours.append(_round("ours", chosen.count, number))
        floor.append(_round("floor", chosen.count, number))
    tenth = max(1, chosen.count // 10)
    peer.append(_round("peer", tenth, 0))
    seconds = min(each["seconds"] for each in ours)
    floor_seconds = min(each["seconds"] for each in floor)
    return {
        "n": chosen.count,
        "seconds": seconds,
        "floor_seconds": floor_seconds,
        "ratio": seconds / floor_seconds,
        "peer_seconds": peer[0]["seconds"] * chosen.count / tenth,
        "peer": "a document for each badge",
        "bytes": ours[0]["bytes"],
        "floor_bytes": floor[0]["bytes"],
        "memory": max(each["memory"] for each in ours),
        # The badges' own queries are counted by a test; paper asks the database nothing.
        "queries": 0,
        "one_badge_seconds": min(each["one"] for each in ours),
    }


def _round(which: str, count: int, seed: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.badges", which, str(count), str(seed)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "networking.settings", "TABLEE_TESTING": "1"},
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _people(count: int, seed: int) -> list[dict[str, str]]:
    """People whose family names are nearly all different, as in a real list."""
    chance = random.Random(seed)
    return [
        {
            "given": chance.choice(_GIVEN),
            "family": chance.choice(_FAMILY) + chance.choice(_FAMILY).lower()[:4],
            "title": chance.choice(_TITLES),
            "organisation": chance.choice(_HOUSES) + f" {chance.randrange(400)}",
            "link": f"https://tablee.example.org/b/{chance.randbytes(11).hex()}",
        }
        for _ in range(count)
    ]


def _face(person: dict[str, str]) -> BadgeFace:
    return BadgeFace(
        given_name=person["given"],
        family_name=person["family"],
        title=person["title"],
        organisation=person["organisation"],
        link=person["link"],
    )


def _child(which: str, count: int, seed: int) -> None:
    people = _people(count, seed)
    # A server has read its fonts before anybody prints.
    fonts.book()
    fonts.coverage()
    faces = [_face(each) for each in people]
    sheets = Sheets(association="Le Cercle des Petits-Déjeuners")
    began = time.perf_counter()
    if which == "ours":
        pdf = badges(faces, sheets)
    elif which == "peer":
        pdf = b"".join(badges([face], sheets) for face in faces)
    else:
        sent = [{**each, "code": qr.svg(each["link"])} for each in people]
        compiler = typst.Compiler(
            _FLOOR.encode(), font_paths=fonts.book(), sys_inputs={"data": json.dumps(sent)}
        )
        pdf = compiler.compile(format="pdf")  # type: ignore[assignment]
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    badges(
        [BadgeFace(given_name="Zoé", family_name="Quérouil", link="https://t.example/b/1")], sheets
    )
    one = time.perf_counter() - began
    print(json.dumps({"seconds": seconds, "bytes": len(pdf), "memory": memory(), "one": one}))


if __name__ == "__main__":
    django.setup()
    _child(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
