"""A file to go along with a letter: a picture or a PDF, made anew from what was sent."""

import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject

from followups.reminders.writing.actions import File
from networking import pictures

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_PAGES: Final = 200
ACCEPT: Final = f"application/pdf,{pictures.ACCEPT}"
_BOX: Final = (2400, 2400)
_TYPES: Final = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}

TOO_HEAVY = _("This file is heavier than 5 MB. Put it where it can be fetched, and give its link.")
NEITHER = _("Only a PDF or a picture (JPEG, PNG, WebP) can go along. For all else give a link.")
BROKEN = _("This PDF can’t be read here: broken, locked, or too long. Give a link to it instead.")


def made_anew(sent: UploadedFile[Any]) -> File:
    """Return a file that holds the pages or the pixels of what was sent, and nothing hidden.

    Raises ValidationError, in a sentence, for what is too heavy or neither of the two.
    """
    if (sent.size or 0) > MAX_BYTES:
        raise ValidationError(TOO_HEAVY)
    sent.seek(0)
    content = sent.read()
    stem = get_valid_filename(PurePath(sent.name or "file").stem[:80] or "file")
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return File(f"{stem}.pdf", "application/pdf", _pages(content))
    try:
        drawn = pictures.encoded(pictures.read(sent), box=_BOX)
    except pictures.Unreadable as error:
        refused = NEITHER if error.message == pictures.NO_PICTURE else error.message
        raise ValidationError(refused) from error
    ending = (drawn.name or "").rpartition(".")[2]
    return File(f"{stem}.{ending}", _TYPES[ending], drawn.read())


def _links(page: PageObject) -> Iterator[Any]:
    """What lies on a page and only leads to another one on the web."""
    for each in page["/Annots"]:  # type: ignore[attr-defined]
        laid = each.get_object()
        if laid.get("/Subtype") == "/Link" and "/AA" not in laid:
            acts = laid.get("/A")
            if acts is not None and acts.get_object().get("/S") == "/URI":
                yield each


def _pages(content: bytes) -> bytes:
    """The pages of a PDF alone: no script that runs as it is opened, no file within it."""
    try:
        written = _written(PdfReader(io.BytesIO(content)))
    except Exception as error:  # readers fail on broken files in every way there is
        raise ValidationError(BROKEN) from error
    if not written:
        raise ValidationError(BROKEN)
    if len(written) > 2 * MAX_BYTES:
        raise ValidationError(TOO_HEAVY)
    return written


def _written(reader: PdfReader) -> bytes:
    """The pages in a document of their own; nothing where it is locked, empty or too long."""
    if reader.is_encrypted or not 0 < len(reader.pages) <= MAX_PAGES:
        return b""
    writer = PdfWriter()
    for page in reader.pages:
        page.pop("/AA", None)
        if "/Annots" in page:
            page[NameObject("/Annots")] = ArrayObject(_links(page))
        writer.add_page(page)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
