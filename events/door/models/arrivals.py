"""That a guest came, or was taken for another; and what is settled about an event's door."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Event
from events.guests.models import Registration
from networking.accounts.models import User
from networking.time import now


class CheckInSource(models.TextChoices):
    """How somebody was checked in."""

    SEARCH = "search", _("by name")
    BADGE = "badge", _("by badge")
    WALK_IN = "walk_in", _("on the spot")
    SELF = "self", _("on their own phone")
    AFTERWARDS = "afterwards", _("afterwards")


class CheckIn(models.Model):
    """That a guest came; one at most for each, whatever two hosts tap at the same instant."""

    tenant: ClassVar[str | None] = "registration__event__association"

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="check_in"
    )
    # The instant of the tap: a device without network sends it later.
    at = models.DateTimeField(default=now)
    late = models.BooleanField(default=False)
    source = models.CharField(max_length=10, choices=CheckInSource.choices)
    # Where, as the device at that door is called: “Terrasse”.
    door = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    # The tap's own name, made by the device: sent twice, it counts once.
    tap = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"check-in #{self.pk}"


class TakenBack(models.Model):
    """A check-in that was undone; kept so that its tap, sent once more, doesn't bring it back."""

    tenant: ClassVar[str | None] = "registration__event__association"

    tap = models.UUIDField(unique=True)
    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="taken_back"
    )
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("at", "pk")
        verbose_name_plural = "taken back"

    def __str__(self) -> str:
        return f"taken back #{self.pk}"


class Door(models.Model):
    """What is settled about the door of one event; without a row, nothing is."""

    tenant: ClassVar[str | None] = "event__association"

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="door")
    # What the code shown at the entrance opens: guests check themselves in. Empty: they don’t.
    self_check_in = models.CharField(max_length=32, blank=True)
    # When somebody said who came, of an event at which nobody was checked in.
    attendance_told_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"door of event #{self.event_id}"
