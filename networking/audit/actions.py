"""The one way to write the audit log."""

from typing import Any

from django.db import models

from networking.accounts.models import User
from networking.associations.models import Association
from networking.audit.models import Entry


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
    return Entry.objects.create(
        association=association,
        by=by,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        details=details,
    )
