"""`manage.py import_guests`: the import at the command line."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from events.calendar.models import Event
from events.guests.models import ImportBatch
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2] / "data"


@pytest.fixture
def event() -> Event:
    return EventFactory.create(association__slug="cercle", slug="2026-12", capacity=100)


def run(file: Path, *options: str, event: str = "cercle/2026-12") -> list[str]:
    out = io.StringIO()
    call_command("import_guests", event, str(file), *options, stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.parametrize(
    ("name", "rows", "closing"),
    [
        ("members-utf8.csv", 64, "64 new, 0 known, 0 refused"),
        ("ticketing-en-comma.csv", 30, "30 new, 0 known, 0 refused"),
        ("ticketing-fr-semicolon-bom.csv", 26, "26 new, 0 known, 0 refused"),
        ("broken-lines.csv", 9, "5 new, 1 known, 3 refused"),
    ],
)
def test_a_line_per_row_and_a_closing_line(
    event: Event, name: str, rows: int, closing: str
) -> None:
    lines = run(DATA / name)
    assert len(lines) == rows + 1
    assert lines[-1] == closing
    assert event.registrations.count() == int(closing.split(maxsplit=1)[0])


def test_a_dry_run_says_the_same_and_writes_nothing(event: Event) -> None:
    dry = run(DATA / "broken-lines.csv", "--dry-run")
    assert not event.registrations.exists()
    assert not ImportBatch.objects.exists()
    assert run(DATA / "broken-lines.csv") == dry


def test_run_again_everybody_is_known(event: Event) -> None:
    run(DATA / "ticketing-fr-semicolon-bom.csv")
    assert run(DATA / "ticketing-fr-semicolon-bom.csv")[-1] == "0 new, 26 known, 0 refused"


def test_each_line_says_who_and_why(event: Event) -> None:
    lines = run(DATA / "broken-lines.csv", "--dry-run")
    assert lines[0] == "line     2  new      Amina Diallo <amina@exemple.org>"
    assert "refused" in lines[3]
    assert "This is not an e-mail address." in lines[3]
    assert lines[6].startswith("line     8  refused  ?")


def test_who_finds_no_seat_is_said(event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(capacity=20)
    lines = run(DATA / "ticketing-fr-semicolon-bom.csv")
    assert "6 of the new ones wait" in lines[-2]
    assert lines[-1] == "26 new, 0 known, 0 refused"


def test_an_event_may_be_given_by_its_number(event: Event) -> None:
    assert run(DATA / "broken-lines.csv", event=str(event.pk))[-1].startswith("5 new")


@pytest.mark.parametrize("said", ["cercle/2027-01", "autre/2026-12", "99999", "cercle"])
def test_an_event_that_is_not_there_is_said(event: Event, said: str) -> None:
    with pytest.raises(CommandError, match="event"):
        run(DATA / "broken-lines.csv", event=said)


def test_a_file_that_is_not_there_or_no_list_is_said(event: Event, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "nowhere.csv")
    (tmp_path / "liste.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="can’t be read as a list"):
        run(tmp_path / "liste.pdf")
