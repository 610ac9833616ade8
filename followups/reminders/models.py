"""What is due to the people one met, and the two reminders of it."""

import datetime as dt
import zoneinfo
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Event
from events.door.models import CheckIn
from followups.contacts.asking import questions_to
from followups.reminders import due
from followups.reminders.season.models import Tally
from followups.reminders.writing.models import Coffee, Enclosure, Letter, Way
from networking.accounts.models import User
from networking.mail.models import OutgoingMail
from networking.time import now

__all__ = [
    "EVERYTHING",
    "KIND",
    "Coffee",
    "Enclosure",
    "FollowUp",
    "FollowUpQuerySet",
    "Habits",
    "How",
    "Letter",
    "Reminder",
    "ReminderState",
    "State",
    "Tally",
    "Way",
    "habits_of",
]


class State(models.TextChoices):
    """Where a follow-up stands."""

    OPEN = "open", _("To do")
    DONE = "done", _("Done")
    # "Not this one": nobody writes to everybody.
    DISMISSED = "dismissed", _("Not this one")


class How(models.TextChoices):
    """Where it was said that a follow-up is done."""

    PAGE = "page", _("on the page")
    MAIL = "mail", _("from the mail")


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def of(self, owner: User) -> Self:
        """Those of one person: every read begins here, for nobody else may see them."""
        return self.filter(owner=owner)

    def open(self) -> Self:
        """Those still to do."""
        return self.filter(state=State.OPEN)

    def pressing(self) -> Self:
        """Those still to do which are not put off just now."""
        return self.open().filter(Q(snoozed_until=None) | Q(snoozed_until__lte=now()))


class FollowUp(models.Model):
    """That somebody owes a word to a person she met at an event, within 48 hours."""

    tenant: ClassVar[str | None] = "event__association"

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="follow_ups")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="follow_ups")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    done_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=10, choices=How.choices, blank=True)
    snoozed_until = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=now, editable=False)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ("-due_at", "person__sort_name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "event", "person"), name="one_follow_up_a_person_met"
            ),
            models.CheckConstraint(
                condition=~Q(owner=F("person")), name="follow_up_is_to_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False)
                | (~Q(state="done") & Q(done_at=None)),
                name="follow_up_done_has_its_instant",
            ),
        )
        indexes = (models.Index(fields=("event", "state")),)

    def __str__(self) -> str:
        return f"follow-up #{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def is_done(self) -> bool:
        return self.state == State.DONE


class ReminderState(models.TextChoices):
    """Where a reminder stands."""

    PLANNED = "planned", _("Planned")
    # In the outbox.
    QUEUED = "queued", _("Leaving")
    SENT = "sent", _("Sent")
    # Could not leave before the deadline.
    MISSED = "missed", _("Missed")
    # Nothing was left to do, or no more reminders were wanted.
    DROPPED = "dropped", _("Not needed")


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def due(self) -> Self:
        """Those whose hour has come, the earliest first."""
        return self.filter(state=ReminderState.PLANNED, due_at__lte=now()).order_by("due_at", "pk")

    def leaving(self) -> Self:
        """Those that are in the outbox, whatever became of their mails there."""
        return self.filter(state=ReminderState.QUEUED)


class Reminder(models.Model):
    """One of the two mails, at most, that remind a person of those she met at an event."""

    tenant: ClassVar[str | None] = "event__association"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reminders")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="reminders")
    number = models.PositiveSmallIntegerField(choices=((1, "1"), (2, "2")))
    due_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=ReminderState.choices, default=ReminderState.PLANNED
    )
    mail = models.OneToOneField(
        OutgoingMail, null=True, blank=True, on_delete=models.SET_NULL, related_name="reminder"
    )

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ("due_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("user", "event", "number"), name="each_reminder_once"),
        )
        indexes = (
            models.Index(fields=("due_at",), condition=Q(state="planned"), name="reminder_due"),
            models.Index(fields=("mail",), condition=Q(state="queued"), name="reminder_leaving"),
        )

    def __str__(self) -> str:
        return f"reminder {self.number} #{self.pk}"

    @property
    def deadline(self) -> dt.datetime:
        """After this instant nothing reminds any more."""
        return self.event.ends_at + due.WITHIN

    def follow_ups(self) -> FollowUpQuerySet:
        """All that its person owes after its event."""
        return FollowUp.objects.filter(owner=self.user_id, event=self.event_id)

    def is_wanted(self) -> bool:
        """Whether anything is left to remind of, and time to do it.

        The first one also asks whom she met who met nobody that we know of, and tells who would
        like to exchange cards.
        """
        if not self.user.is_active or now() >= self.deadline:
            return False
        if self.follow_ups().pressing().exists():
            return True
        if self.number != 1:
            return False
        return self.asks_whom() or bool(questions_to(self.user, self.event))

    def asks_whom(self) -> bool:
        """Whether she was there, and we know of nobody whom she met."""
        came = CheckIn.objects.filter(
            registration__event=self.event_id, registration__user=self.user_id
        )
        return not self.follow_ups().exists() and came.exists()


class Habits(models.Model):
    """When a person is not to be disturbed; without a row, the usual hours."""

    tenant: ClassVar[str | None] = None

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="reminder_habits")
    quiet_from = models.TimeField(_("from"), default=dt.time(20))
    quiet_until = models.TimeField(_("until"), default=dt.time(8))
    weekends = models.BooleanField(_("Remind me at weekends too"), default=True)

    class Meta:
        verbose_name_plural = "habits"

    def __str__(self) -> str:
        return f"habits #{self.pk}"


# The name of the mail, which is also what one stops.
KIND = "reminders.reminder"
# All mails that can be stopped.
EVERYTHING = "*"


def habits_of(user: User) -> due.Habits:
    """Return a person's habits as the rules know them; the usual hours if she chose none.

    A zone that this machine doesn't know counts as the site's.
    """
    try:
        zone = zoneinfo.ZoneInfo(user.time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        zone = zoneinfo.ZoneInfo(settings.TIME_ZONE)
    chosen: Habits | None = getattr(user, "reminder_habits", None)
    if chosen is None:
        return due.Habits(zone)
    return due.Habits(zone, chosen.quiet_from, chosen.quiet_until, chosen.weekends)
