"""What somebody wrote to a person she met."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from networking.mail.models import OutgoingMail
from networking.mail.models import State as MailState
from networking.time import now

LONGEST = 4000


class Way(models.TextChoices):
    """By which way it went."""

    OWN = "own", _("in your own mail program")
    COPIED = "copied", _("copied")
    SENT = "sent", _("sent from Tablée")


class Coffee(models.TextChoices):
    """How one proposes to meet again."""

    NONE = "", _("Not now")
    VIDEO = "video", _("By video")
    PLACE = "place", _("Somewhere")


class Letter(models.Model):
    """The words to one person met, what goes along, and how they went; none yet: a draft."""

    tenant: ClassVar[str | None] = "follow_up__event__association"

    follow_up = models.OneToOneField(
        "reminders.FollowUp", on_delete=models.CASCADE, related_name="letter"
    )
    way = models.CharField(max_length=6, choices=Way.choices, blank=True)
    language = models.CharField(max_length=5, default=settings.LANGUAGE_CODE)
    text = models.TextField(max_length=LONGEST)
    link = models.CharField(max_length=500, blank=True)
    coffee = models.CharField(max_length=5, choices=Coffee.choices, blank=True)
    # The link of a video call, or the place.
    where = models.CharField(max_length=300, blank=True)
    # ISO instants in UTC, in order.
    times = models.JSONField(default=list, blank=True)
    written_at = models.DateTimeField(default=now)
    mail = models.OneToOneField(
        OutgoingMail, null=True, blank=True, on_delete=models.SET_NULL, related_name="letter"
    )
    # How often it was taken back before it left: each time its mail has another key.
    turn = models.PositiveSmallIntegerField(default=0)
    # What the contact said before, should it be taken back.
    seen_before = models.DateField(null=True, blank=True)
    wrote_before = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(coffee="") | models.Q(where="", times=[]),
                name="only_a_coffee_has_times",
            ),
        )

    def __str__(self) -> str:
        return f"letter #{self.pk}"

    @property
    def is_written(self) -> bool:
        """Whether it went; else it is a draft."""
        return bool(self.way)

    @property
    def starts(self) -> list[dt.datetime]:
        """The times proposed for a coffee."""
        return [dt.datetime.fromisoformat(each) for each in self.times]

    @property
    def is_waiting(self) -> bool:
        """Whether its mail can still be taken back."""
        return self.mail is not None and self.mail.state == MailState.WAITING

    @property
    def has_failed(self) -> bool:
        """Whether the mail server refused it for good."""
        return self.mail is not None and self.mail.state == MailState.FAILED

    @property
    def may_be_taken_back(self) -> bool:
        return self.way != Way.SENT or self.is_waiting


class Enclosure(models.Model):
    """A file that goes along with a letter; it goes once the letter has left."""

    tenant: ClassVar[str | None] = "letter__follow_up__event__association"

    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, related_name="enclosure")
    name = models.CharField(max_length=120)
    type = models.CharField(max_length=60)
    data = models.BinaryField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"enclosure #{self.pk}"
