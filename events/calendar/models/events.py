"""Series and their events: when, where, for whom."""

import datetime as dt
import zoneinfo
from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networking.accounts.models import User
from networking.associations.models import Association
from networking.time import now


class Status(models.TextChoices):
    """Where an event stands in its life."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    LIVE = "live", _("Live")
    OVER = "over", _("Over")
    ARCHIVED = "archived", _("Archived")
    CANCELLED = "cancelled", _("Cancelled")


# Those of which nothing is to come, whatever the hour.
CLOSED = frozenset({Status.OVER, Status.ARCHIVED})

# The transitions there are; no other is made.
TRANSITIONS: dict[str, frozenset[str]] = {
    Status.DRAFT: frozenset({Status.PUBLISHED, Status.CANCELLED}),
    Status.PUBLISHED: frozenset({Status.LIVE, Status.OVER, Status.CANCELLED, Status.DRAFT}),
    # Undoing the start brings an event back to published.
    Status.LIVE: frozenset({Status.OVER, Status.PUBLISHED}),
    # Undoing the close brings it back to live.
    Status.OVER: frozenset({Status.ARCHIVED, Status.LIVE}),
    Status.ARCHIVED: frozenset(),
    Status.CANCELLED: frozenset(),
}
# Those in which its hours may still be chosen.
MOVABLE = frozenset({Status.DRAFT, Status.PUBLISHED})


class Policy(models.TextChoices):
    """Who may register."""

    OPEN = "open", _("Open to all")
    MEMBERS = "members", _("Members only")
    INVITATION = "invitation", _("By invitation")
    APPROVAL = "approval", _("On approval")


class Place(models.Model):
    """Where people meet; shared by a series and its events."""

    venue = models.CharField(_("venue"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    online_url = models.URLField(_("online address"), blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("seats"), default=30, validators=[MinValueValidator(1)]
    )
    policy = models.CharField(
        _("who may register"), max_length=10, choices=Policy.choices, default=Policy.OPEN
    )

    class Meta:
        abstract = True


class Series(Place):
    """A recurring event: an RFC 5545 rule and what each of its occurrences begins with."""

    tenant: ClassVar[str | None] = "association"

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="series")
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("description"), max_length=4000, blank=True)
    slug = models.SlugField(max_length=80)
    # RFC 5545: the rule's first day (DTSTART), the rule itself, and the days it skips (EXDATE).
    first_day = models.DateField(_("first day"))
    rule = models.CharField(_("recurrence"), max_length=200, blank=True)
    exceptions = models.JSONField(default=list, blank=True)
    months_ahead = models.PositiveSmallIntegerField(
        _("months made ahead"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
    )
    opens_days_before = models.PositiveSmallIntegerField(
        _("registration opens, days before"), null=True, blank=True
    )
    closes_hours_before = models.PositiveSmallIntegerField(
        _("registration closes, hours before"), null=True, blank=True
    )
    drafts = models.BooleanField(
        _("make them as drafts"),
        default=False,
        help_text=_("Only organisers see a draft, until one of them publishes it."),
    )
    # The day on which its occurrences were last made, so that once a day is enough.
    made_on = models.DateField(null=True, blank=True, editable=False)
    # A series that has ended makes no more occurrences; those there are stay.
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    starts_at_time = models.TimeField(_("starts at"), default=dt.time(8, 0))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=120)
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Paris")

    class Meta:
        ordering = ("title",)
        verbose_name_plural = "series"
        constraints = (
            models.UniqueConstraint(fields=("association", "slug"), name="series_slug_once"),
        )

    def __str__(self) -> str:
        return self.title


class EventQuerySet(models.QuerySet["Event"]):
    def public(self) -> Self:
        """Those that anybody may know of."""
        return self.exclude(status=Status.DRAFT)

    def upcoming(self) -> Self:
        """Those not over yet, the next one first."""
        return (
            self.filter(ends_at__gte=now())
            .exclude(status__in=(Status.CANCELLED, *CLOSED))
            .order_by("starts_at")
        )

    def called_off(self) -> Self:
        """Those that don't take place, the last one first."""
        return self.filter(status=Status.CANCELLED).order_by("-starts_at")

    def past(self) -> Self:
        """Those that are over, the last one first."""
        return self.filter(Q(ends_at__lt=now()) | Q(status__in=CLOSED)).order_by("-starts_at")


class Event(Place):
    """One breakfast. `starts_at` and `ends_at` are instants; people read them in `time_zone`."""

    tenant: ClassVar[str | None] = "association"

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="events")
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.SET_NULL, related_name="events"
    )
    # The day the series' rule gave it (RECURRENCE-ID); it stays when the event itself is moved.
    occurrence = models.DateField(null=True, blank=True, editable=False)
    # The fields set for this occurrence alone: a change of the series leaves them as they are.
    own_fields = models.JSONField(default=list, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(max_length=80)
    description = models.TextField(_("description"), max_length=4000, blank=True)
    cover_colour = models.CharField(
        _("cover colour"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour such as #8a1c42."))],
    )
    cover = models.ImageField(_("cover picture"), upload_to="covers", blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Paris")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    registration_opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    welcome_minutes = models.PositiveSmallIntegerField(
        default=15, help_text="Who checks in after the welcome's end is late."
    )
    # Why it was cancelled, in the organiser's words, for the mail and the page.
    cancel_note = models.TextField(
        _("a word to those who were to come"), max_length=500, blank=True
    )
    # When it was to begin as first announced, if it has been moved since.
    moved_from = models.DateTimeField(null=True, blank=True, editable=False)
    # RFC 5546: raised with every change that people's calendars must learn of.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    # The instant of the last change, for calendar programs that ask what is new.
    changed_at = models.DateTimeField(default=now, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("association", "slug"), name="event_slug_once"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="event_ends_after_start"
            ),
            models.UniqueConstraint(fields=("series", "occurrence"), name="each_occurrence_once"),
        )
        indexes = (models.Index(fields=("association", "starts_at")),)

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Note the instant of the change, whatever is saved."""
        self.changed_at = now()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "changed_at"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("calendar:event", args=[self.association.slug, self.slug])

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The zone in which this event's hours are read."""
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def local_start(self) -> dt.datetime:
        return self.starts_at.astimezone(self.zone)

    @property
    def local_end(self) -> dt.datetime:
        return self.ends_at.astimezone(self.zone)

    @property
    def welcome_ends_at(self) -> dt.datetime:
        """After this instant, whoever checks in is late."""
        return self.starts_at + dt.timedelta(minutes=self.welcome_minutes)

    @property
    def is_announced(self) -> bool:
        """Whether people may count on it: published or live, and not at its end."""
        return self.status in {Status.PUBLISHED, Status.LIVE} and self.ends_at > now()

    @property
    def channel(self) -> str:
        """The name under which changes of this event are pushed to open pages."""
        return f"event:{self.pk}"


class Hand(models.TextChoices):
    """The roles one can be lent for a single event."""

    FACILITATOR = "facilitator", _("Facilitator")
    HOST = "host", _("Host")
    SPEAKER = "speaker", _("Speaker")


class EventRole(models.Model):
    """A hand lent for one event, whatever one is in the association."""

    tenant: ClassVar[str | None] = "event__association"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="roles")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="event_roles")
    role = models.CharField(max_length=12, choices=Hand.choices)

    class Meta:
        ordering = ("role", "pk")
        constraints = (
            models.UniqueConstraint(fields=("event", "user", "role"), name="each_hand_once"),
        )

    def __str__(self) -> str:
        return f"{self.role} #{self.pk}"
