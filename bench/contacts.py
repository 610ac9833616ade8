"""A contact list of 100, 1,000 and 10,000: the page, search, and the whole of it taken away.

The page is asked for through Django's own test client, middleware and all, in this process; so the
figures are server time. The floor is a bare read of the rows that one page of fifty would show.
Queries are compared across the three lists. Then 5,000 cards with photographs come in: read, shown
and written as the pages do it (`import_seconds`); their floor is the same contacts and pictures
written by `bulk_create` alone.
"""

import argparse
import base64
import io
import random
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bench.suggestions import _set_up

SIZES = (100, 1_000, 10_000)
ROUNDS = 300
PAGE = 50
_NAMES = ("Amina", "Björn", "Claire", "Ngọc", "Zoë", "Youssef", "Gwenaëlle", "Nikos", "Fatou")
_TOWNS = ("Lille", "Lyon", "Saint-Étienne", "Dakar", "Genève", "Montréal", "Bruxelles")
# Pictures as address books hold them, in pixels of either side.
SIDES = (96, 160, 256, 320, 400)


def run(arguments: list[str]) -> dict[str, Any]:
    """Take the figures; `--cards` says how many cards come in with a photograph each."""
    parser = argparse.ArgumentParser(prog="python -m bench contacts")
    parser.add_argument("--cards", type=int, default=5_000)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        _set_up(Path(folder))
        from django.conf import settings  # noqa: PLC0415

        settings.MEDIA_ROOT = str(Path(folder) / "media")
        lists = {size: _figures(size) for size in SIZES}
        brought = _import(options.cards) if options.cards else {}
    _print(lists)
    most = lists[SIZES[-1]]
    return {
        "n": SIZES[-1],
        "seconds": most["p99"],
        **{f"{name}_seconds": most[name] for name in ("p50", "search_p99", "floor")},
        **{f"export_{kind}_seconds": most[kind] for kind in ("vcf", "csv", "xlsx")},
        "queries": most["queries"],
        "queries_with_100": lists[SIZES[0]]["queries"],
        "export_queries": most["export_queries"],
        "export_queries_with_100": lists[SIZES[0]]["export_queries"],
        **brought,
    }


