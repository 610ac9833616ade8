"""`manage.py import_contacts amina@example.org contacts.vcf`: the page's import, typed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from followups.contacts.importing import actions, files, kept, words
from followups.contacts.importing.judging import Fate, Line
from followups.contacts.importing.known import Verdict, verdict_of
from networking.accounts.models import User
from networking.spreadsheets.reading import Unreadable


class Command(BaseCommand):
    """Says what becomes of each card, and closes with `N new, N known, N refused`."""

    help = (
        "Imports contacts (vCards, CSV or XLSX) into somebody's list, given by her e-mail. "
        "Who stands in the file twice is known the second time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="whose list it is")
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say it, but write nothing")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        owner, path = self._owner(options["email"]), options["file"]
        read = self._read(path)
        verdict = verdict_of(owner, read.cards)
        if not options["dry_run"]:
            batch = actions.store(owner=owner, file_name=path.name, read=read, by=None)
            actions.confirm(batch=batch, by=None)
        for line in verdict.lines:
            self.stdout.write(_said(line, verdict))
        self.stdout.write(_closing(verdict))

    def _owner(self, email: str) -> User:
        owner = User.objects.filter(email=email.strip().lower()).first()
        if owner is None:
            raise CommandError(f"Nobody signs in as {email}.")
        return owner

    def _read(self, path: Path) -> kept.Read:
        try:
            with path.open("rb") as file:
                return kept.looked_at(files.read(file))
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except Unreadable as error:
            raise CommandError(f"{path}: {words.UNREADABLE[error.reason]}") from error


def _said(line: Line, verdict: Verdict) -> str:
    mail = next((way.value for way in line.details.emails), "")
    who = f"{line.details.full_name or '?'}" + (f" <{mail}>" if mail else "")
    why = " ".join(words.why(line, gains=line.at in verdict.gains))
    return f"line {line.number:>5}  {line.fate.value:<8} {who}" + (f"  ({why})" if why else "")


def _closing(verdict: Verdict) -> str:
    known = verdict.count(Fate.KNOWN) + verdict.count(Fate.TWICE)
    return f"{verdict.count(Fate.NEW)} new, {known} known, {verdict.count(Fate.REFUSED)} refused"
