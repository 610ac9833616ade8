"""What is done to a list as a whole: kept views, files read in, duplicates, merges."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from followups.contacts.models.contacts import Contact
from networking.accounts.models import User
from networking.time import now


class SavedView(models.Model):
    """A selection of one's contacts under a name: the address's query, as it was."""

    tenant: ClassVar[str | None] = None

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="contact_views")
    name = models.CharField(_("name"), max_length=60)
    query = models.TextField()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("owner", "name"), name="one_contact_view_a_name"),
        )

    def __str__(self) -> str:
        return f"contact view #{self.pk}"


class Import(models.Model):
    """A file as it was read; once it is confirmed, what it brought can be taken back for a day."""

    tenant: ClassVar[str | None] = None

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="contact_imports")
    file_name = models.CharField(max_length=120)
    # What was read, kept until it is written (`importing.kept`).
    file = models.CharField(max_length=120, blank=True, editable=False)
    new = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # How many cards the file holds, how many of them are through, and when the last ones were.
    total = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)
    touched_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When the last card was written: before that, confirming goes on where it was broken off.
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    # How each contact looked that it brought, by her number: who looks different was changed since.
    digests = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"import of contacts #{self.pk}"


class NotSame(models.Model):
    """That two contacts which look alike are two people: they are not suggested again."""

    tenant: ClassVar[str | None] = None

    first = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="not_same_once"),
            models.CheckConstraint(
                condition=Q(first_id__lt=F("second_id")), name="not_same_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"not the same #{self.pk}"


class Merge(models.Model):
    """That two contacts became one: what both were before, so that it can be undone."""

    tenant: ClassVar[str | None] = None

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="merges")
    # Both records as they were (`merging.snapshot`).
    kept = models.JSONField()
    gone = models.JSONField()
    made_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"merge #{self.pk}"
