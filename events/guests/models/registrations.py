"""Who comes: one registration for each person and event."""

import secrets
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.calendar.models import Event
from events.guests.consent import DEFAULT_SHARED, cleaned
from events.guests.models.desk import GuestTag
from events.guests.models.imports import ImportBatch
from networking.accounts.models import User
from networking.columns import Folded
from networking.text import fold, initials, sort_key, squeeze
from networking.time import now


class Status(models.TextChoices):
    """Where a registration stands."""

    INVITED = "invited", _("Invited")
    # Self-registered, and the code from the mail not entered yet; holds no seat.
    PENDING = "pending", _("To be confirmed")
    # Asked to come to an event on approval.
    REQUESTED = "requested", _("Awaiting approval")
    WAITING = "waiting", _("Waiting list")
    # A seat came free and is kept for her until she takes it or the offer lapses.
    OFFERED = "offered", _("Seat offered")
    CONFIRMED = "confirmed", _("Registered")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", _("Cancelled")
    LAPSED = "lapsed", _("Offer lapsed")
    # Somebody else has taken her seat in her stead.
    REPLACED = "replaced", _("Replaced")


# Those who hold a seat.
SEATED = frozenset({Status.CONFIRMED, Status.OFFERED})
# Those who come no more, or never were to.
ENDED = frozenset({Status.DECLINED, Status.CANCELLED, Status.LAPSED, Status.REPLACED})


class Kind(models.TextChoices):
    """In what capacity somebody comes."""

    MEMBER = "member", _("Member")
    GUEST = "guest", _("Guest")
    VISITOR = "visitor", _("Visitor")
    SUBSTITUTE = "substitute", _("Substitute")
    WALK_IN = "walk_in", _("Walk-in")


def new_public_id() -> str:
    """Return an opaque name for a guest, for pages and pushes that may not name her."""
    return secrets.token_urlsafe(8)


# The fields from which the folded texts are made.
NAMING = frozenset({"given_name", "family_name", "organisation"})


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def confirmed(self) -> Self:
        """Those who come."""
        return self.filter(status=Status.CONFIRMED)

    def seated(self) -> Self:
        """Those who hold a seat: they come, or one is kept for them."""
        return self.filter(status__in=SEATED)

    def waiting(self) -> Self:
        """The waiting list, first come first."""
        return self.filter(status=Status.WAITING).order_by("waiting_since", "pk")

    def current(self) -> Self:
        """All but those that ended: cancelled or declined."""
        return self.exclude(status__in=ENDED)

    def by_name(self) -> Self:
        """In the order of a French list: family name first, accents aside."""
        return self.order_by("sort_name", "pk")

    def matching(self, text: str) -> Self:
        """Those whose name or organisation holds every word of `text`, accents and case aside."""
        return self.filter(holding(text))


def holding(text: str) -> models.Q:
    """Whose name or organisation holds every word of `text`, accents and case aside."""
    return models.Q(*(models.Q(search_text__contains=word) for word in fold(text).split()))


class Registration(models.Model):
    """That a person comes (or came, or may come) to an event, and what she agreed to show there.

    What an association typed about somebody stays here and never touches the person's own data.
    """

    tenant: ClassVar[str | None] = "event__association"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="registrations")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="registrations")
    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.GUEST)
    inviter = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    substitute_for = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="substitute"
    )
    batch = models.ForeignKey(
        ImportBatch, null=True, blank=True, on_delete=models.SET_NULL, related_name="registrations"
    )

    given_name = models.CharField(_("first name"), max_length=80, blank=True)
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    title = models.CharField(pgettext_lazy("of a person", "title"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    mobile = models.CharField(_("mobile"), max_length=40, blank=True)
    fax = models.CharField(_("fax"), max_length=40, blank=True)
    search_text = Folded(max_length=300, editable=False)
    sort_name = Folded(max_length=170, editable=False)

    # The fields the other participants may see; see `consent.py`, the one place that reads it.
    shared = models.JSONField(default=list, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)

    first_time = models.BooleanField(_("first time"), default=False)
    observer = models.BooleanField(_("observer"), default=False)
    objective = models.CharField(_("objective of the day"), max_length=200, blank=True)
    # For this event alone; empty: the pitch of her profile.
    pitch = models.TextField(_("pitch for this event"), max_length=4000, blank=True)
    nudged_at = models.DateTimeField(null=True, blank=True)
    diet = models.CharField(_("diet"), max_length=120, blank=True)
    to_pay = models.BooleanField(_("to pay"), default=False)
    # For those at the door: “bring her to the speaker's table”.
    remark = models.CharField(_("remark for the door"), max_length=200, blank=True)
    # By the ids of the event's questions.
    answers = models.JSONField(default=dict, blank=True)
    tags = models.ManyToManyField(GuestTag, blank=True, related_name="registrations")

    created_at = models.DateTimeField(default=now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    offered_until = models.DateTimeField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    # What the organiser wrote to her with the invitation.
    invitation_word = models.TextField(max_length=500, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ("sort_name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("event", "user"), name="one_registration_each"),
            models.CheckConstraint(
                condition=~Q(status=Status.CONFIRMED) | Q(confirmed_at__isnull=False),
                name="confirmed_has_its_instant",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.OFFERED) | Q(offered_until__isnull=False),
                name="offered_has_its_deadline",
            ),
        )
        indexes = (
            models.Index(fields=("event", "status", "sort_name")),
            models.Index(fields=("event", "status", "waiting_since")),
            # Those who may be reminded of an invitation: few, however long the table.
            models.Index(
                fields=("event",),
                condition=Q(status=Status.INVITED, reminded_at=None),
                name="invited_and_not_reminded",
            ),
        )

    def __str__(self) -> str:
        return f"registration #{self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded texts in step, whatever is saved."""
        self.prepare()
        named = kwargs.get("update_fields")
        if named is not None and NAMING.intersection(named):
            kwargs["update_fields"] = {*named, "search_text", "sort_name"}
        super().save(*args, **kwargs)

    def prepare(self) -> Self:
        """Settle what follows from the other fields, also for writing many at once.

        The folded texts follow the name; a new registration without a choice of its own begins
        with the default consent.
        """
        self.given_name = squeeze(self.given_name)
        self.family_name = squeeze(self.family_name)
        self.sort_name = sort_key(self.family_name, self.given_name)
        self.search_text = fold(f"{self.given_name} {self.family_name} {self.organisation}")
        if self._state.adding and self.consented_at is None and not self.shared:
            self.shared = cleaned(DEFAULT_SHARED)
        return self

    @property
    def full_name(self) -> str:
        """The name as it stands on the badge."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def initials(self) -> str:
        return initials(self.given_name, self.family_name)

    @property
    def is_confirmed(self) -> bool:
        return self.status == Status.CONFIRMED
