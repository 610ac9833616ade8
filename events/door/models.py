"""At the door: the badge somebody wears, and that she came."""

import secrets
import uuid
from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Event
from events.guests.models import Registration
from networking.accounts.models import User
from networking.time import now


def new_code() -> str:
    """Return a badge's code: 128 random bits, as they stand in its link."""
    return secrets.token_urlsafe(16)


class BadgeQuerySet(models.QuerySet["Badge"]):
    def valid(self) -> Self:
        """Those not revoked."""
        return self.filter(revoked_at__isnull=True)

    def blank(self) -> Self:
        """Those that nobody wears yet, for whoever comes unannounced."""
        return self.valid().filter(registration__isnull=True)


class Badge(models.Model):
    """A guest's badge. Its code opens a host's check-in or a requested exchange, nothing else."""

    tenant: ClassVar[str | None] = "event__association"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="badges")
    registration = models.ForeignKey(
        Registration, null=True, blank=True, on_delete=models.CASCADE, related_name="badges"
    )
    code = models.CharField(max_length=32, unique=True, default=new_code, editable=False)
    # Typed at the door where nothing can scan; means something only in a host's session.
    number = models.PositiveIntegerField(_("number"))
    created_at = models.DateTimeField(default=now, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = BadgeQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("event", "number"), name="badge_number_once"),
            models.UniqueConstraint(
                fields=("registration",),
                condition=models.Q(revoked_at__isnull=True),
                name="one_valid_badge_each",
            ),
        )

    def __str__(self) -> str:
        return f"badge {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("contacts:badge", args=[self.code])


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
