"""`manage.py import_guests cercle/2026-12 list.csv`: the page's import, at the command line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from events.calendar.models import Event
from events.guests import words
from events.guests.actions import import_batch, store_batch
from events.guests.batches import first_mapping, verdict_of
from events.guests.fates import Fate, Line, Verdict
from events.guests.models import ImportBatch
from events.guests.reading import MAX_BYTES, Table, Unreadable, read


class Command(BaseCommand):
    """Says what becomes of each line, and closes with `N new, N known, N refused`."""

    help = (
        "Imports a guest list (CSV or XLSX) into an event, given as <association>/<event>, "
        "or by the event's number. Who stands in the file twice is known the second time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("event", help="<association>/<event>, as in the event's address")
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say it, but write nothing")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        event, path = self._event(options["event"]), options["file"]
        table = self._table(path)
        batch = ImportBatch(
            event=event,
            headings=list(table.headings),
            rows=[[row.number, list(row.cells)] for row in table.rows],
            mapping=first_mapping(table),
        )
        verdict = verdict_of(batch)
        for line in verdict.lines:
            self.stdout.write(_said(line))
        if not options["dry_run"]:
            stored = store_batch(event=event, filename=path.name, table=table, by=None)
            waiting = import_batch(batch=stored, by=None)["waiting"]
            if waiting:
                self.stdout.write(f"The event is full: {waiting} of the new ones wait for a seat.")
        self.stdout.write(_closing(verdict))

    def _event(self, said: str) -> Event:
        association, _, slug = said.partition("/")
        found = Event.objects.select_related("association")
        if slug:
            found = found.filter(association__slug=association, slug=slug)
        elif said.isdecimal():
            found = found.filter(pk=int(said))
        else:
            raise CommandError("Name the event as <association>/<event>, as in its address.")
        event = found.first()
        if event is None:
            raise CommandError(f"There is no event {said}.")
        return event

    def _table(self, path: Path) -> Table:
        try:
            with path.open("rb") as file:
                return read(file.read(MAX_BYTES + 1))
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except Unreadable as error:
            raise CommandError(f"{path}: {words.UNREADABLE[error.reason]}") from error


def _said(line: Line) -> str:
    person = line.person
    who = f"{person.full_name or '?'}" + (f" <{person.email}>" if person.email else "")
    why = " ".join(words.why(line))
    return f"line {line.number:>5}  {line.fate.value:<8} {who}" + (f"  ({why})" if why else "")


def _closing(verdict: Verdict) -> str:
    known = verdict.count(Fate.KNOWN) + verdict.count(Fate.TWICE)
    return f"{verdict.count(Fate.NEW)} new, {known} known, {verdict.count(Fate.REFUSED)} refused"
