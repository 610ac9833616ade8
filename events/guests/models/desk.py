"""What organisers ask, note and write: questions, tags, messages; and calendars’ addresses."""

import secrets
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Event
from networking.accounts.models import User
from networking.associations.models import Association
from networking.columns import Folded
from networking.text import fold
from networking.time import now


class QuestionKind(models.TextChoices):
    """What an answer looks like."""

    TEXT = "text", _("A few words")
    CHOICE = "choice", _("One of several")
    YES_NO = "yes_no", _("Yes or no")


class Question(models.Model):
    """Something an organiser asks at registration; the answers are on the registrations."""

    tenant: ClassVar[str | None] = "event__association"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="questions")
    label = models.CharField(_("question"), max_length=200)
    kind = models.CharField(
        _("answer"), max_length=8, choices=QuestionKind.choices, default=QuestionKind.TEXT
    )
    options = models.JSONField(default=list, blank=True)
    required = models.BooleanField(_("an answer is needed"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return f"question #{self.pk}"


class GuestTag(models.Model):
    """A word organisers put on guests to find them again; guests never see it."""

    tenant: ClassVar[str | None] = "association"

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, related_name="guest_tags"
    )
    name = models.CharField(_("tag"), max_length=40)
    folded = Folded(max_length=40, editable=False)

    class Meta:
        ordering = ("folded",)
        constraints = (
            models.UniqueConstraint(fields=("association", "folded"), name="each_guest_tag_once"),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded form in step."""
        self.folded = fold(self.name)
        super().save(*args, **kwargs)


class Message(models.Model):
    """What organisers wrote to some of an event's guests, and to whom it went."""

    tenant: ClassVar[str | None] = "event__association"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="messages")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("message"), max_length=5000)
    # The filters by which its readers were chosen, as the guest list's address has them.
    audience = models.JSONField(default=dict, blank=True)
    readers = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)
    # Until then it is a draft; it goes to nobody twice.
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"message #{self.pk}"


def new_secret() -> str:
    """Return 128 random bits for an address."""
    return secrets.token_urlsafe(16)


class CalendarAddress(models.Model):
    """The secret address under which somebody's calendar program reads her breakfasts.

    It must be shown again, so it is kept as it is: 128 random bits, replaced on request.
    """

    tenant: ClassVar[str | None] = None

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="calendar_address")
    secret = models.CharField(max_length=32, unique=True, default=new_secret, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)

    def __str__(self) -> str:
        return f"calendar address #{self.pk}"
