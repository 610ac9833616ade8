"""At the door: the badge somebody wears, and that she came."""

import secrets
from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Event
from events.guests.models import Registration
from networking.accounts.models import User
from networking.associations.models import Association
from networking.paper.labels import Label
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


class OwnLabel(models.Model):
    """A sheet of labels that an association measured itself. All lengths are in millimetres."""

    tenant: ClassVar[str | None] = "association"

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, related_name="own_labels"
    )
    name = models.CharField(max_length=60)
    sheet_width = models.FloatField()
    sheet_height = models.FloatField()
    columns = models.PositiveSmallIntegerField()
    rows = models.PositiveSmallIntegerField()
    width = models.FloatField()
    height = models.FloatField()
    left = models.FloatField()
    top = models.FloatField()
    # From one label's edge to the same edge of the next.
    x = models.FloatField()
    y = models.FloatField()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("association", "name"), name="each_own_label_once"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return f"own-{self.pk}"

    def label(self) -> Label:
        """Return it as paper knows it."""
        return Label(
            key=self.key,
            name=self.name,
            sheet=(self.sheet_width, self.sheet_height),
            columns=self.columns,
            rows=self.rows,
            width=self.width,
            height=self.height,
            left=self.left,
            top=self.top,
            x=self.x,
            y=self.y,
        )


class PrintSettings(models.Model):
    """How an association last printed badges: where the next print, and one at the door, begin."""

    tenant: ClassVar[str | None] = "association"

    association = models.OneToOneField(
        Association, on_delete=models.CASCADE, related_name="print_settings"
    )
    # As the print form takes them: they are read through it, so old ones can't do harm.
    wishes = models.JSONField(default=dict)

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "print settings"

    def __str__(self) -> str:
        return f"print settings #{self.pk}"


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
