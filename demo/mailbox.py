"""Every mail the demo sent, read back from the files that the mail backend wrote."""

import datetime as dt
import email
import email.policy
import email.utils
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

# Django's file backend writes this line under each message of a file.
RULE = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Letter:
    """One mail as it would be read."""

    key: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "")

    @property
    def to(self) -> str:
        return email.utils.parseaddr(str(self.message["To"] or ""))[1]

    @property
    def text(self) -> str:
        part = self.message.get_body(("plain",))
        return part.get_content() if part else ""

    @property
    def html(self) -> str:
        part = self.message.get_body(("html",))
        return part.get_content() if part else ""

    @property
    def attachments(self) -> list[str]:
        return [part.get_filename() or "" for part in self.message.iter_attachments()]

    @property
    def sent_at(self) -> dt.datetime:
        return email.utils.parsedate_to_datetime(str(self.message["Date"]))


def letters(to: str = "") -> Iterator[Letter]:
    """Yield the mails, the newest first; only those to one address if it is given."""
    folder = Path(settings.MAILBOX)
    files = sorted(folder.glob("*.log"), key=lambda file: file.name, reverse=True)
    for file in files:
        whole = [part for part in file.read_bytes().split(RULE) if part.strip()]
        for number, raw in reversed(list(enumerate(whole))):
            letter = Letter(f"{file.stem}-{number}", _parsed(raw))
            if not to or letter.to == to.lower():
                yield letter


def find(key: str) -> Letter | None:
    """Return the mail of this key, or None."""
    return next((letter for letter in letters() if letter.key == key), None)


def _parsed(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw.lstrip(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message
