"""What others may do towards somebody through the site, beyond what an event brings."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from networking.accounts.models import User


class Openness(models.Model):
    """What Tablée may bring a person from others; without a row, nothing."""

    tenant: ClassVar[str | None] = None

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="openness")
    introductions = models.BooleanField(
        _("Whoever has me in their contacts may introduce me by a mail from Tablée"), default=False
    )
    words = models.BooleanField(
        _("Whoever met me at an event may write to me by a mail from Tablée"), default=False
    )

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "openness"

    def __str__(self) -> str:
        return f"openness #{self.pk}"
