"""Passes: what lends a hand for one event to whoever holds it, without an account."""

import datetime as dt
from typing import ClassVar, Final, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.calendar.models.events import Event, Status
from networking.accounts.models import User
from networking.time import now

# A pass is good from the day on which things are tried out until the last chairs are put away.
OPENS_BEFORE: Final = dt.timedelta(days=2)
KEPT_AFTER: Final = dt.timedelta(hours=4)


class Lent(models.TextChoices):
    """The hands that a pass can lend; the values are those of `Hand`."""

    HOST = "host", _("Door")
    FACILITATOR = "facilitator", _("Door and console")


class PassQuerySet(models.QuerySet["Pass"]):
    def valid(self) -> Self:
        """Those not taken back, whatever the hour."""
        return self.filter(revoked_at__isnull=True)


class Pass(models.Model):
    """A hand lent to whoever holds its link; it stands on the run sheet as a QR code.

    The link is signed, so that nothing kept here would open anything.
    """

    tenant: ClassVar[str | None] = "event__association"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="passes")
    hand = models.CharField(max_length=12, choices=Lent.choices)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=now, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PassQuerySet.as_manager()

    class Meta:
        ordering = ("made_at", "pk")
        verbose_name_plural = "passes"
        constraints = (
            models.UniqueConstraint(
                fields=("event", "hand"),
                condition=Q(revoked_at__isnull=True),
                name="one_valid_pass_a_hand",
            ),
        )

    def __str__(self) -> str:
        return f"pass #{self.pk}"

    @property
    def opens_at(self) -> dt.datetime:
        return self.event.starts_at - OPENS_BEFORE

    @property
    def ends_at(self) -> dt.datetime:
        return self.event.ends_at + KEPT_AFTER

    @property
    def grant(self) -> str:
        """The grant under which pages opened by it follow the event."""
        return f"pass:{self.pk}"

    def opens(self, at: dt.datetime) -> bool:
        """Whether it opens anything at this instant."""
        takes_place = self.event.status not in {Status.DRAFT, Status.CANCELLED}
        return takes_place and self.revoked_at is None and self.opens_at <= at < self.ends_at
