"""The badge somebody wears, and where she sits."""

import secrets
from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Event
from events.guests.models import Registration
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
    # When it was last printed, and the digest of the face that was (`faces.digest_of`).
    printed_at = models.DateTimeField(null=True, blank=True, editable=False)
    printed_face = models.CharField(max_length=16, blank=True, editable=False)

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


class Seating(models.Model):
    """That tables were drawn for an event: how large they are, and from which seed."""

    tenant: ClassVar[str | None] = "event__association"

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="seating")
    size = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=32, editable=False)
    drawn_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"seating #{self.pk}"


class Seat(models.Model):
    """At which table a guest sits, so that whatever is printed again says the same."""

    tenant: ClassVar[str | None] = "registration__event__association"

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="seat")
    table = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("table", "pk")

    def __str__(self) -> str:
        return f"seat #{self.pk}"
