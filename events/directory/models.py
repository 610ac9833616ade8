"""What guests note about whom to meet, and the words an association holds equal."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.guests.models import Registration
from networking.accounts.models import User
from networking.associations.models import Association
from networking.time import now


class Star(models.Model):
    """That somebody wants to remember a guest of an event; nobody else ever sees it."""

    tenant: ClassVar[str | None] = "registration__event__association"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="stars")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="stars")
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("user", "registration"), name="one_star_each"),
        )

    def __str__(self) -> str:
        return f"star #{self.pk}"


class StarsOnPaper(models.Model):
    """That a guest wants those she starred on her own card on paper, which organisers print."""

    tenant: ClassVar[str | None] = "registration__event__association"

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="stars_on_paper"
    )
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"stars on paper #{self.pk}"


class IntroductionRequest(models.Model):
    """That a guest would like an organiser to introduce her to another guest of the event."""

    tenant: ClassVar[str | None] = "registration__event__association"

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="introductions_asked"
    )
    wanted = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(_("why"), max_length=200, blank=True)
    asked_at = models.DateTimeField(default=now, editable=False)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("registration", "wanted"), name="one_introduction_request_each"
            ),
        )

    def __str__(self) -> str:
        return f"introduction request #{self.pk}"


class Synonyms(models.Model):
    """Words that an association holds equal when offers and needs are compared."""

    tenant: ClassVar[str | None] = "association"

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="synonyms")
    words = models.JSONField(default=list)

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "synonyms"

    def __str__(self) -> str:
        return f"synonyms #{self.pk}"
