"""Packs of prints: made by a worker, part by part, and kept for a day."""

import secrets
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Event
from networking.accounts.models import User
from networking.time import now


class PackKind(models.TextChoices):
    """What a pack is handed over as."""

    PDF = "pdf", _("One PDF")
    ZIP = "zip", _("A ZIP with a file for each")


class JobState(models.TextChoices):
    """How far a pack is."""

    UNDER_WAY = "under_way", _("Being made")
    DONE = "done", _("Ready")
    CANCELLED = "cancelled", _("Stopped")


class PartState(models.TextChoices):
    """How far a part of a pack is."""

    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    FAILED = "failed", _("Could not be made")


def new_folder() -> str:
    """Return an unguessable name for the folder in which a pack is made."""
    return secrets.token_urlsafe(16)


class PrintJob(models.Model):
    """A pack of prints being made by a worker, part by part, and kept for a day.

    Its files lie in a folder of their own that no address serves; who may fetch the pack is settled
    by what is in it.
    """

    tenant: ClassVar[str | None] = "event__association"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="print_jobs")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=3, choices=PackKind.choices, default=PackKind.PDF)
    # How badges are to be printed, as it was asked for.
    badges = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.UNDER_WAY)
    folder = models.CharField(max_length=32, unique=True, default=new_folder, editable=False)
    # Empty until it is done, and then too where no part could be made.
    file = models.CharField(max_length=200, blank=True, editable=False)
    # Whoever works at it holds its lease; touched long ago, and another takes over.
    lease = models.CharField(max_length=24, blank=True, editable=False)
    touched_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"pack #{self.pk}"


class PrintPart(models.Model):
    """One print of a pack."""

    tenant: ClassVar[str | None] = "job__event__association"

    job = models.ForeignKey(PrintJob, on_delete=models.CASCADE, related_name="parts")
    name = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=7, choices=PartState.choices, default=PartState.WAITING)
    # How often it was begun: what kills its worker again and again is given up.
    tries = models.PositiveSmallIntegerField(default=0)
    # Why it could not be made: `why`, and for letters no font draws, which.
    fault = models.JSONField(default=dict, blank=True)
    file = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        ordering = ("job", "position")
        constraints = (
            models.UniqueConstraint(fields=("job", "position"), name="a_part_at_each_position"),
        )

    def __str__(self) -> str:
        return f"{self.name} of pack #{self.job_id}"
