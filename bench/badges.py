"""1,000 badges with their codes on A4 sheets.

The floor is the same codes and the same words set by Typst at fixed sizes, without any layout
logic. The peer is how ticketing tools go about it, with ReportLab (`_badges_reportlab.py`); beside
it stands ours from the same database, queries included, in each design. Every round is a process
of its own, because Typst remembers what it has laid out.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from typing import Any

import django
import typst

from bench._machine import memory
from bench._site import start
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


_DESIGNS = ("classic", "large", "headline", "two-sided")


def run(args: list[str]) -> dict[str, Any]:
    """Take the figure: the best of several rounds, ours and the floor’s in turn; then the peer."""
    parser = argparse.ArgumentParser(prog="python -m bench badges")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args(args)
    ours, floor = [], []
    for number in range(chosen.rounds):
        ours.append(_round("ours", chosen.count, number))
        floor.append(_round("floor", chosen.count, number))
    seconds = min(each["seconds"] for each in ours)
    floor_seconds = min(each["seconds"] for each in floor)
    with tempfile.TemporaryDirectory() as folder:
        database = {
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "BROKER_DIR": f"{folder}/broker",
            "CACHE_DIR": f"{folder}/cache",
        }
        _round("people", chosen.count, 0, database)
        peers = [_round("reportlab", chosen.count, 0, database) for _ in range(2)]
        whole = {design: _round(design, chosen.count, 0, database) for design in _DESIGNS}
    peer = min(peers, key=lambda each: float(each["seconds"]))
    return {
        "n": chosen.count,
        "seconds": seconds,
        "floor_seconds": floor_seconds,
        "ratio": seconds / floor_seconds,
        "bytes": ours[0]["bytes"],
        "floor_bytes": floor[0]["bytes"],
        "memory": max(each["memory"] for each in ours),
        "floor_memory": max(each["memory"] for each in floor),
        "peer": "ReportLab, a query a badge",
        "peer_seconds": peer["seconds"],
        "peer_bytes": peer["bytes"],
        "peer_memory": peer["memory"],
        "peer_queries": peer["queries"],
        **{f"{name}_seconds": each["seconds"] for name, each in whole.items()},
        "times_faster": peer["seconds"] / whole["classic"]["seconds"],
        "queries": max(each["queries"] for each in whole.values()),
        "one_badge_seconds": min(each["one"] for each in ours),
    }


def _round(
    which: str, count: int, seed: int, database: dict[str, str] | None = None
) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.badges", which, str(count), str(seed)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ
        | {"DJANGO_SETTINGS_MODULE": "networking.settings", "TABLEE_TESTING": "1"}
        | (database or {}),
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


def _event(count: int) -> None:
    """Make a breakfast of so many guests in an empty database, each with a badge."""
    start()
    from bench.suggestions import event_with  # noqa: PLC0415
    from events.agenda.actions.editing import lay_out  # noqa: PLC0415
    from events.agenda.templates import CLASSIC  # noqa: PLC0415
    from events.door.actions import make_badges  # noqa: PLC0415
    from events.guests.models import Registration  # noqa: PLC0415

    event = event_with(count, "breakfast")
    for guest, said in zip(event.registrations.all(), _people(count, 0), strict=True):
        guest.given_name, guest.family_name = said["given"], said["family"]
        guest.title, guest.organisation = said["title"], said["organisation"]
        guest.prepare().save()
    assert Registration.objects.filter(event=event).count() == count
    lay_out(event=event, template=CLASSIC, by=None)
    make_badges(event=event, by=None)


def _from_the_database(which: str) -> dict[str, Any]:
    """Print the badges of the breakfast there is, in a design of ours or as the peer does."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from bench._badges_reportlab import sheet  # noqa: PLC0415
    from events.calendar.models import Event  # noqa: PLC0415
    from events.door.faces import Wishes, printed  # noqa: PLC0415
    from networking.paper.designs import CLASSIC, DESIGNS  # noqa: PLC0415

    event = Event.objects.select_related("association").get()
    wishes = Wishes(
        design=DESIGNS.get(which, CLASSIC), back="agenda" if which == "two-sided" else ""
    )
    fonts.book()
    fonts.coverage()
    with CaptureQueriesContext(connection) as queries:
        began = time.perf_counter()
        if which == "reportlab":
            badges_there = list(event.badges.order_by("number").values_list("pk", flat=True))
            pdf = sheet(badges_there, event.association.name)
        else:
            pdf = printed(event, wishes)
        seconds = time.perf_counter() - began
    return {
        "seconds": seconds,
        "bytes": len(pdf),
        "memory": memory(),
        "queries": len(queries),
    }


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "people":
        _event(int(sys.argv[2]))
        print("{}")
    elif sys.argv[1] in {"reportlab", *_DESIGNS}:
        print(json.dumps(_from_the_database(sys.argv[1])))
    else:
        _child(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