def _figures(size: int) -> dict[str, Any]:
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from followups.contacts.models import Contact  # noqa: PLC0415
    from networking.accounts.models import User  # noqa: PLC0415

    owner = User.objects.create_user(f"list{size}@exemple.org", given_name="Élodie")
    _fill(owner, size)
    client = Client(SERVER_NAME="localhost")
    client.force_login(owner)
    page = reverse("contacts:contacts")

    def ask(path: str, **query: str) -> None:
        assert client.get(path, query).status_code == 200

    # A list that shows everybody takes seconds: fewer rounds say the same.
    rounds = ROUNDS if _taken(lambda: ask(page), 2)[0] < 0.5 else 5
    pages = _taken(lambda: ask(page), rounds)
    searches = _taken(lambda: ask(page, q="durand lyon"), rounds)
    rows = Contact.objects.of(owner).select_related("met_at")[:PAGE]
    files = {kind: reverse(f"contacts:{name}") for kind, name in _FILES}
    return {
        "p50": pages[len(pages) // 2],
        "p99": pages[-1 - len(pages) // 100],
        "search_p99": searches[-1 - len(searches) // 100],
        "floor": _taken(lambda: list(rows.all()), ROUNDS)[-1],
        "queries": _queries(lambda: ask(page)),
        "export_queries": [_queries(partial(ask, path)) for path in files.values()],
        **{kind: _taken(partial(ask, path), 2)[0] for kind, path in files.items()},
    }


_FILES = (("vcf", "cards"), ("csv", "csv"), ("xlsx", "xlsx"))


def _fill(owner: Any, size: int) -> None:
    """Make a list of so many, with tags, towns, notes and, for every third, a picture."""
    from followups.contacts.models import Contact, Picture, Tag  # noqa: PLC0415

    dice = random.Random(size)
    tags = [Tag(owner=owner, name=name, folded=name) for name in ("chorale", "lyon", "presse")]
    Tag.objects.bulk_create(tags)
    made = []
    for number in range(size):
        contact = Contact(
            owner=owner,
            given_name=dice.choice(_NAMES),
            family_name=f"Durand {number}",
            organisation="Atelier Lumière",
            title="Graphiste",
            phones=[{"value": f"06 12 {number:06}", "label": "mobile"}],
            emails=[{"value": f"guest{number}@exemple.org"}],
            addresses=[{"city": dice.choice(_TOWNS), "country": "France"}],
            note="La chorale, les fjords, un violon.",
        )
        contact.prepare()
        made.append(contact)
    Contact.objects.bulk_create(made)
    on = Contact.tags.through
    on.objects.bulk_create(on(contact=each, tag=dice.choice(tags)) for each in made)
    face = _photo(96, 0)
    Picture.objects.bulk_create(Picture(contact=each, data=face) for each in made[::3])


def _import(cards: int) -> dict[str, Any]:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from followups.contacts.models import Contact, Import, Picture  # noqa: PLC0415
    from followups.contacts.tasks import go_on_importing  # noqa: PLC0415
    from networking.accounts.models import User  # noqa: PLC0415

    owner = User.objects.create_user("import@exemple.org", given_name="Élodie")
    client = Client(SERVER_NAME="localhost")
    client.force_login(owner)
    content = _file(cards)
    client.get(reverse("contacts:upload"))
    began = time.perf_counter()
    sent = SimpleUploadedFile("contacts.vcf", content)
    answer = client.post(reverse("contacts:upload"), {"file": sent})
    read = time.perf_counter()
    assert client.get(answer["Location"]).status_code == 200
    shown = time.perf_counter()
    client.post(f"{answer['Location']}confirm/")
    # What a worker does of a long file; here in the same process.
    batch = Import.objects.get(owner=owner)
    while not batch.finished_at:
        go_on_importing(batch.pk)
        batch.refresh_from_db()
    written = time.perf_counter()
    assert Picture.objects.filter(contact__owner=owner).count() == cards
    floor = time.perf_counter()
    other = User.objects.create_user("floor@exemple.org", given_name="Élodie")
    made = Contact.objects.bulk_create(Contact(owner=other) for _ in range(cards))
    face = _photo(256, 0)
    Picture.objects.bulk_create(Picture(contact=each, data=face) for each in made)
    return {
        "import_cards": cards,
        "import_bytes": len(content),
        "import_seconds": written - began,
        "import_read_seconds": read - began,
        "import_preview_seconds": shown - read,
        "import_write_seconds": written - shown,
        "import_floor_seconds": time.perf_counter() - floor,
    }


def _file(cards: int) -> bytes:
    """Cards as an iPhone writes them, each with a photograph."""
    photos = [base64.b64encode(_photo(side, seed)).decode() for seed in range(8) for side in SIDES]
    written = []
    for number in range(cards):
        photo = f"PHOTO;ENCODING=b;TYPE=JPEG:{photos[number % len(photos)]}"
        folded = "\r\n ".join(photo[at : at + 74] for at in range(0, len(photo), 74))
        written.append(
            "BEGIN:VCARD\r\nVERSION:3.0\r\n"
            f"N:Durand {number};Gwenaëlle;;;\r\nFN:Gwenaëlle Durand {number}\r\n"
            f"ORG:Banque Éthique du Rhône;\r\nEMAIL;type=INTERNET:g{number}@exemple.org\r\n"
            f"TEL;type=CELL:06 12 {number:06}\r\nCATEGORIES:Chorale,Lyon\r\n"
            f"ADR;type=HOME:;;4 rue des Arts;Lille;;59000;France\r\n{folded}\r\nEND:VCARD\r\n"
        )
    return "".join(written).encode()


def _photo(side: int, seed: int) -> bytes:
    """A picture that weighs what a photograph of its size does: soft colours and some grain."""
    from PIL import Image  # noqa: PLC0415

    dice = random.Random(seed)
    soft = Image.new("RGB", (8, 8))
    soft.putdata([tuple(dice.randrange(256) for _ in range(3)) for _ in range(64)])
    grain = Image.effect_noise((side, side), 30).convert("RGB")
    written = io.BytesIO()
    Image.blend(soft.resize((side, side), Image.Resampling.BICUBIC), grain, 0.2).save(
        written, "JPEG", quality=80
    )
    return written.getvalue()


def _taken(what: Callable[[], object], rounds: int) -> list[float]:
    """How long each of several rounds took, in seconds, the shortest first."""
    taken = []
    for _round in range(rounds):
        began = time.perf_counter()
        what()
        taken.append(time.perf_counter() - began)
    return sorted(taken)


def _queries(what: Callable[[], object]) -> int:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as captured:
        what()
    return len(captured)


def _print(lists: dict[int, dict[str, Any]]) -> None:
    columns = ("p50", "p99", "search_p99", "floor", "vcf", "csv", "xlsx")
    print(f"{'contacts':>9}" + "".join(f"{name:>12}" for name in columns) + f"{'queries':>9}")
    for size, figures in lists.items():
        cells = "".join(f"{figures[name] * 1000:>9.1f} ms" for name in columns)
        print(f"{size:>9,}{cells}{figures['queries']:>9}")
