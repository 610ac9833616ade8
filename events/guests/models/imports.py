"""The lists that guests are imported from, as they were read."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Event
from networking.accounts.models import User
from networking.time import now


class Purpose(models.TextChoices):
    """What a list is imported for."""

    REGISTER = "register", _("Register them")
    INVITE = "invite", _("Invite them")


class Step(models.TextChoices):
    """How far an imported list is."""

    READ = "read", _("To be confirmed")
    WRITING = "writing", _("Being written")
    DONE = "done", _("Imported")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


class ImportBatch(models.Model):
    """A guest list as it was read. Nothing of it is written to the guests until it is confirmed."""

    tenant: ClassVar[str | None] = "event__association"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="import_batches")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    filename = models.CharField(max_length=200)
    headings = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    # Each a line's number in the file and its cells.
    rows = models.JSONField(default=list)
    purpose = models.CharField(max_length=8, choices=Purpose.choices, default=Purpose.REGISTER)
    step = models.CharField(max_length=8, choices=Step.choices, default=Step.READ)
    tell_them = models.BooleanField(default=False)
    # How many of how many lines are written, while a worker is at it.
    written = models.PositiveIntegerField(default=0)
    # When a worker last wrote of it: long ago, and another takes over.
    touched_at = models.DateTimeField(null=True, blank=True, editable=False)
    total = models.PositiveIntegerField(default=0)
    # How many lines had which fate, once confirmed.
    outcome = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"import #{self.pk}"


class Imported(models.Model):
    """What an import wrote of one registration, kept for as long as it can be undone."""

    tenant: ClassVar[str | None] = "batch__event__association"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="imported")
    registration = models.OneToOneField(
        "guests.Registration", on_delete=models.CASCADE, related_name="imported"
    )
    # How the registration looked: who looks different since has been changed.
    digest = models.CharField(max_length=16, editable=False)
    # Whether the import also made the person.
    made_user = models.BooleanField(default=False)
    # What an earlier registration of hers held, which undoing gives back.
    before = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"imported #{self.pk}"
