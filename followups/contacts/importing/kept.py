"""A file between its preview and its confirmation: what was read of it, with its faces drawn.

The file that was sent isn't kept. A zip lies where nobody is served from: the cards without their
faces, which a preview reads, and each face by itself.
"""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from typing import Any, Final
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from followups.contacts.card import Address, Details, Said, Way, Word
from followups.contacts.importing.faces import all_drawn
from followups.contacts.models import Import
from followups.contacts.tables import Sheet
from followups.contacts.tables.headings import Column, Part
from followups.contacts.vcards import Card, Oddity, Refusal
from networking.spreadsheets.reading import Row, Table
from networking.time import now

FOLDER: Final = "contact-imports"
_CARDS: Final = "cards.json"
_SHEET: Final = "sheet.json"
_KEPT: Final = tuple(each.name for each in fields(Details) if each.name != "picture")


@dataclass(frozen=True, slots=True)
class Read:
    """Cards without their faces, and beside each her face drawn anew, empty if there is none.

    A table lies beside them, so that it can be read again with other columns.
    """

    cards: list[Card]
    faces: list[bytes]
    sheet: Sheet | None = None


def looked_at(cards: Iterable[Card], sheet: Sheet | None = None) -> Read:
    """Read cards; the faces of the first are drawn while the next are still being read.

    A face that can't be drawn is lost, and its card says so. A table has none.
    """
    read: list[Card] = []
    pictured: list[bool] = []

    def pictures() -> Iterator[bytes]:
        for card in cards:
            read.append(_without_picture(card))
            pictured.append(bool(card.details.picture))
            yield card.details.picture

    faces = [b"" for _ in pictures()] if sheet else list(all_drawn(pictures()))
    for at, face in enumerate(faces):
        if pictured[at] and not face:
            read[at] = replace(read[at], notes=(*read[at].notes, Oddity.PICTURE))
    return Read(read, faces, sheet)


def keep(read: Read) -> str:
    """Keep what was read in a file of its own, and return its name. Twice makes two files."""
    written = io.BytesIO()
    # Faces are compressed already.
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for at, face in enumerate(read.faces):
            if face:
                archive.writestr(str(at), face)
        cards = [_plain(card) for card in read.cards]
        archive.writestr(_CARDS, json.dumps(cards, default=_plainer))
        if read.sheet:
            archive.writestr(_SHEET, json.dumps(_plain_sheet(read.sheet)), zipfile.ZIP_DEFLATED)
    return default_storage.save(f"{FOLDER}/{uuid4().hex}.zip", ContentFile(written.getvalue()))


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is open: its directory is read once, however often it is asked."""

    archive: zipfile.ZipFile

    def cards(self) -> list[Card]:
        """Return the cards, without their faces."""
        return [_card(each) for each in json.loads(self.archive.read(_CARDS))]

    def sheet(self) -> Sheet | None:
        """Return the table, if the file was one."""
        if _SHEET not in self.archive.NameToInfo:
            return None
        return _sheet(json.loads(self.archive.read(_SHEET)))

    def faces(self, places: Iterable[int]) -> dict[int, bytes]:
        """Return the faces of the cards at these places of the file, of those that have one."""
        there = self.archive.NameToInfo
        return {at: self.archive.read(str(at)) for at in places if str(at) in there}


@contextmanager
def opened(batch: Import) -> Iterator[Kept]:
    """Open what was kept of a file; raises `FileNotFoundError` where it is forgotten."""
    with _file(batch) as file, zipfile.ZipFile(file) as archive:
        yield Kept(archive)


def _file(batch: Import) -> Any:
    try:
        return default_storage.open(batch.file)
    except FileNotFoundError:
        # Perhaps it was read again in another tab, and has another name since.
        since = Import.objects.filter(pk=batch.pk).values_list("file", flat=True).first()
        if not since or since == batch.file:
            raise
        batch.file = since
        return default_storage.open(since)


def forget(name: str) -> None:
    """Delete a file. Twice is once."""
    if name:
        default_storage.delete(name)


def names() -> list[str]:
    """Return the files there are."""
    if not default_storage.exists(FOLDER):
        return []
    return [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]


def is_old(name: str, age: dt.timedelta) -> bool:
    """Whether a file has lain here for so long: a younger one may be about to get its row."""
    return now() - default_storage.get_modified_time(name) > age


def _without_picture(card: Card) -> Card:
    """The card, named by now: without a name, confirming twice would not know it again."""
    uid = card.details.uid or ("" if card.refused else f"urn:uuid:{uuid4()}")
    return replace(card, details=replace(card.details, uid=uid, picture=b""))


def _plain(card: Card) -> dict[str, Any]:
    """A card as JSON has it, but for what `_plainer` still has to make plain."""
    said = {name: value for name in _KEPT if (value := getattr(card.details, name))}
    return {"number": card.number, "details": said, "refused": card.refused, "notes": card.notes}


def _plainer(part: Any) -> Any:
    if isinstance(part, dt.date):
        return part.isoformat()
    return {each.name: getattr(part, each.name) for each in fields(part)}


def _card(kept: dict[str, Any]) -> Card:
    said = dict(kept["details"])
    for name, made in (("phones", Way), ("emails", Way), ("links", Way), ("addresses", Address)):
        said[name] = tuple(made(**each) for each in said.get(name, ()))
    said["tags"] = tuple(said.get("tags", ()))
    said["journal"] = tuple(
        Said(dt.date.fromisoformat(each["on"]), each["text"], each["kind"])
        for each in said.get("journal", ())
    )
    said["promises"] = tuple(
        Word(each["text"], _day(each["due_on"]), _day(each["done_on"]))
        for each in said.get("promises", ())
    )
    said["met_on"] = _day(said.get("met_on"))
    refused = Refusal(kept["refused"]) if kept["refused"] else None
    return Card(kept["number"], Details(**said), refused, tuple(map(Oddity, kept["notes"])))


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _plain_sheet(sheet: Sheet) -> dict[str, Any]:
    table = sheet.table
    return {
        "headings": table.headings,
        "rows": [(row.number, row.cells) for row in table.rows],
        "name": table.sheet,
        "columns": [(at, each.part, each.slot, each.label) for at, each in sheet.columns.items()],
    }


def _sheet(kept: dict[str, Any]) -> Sheet:
    rows = tuple(Row(number, tuple(cells)) for number, cells in kept["rows"])
    columns = {at: Column(Part(part), slot, label) for at, part, slot, label in kept["columns"]}
    return Sheet(Table(tuple(kept["headings"]), rows, kept["name"]), columns)
