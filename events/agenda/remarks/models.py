"""What guests sent during an event, and the votes it got."""

from typing import TYPE_CHECKING, ClassVar, Final, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from events.calendar.models import Event
from events.guests.models import Registration
from networking.accounts.models import User
from networking.time import now

# What one says in one breath, and what a screen can show.
LONGEST: Final = 280


class RemarkQuerySet(models.QuerySet["Remark"]):
    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(withdrawn_at=None)

    def during(self, event: Event, segment: int) -> Self:
        """Those that belong to one segment of an event."""
        return self.filter(event=event, segment=segment)

    def with_votes(self, guest: Registration | None = None) -> Self:
        """Each with its votes counted (`tally`), and whether one is this guest's (`voted`)."""
        hers = Vote.objects.filter(remark=OuterRef("pk"), guest=guest and guest.pk)
        return self.annotate(tally=Count("votes"), voted=Exists(hers))


class Remark(models.Model):
    """A question or a note. It goes with its author's registration, and with the event."""

    tenant: ClassVar[str | None] = "event__association"

    if TYPE_CHECKING:
        # From `with_votes`.
        tally: int
        voted: bool

    # Made by the device that sends it, so that what is sent twice is the same remark.
    id = models.UUIDField(primary_key=True)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="remarks")
    # By which the log and every device know it; never given again at an event (`Run.heard`).
    number = models.PositiveIntegerField()
    # The segment as the log knows it: the row may be gone from the agenda.
    segment = models.BigIntegerField()
    # None: noted on the console, from what was said in the room.
    author = models.ForeignKey(
        Registration, null=True, on_delete=models.CASCADE, related_name="remarks"
    )
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    # Whether her name stands beside it. Without it nobody is told, organisers included.
    named = models.BooleanField(default=True)
    text = models.CharField(max_length=LONGEST, blank=True)
    at = models.DateTimeField(default=now)
    # Its words are gone then; the row stays, so that it can't come back by being sent once more.
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ("event", "number")
        constraints = (
            models.UniqueConstraint(fields=("event", "number"), name="one_remark_a_number"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) ^ Q(text=""), name="withdrawn_has_no_words"
            ),
        )

    def __str__(self) -> str:
        return f"remark #{self.number} of event #{self.event_id}"


class Vote(models.Model):
    """That a guest would like a question to be asked: one each."""

    tenant: ClassVar[str | None] = "remark__event__association"

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="votes")
    guest = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("remark", "pk")
        constraints = (
            models.UniqueConstraint(fields=("remark", "guest"), name="one_vote_a_guest"),
        )

    def __str__(self) -> str:
        return f"vote #{self.pk}"
