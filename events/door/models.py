"""At the door: the badge somebody wears, and that she came."""

import secrets
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
    AFTERWARDS = "afterwards", _("afterwards")


class CheckIn(models.Model):
    """That a guest came; one at most for each, whatever two hosts tap at the same instant."""

    tenant: ClassVar[str | None] = "registration__event__association"

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="check_in"
    )
    at = models.DateTimeField(default=now)
    late = models.BooleanField(default=False)
    source = models.CharField(max_length=10, choices=CheckInSource.choices)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"check-in #{self.pk}"
