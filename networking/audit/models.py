"""Who did what to whose data. Append-only; ids and verbs, never what the data said."""

from typing import Any, ClassVar, NoReturn

from django.db import models

from networking.accounts.models import User
from networking.associations.models import Association
from networking.time import now


class Entry(models.Model):
    """One thing that somebody (or, without `by`, the site itself) did."""

    tenant: ClassVar[str | None] = "association"

    association = models.ForeignKey(
        Association, null=True, on_delete=models.CASCADE, related_name="audit_entries"
    )
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name_plural = "entries"
        indexes = (models.Index(fields=("association", "-at")),)

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} #{self.subject_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write once."""
        if not self._state.adding:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002
        """Refuse: entries end only with their association."""
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise TypeError("The audit log is append-only.")
