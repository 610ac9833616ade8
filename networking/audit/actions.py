"""The one way to write the audit log."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from django.db import models

from networking.accounts.models import User
from networking.associations.models import Association
from networking.audit.models import Entry
from networking.prepared import PreparedInsert

# By what somebody without an account acts at this moment, if she does.
_through: ContextVar[str] = ContextVar("through", default="")


@contextmanager
def through(means: str) -> Iterator[None]:
    """Note of all that is recorded inside that it was done by this means (“pass:7”)."""
    before = _through.set(means)
    try:
        yield
    finally:
        _through.reset(before)


def record(
    *,
    by: User | None,
    verb: str,
    subject: models.Model,
    association: Association | None,
    **details: Any,
) -> Entry:
    """Note that `by` did `verb` ("guest.imported") to `subject`; part of the caller's transaction.

    `details` are numbers, ids and field names, never people's data. Twice is two entries.
    """
    if means := _through.get():
        details["through"] = means
    entry = Entry(
        association=association,
        by=by,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        details=details,
    )
    _WRITE(entry)
    return entry


_WRITE: Final = PreparedInsert(Entry)
