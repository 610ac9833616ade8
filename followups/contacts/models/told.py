"""What somebody said, after an event, of whom she met there."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from events.calendar.models import Event
from networking.accounts.models import User
from networking.time import now


class Told(models.Model):
    """That somebody says she met a person at an event, or that she didn't. Seen by nobody else."""

    tenant: ClassVar[str | None] = "event__association"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="told")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="told")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    met = models.BooleanField()
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "told"
        constraints = (
            models.UniqueConstraint(fields=("event", "by", "person"), name="told_once_a_person"),
            models.CheckConstraint(condition=~Q(by=F("person")), name="told_of_somebody_else"),
        )

    def __str__(self) -> str:
        return f"told #{self.pk}"
