"""Who comes: registrations, the lists they were imported from, what organisers ask and note."""

from events.guests.models.desk import (
    CalendarAddress,
    GuestTag,
    Message,
    Question,
    QuestionKind,
    new_secret,
)
from events.guests.models.imports import ImportBatch, Imported, Purpose, Step
from events.guests.models.registrations import (
    ENDED,
    SEATED,
    Kind,
    Registration,
    RegistrationQuerySet,
    Status,
    holding,
    new_public_id,
)

__all__ = [
    "ENDED",
    "SEATED",
    "CalendarAddress",
    "GuestTag",
    "ImportBatch",
    "Imported",
    "Kind",
    "Message",
    "Purpose",
    "Question",
    "QuestionKind",
    "Registration",
    "RegistrationQuerySet",
    "Status",
    "Step",
    "holding",
    "new_public_id",
    "new_secret",
]
