"""What happened with a contact, and what was promised: the lines of a contact's timeline."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followups.contacts.models.contacts import LONGEST_NOTE, Contact
from networking.accounts.models import User
from networking.time import now


class Kind(models.TextChoices):
    """What an entry of the journal is about."""

    NOTE = "note", _("Note")
    MESSAGE = "message", _("Message")
    CALL = "call", _("Call")
    COFFEE = "coffee", _("Coffee")


class Entry(models.Model):
    """What happened with a contact on a day, in its owner's words (Markdown)."""

    tenant: ClassVar[str | None] = None

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(_("what it was"), max_length=8, choices=Kind.choices, default=Kind.NOTE)
    on = models.DateField(_("day"))
    text = models.TextField(_("in your words"), max_length=LONGEST_NOTE, blank=True)
    made_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ("-on", "-pk")
        indexes = (models.Index(fields=("contact", "on")),)
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"entry #{self.pk}"


class Promise(models.Model):
    """Something its owner promised a contact, perhaps by a day."""

    tenant: ClassVar[str | None] = None

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="promises")
    text = models.CharField(_("what I promised"), max_length=250)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = (models.F("due_on").asc(nulls_last=True), "pk")
        indexes = (
            models.Index(fields=("contact",), condition=Q(done_on=None), name="promise_open"),
        )

    def __str__(self) -> str:
        return f"promise #{self.pk}"

    def is_late(self, day: dt.date) -> bool:
        """Whether it should have been kept before this day."""
        return self.done_on is None and self.due_on is not None and self.due_on < day


class Introduced(models.TextChoices):
    """How two contacts were introduced to each other."""

    SENT = "sent", _("mailed by Tablée")
    OWN = "own", _("in your own mail program")


class Introduction(models.Model):
    """That somebody introduced two contacts of hers to each other; it stands on both."""

    tenant: ClassVar[str | None] = None

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="introductions")
    first = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=4, choices=Introduced.choices)
    text = models.TextField(_("what you wrote"), max_length=LONGEST_NOTE, blank=True)
    made_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(first=models.F("second")), name="introduction_takes_two"
            ),
        )
        indexes = (models.Index(fields=("first",)), models.Index(fields=("second",)))

    def __str__(self) -> str:
        return f"introduction #{self.pk}"
