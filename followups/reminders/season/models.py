"""What was counted of an event's follow-ups as its 48 hours ended."""

from typing import ClassVar

from django.db import models

from events.calendar.models import Event
from networking.time import now


class Tally(models.Model):
    """How many people met somebody at an event, what they owed, and what they wrote in time."""

    tenant: ClassVar[str | None] = "event__association"

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="tally")
    people = models.PositiveIntegerField()
    follow_ups = models.PositiveIntegerField()
    in_time = models.PositiveIntegerField()
    counted_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "tallies"

    def __str__(self) -> str:
        return f"tally #{self.pk}"
