"""How an association prints: its own labels, and what it asked for last."""

from typing import ClassVar

from django.db import models

from networking.associations.models import Association
from networking.paper.labels import Label


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
