"""The directory of an event with 1,000 guests: whom to meet, the page, and search as one types.

The page is asked for through Django's own test client, middleware and all, in this process; so the
figures are server time. The floor is the same thousand people read from the database and nothing
else. Best of several; the number of queries is compared with that of an event with ten guests.
"""

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench._site import start

_WORDS = (
    *("Comptabilité", "Locaux", "Presse", "Droit du travail", "Énergie solaire", "Vidéo", "Vin"),
    *("Traduction", "Partenariats", "Recrutement", "Graphisme", "Formation", "Imprimerie", "Bois"),
    *("Logiciel libre", "Relecture", "Photographie", "Transport à vélo", "Levée de fonds", "Miel"),
)
_NAMES = ("Amina", "Björn", "Claire", "Ngọc", "Zoë", "Youssef", "Gwenaëlle", "Nikos", "Fatou")
_HOUSES = ("Atelier Lumière", "Tech & Co", "Énergie Partagée", "SCOP Le Fournil", "Comptes Clairs")


def run(arguments: list[str]) -> dict[str, Any]:
    """Take the figures; `--people` says how many guests there are."""
    parser = argparse.ArgumentParser(prog="python -m bench suggestions")
    parser.add_argument("--people", type=int, default=1000)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        _set_up(Path(folder))
        return _figures(options.people)


def _set_up(folder: Path) -> None:
    os.environ |= {
        "TABLEE_TESTING": "1",
        "SECRET_KEY": "only-for-benchmarks",
        "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "REDIS_URL": "",
        "BROKER_DIR": str(folder / "broker"),
        "DJANGO_SETTINGS_MODULE": "networking.settings",
    }
    start()


def _figures(people: int) -> dict[str, Any]:
    from django.test import Client  # noqa: PLC0415

    from events.directory.index import entries_of, matching  # noqa: PLC0415
    from events.directory.to_meet import people_to_meet  # noqa: PLC0415
    from events.guests.models import Registration  # noqa: PLC0415

    few, many = event_with(10, "few"), event_with(people, "many")
    me = many.registrations.first().user
    client = Client(SERVER_NAME="localhost")
    client.force_login(me)
    guests = many.registrations.confirmed().by_name()
    page = f"{many.get_absolute_url()}people/"

    def suggest() -> None:
        people_to_meet(me, many, entries_of(many, guests))

    def search() -> None:
        client.get(page, {"q": "energie zoe"}, headers={"HX-Request": "true"})

    assert client.get(page).status_code == 200
    neighbour = Client(SERVER_NAME="localhost")
    neighbour.force_login(few.registrations.first().user)
    assert len(matching(entries_of(many, guests), "energie zoe")) > 1
    return {
        "n": people,
        "seconds": _best(suggest),
        "page_seconds": _best(lambda: client.get(page)),
        "search_seconds": _best(search),
        "floor_seconds": _best(lambda: list(Registration.objects.filter(event=many).values())),
        "queries": _queries(lambda: client.get(page)),
        "queries_with_ten": _queries(lambda: neighbour.get(f"{few.get_absolute_url()}people/")),
    }


def event_with(people: int, name: str) -> Any:
    """Make a breakfast with so many guests, three tags each way, each at some house.

    Django must be set up; `name` is its association's address. Twice with one name fails.
    """
    import datetime as dt  # noqa: PLC0415

    from events.calendar.actions import create, move_to  # noqa: PLC0415
    from events.calendar.models import Status as Life  # noqa: PLC0415
    from events.guests.models import Registration, Status  # noqa: PLC0415
    from networking.accounts.models import User  # noqa: PLC0415
    from networking.associations.models import Association  # noqa: PLC0415
    from networking.profiles.actions import save  # noqa: PLC0415
    from networking.time import now  # noqa: PLC0415

    dice = random.Random(len(name))
    association = Association.objects.create(name=name, slug=name)
    starts = now() + dt.timedelta(days=3)
    event = create(
        association=association,
        title=name,
        starts_at=starts,
        ends_at=starts + dt.timedelta(hours=2),
        capacity=people,
        by=None,
    )
    move_to(event=event, status=Life.PUBLISHED, by=None)
    for number in range(people):
        given = dice.choice(_NAMES)
        user = User.objects.create_user(
            f"{name}{number}@exemple.org", given_name=given, family_name=f"Durand {number}"
        )
        tags = dice.sample(_WORDS, 6)
        save(
            user=user,
            fields={"organisation": dice.choice(_HOUSES), "headline": "Je fais de mon mieux."},
            offers=[(tag, "Avec plaisir.") for tag in tags[:3]],
            needs=[(tag, "") for tag in tags[3:]],
            by=user,
        )
        Registration.objects.create(
            event=event,
            user=user,
            given_name=given,
            family_name=f"Durand {number}",
            status=Status.CONFIRMED,
            confirmed_at=now(),
            consented_at=now(),
            shared=["title", "organisation"],
        )
    return event


def _best(what: Callable[[], object], rounds: int = 7) -> float:
    """The shortest of several rounds, in seconds."""
    taken = []
    for _round in range(rounds):
        began = time.perf_counter()
        what()
        taken.append(time.perf_counter() - began)
    return min(taken)


def _queries(what: Callable[[], object]) -> int:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as captured:
        what()
    return len(captured)
