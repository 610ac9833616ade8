"""Who met whom, where, and how: the hinge between the event and what follows."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Event
from networking.accounts.models import User
from networking.prepared import Gap
from networking.time import now


class Source(models.TextChoices):
    """How we know that two people met."""

    IMPROMPTU = "impromptu", _("Impromptu round")
    BILATERAL = "bilateral", _("bilateral exchange")
    BADGE = "badge", _("badge")
    TABLE = "table", _("table")
    TOLD = "told", _("told afterwards")


# A table of more than three makes suggestions, not follow-ups.
FOLLOWED_UP = frozenset({Source.IMPROMPTU, Source.BILATERAL, Source.BADGE, Source.TOLD})


class EncounterQuerySet(models.QuerySet["Encounter"]):
    def of(self, user: User | Gap) -> Self:
        """Those in which `user` took part."""
        return self.filter(Q(first=user) | Q(second=user))

    def followed_up(self) -> Self:
        """Those after which one writes."""
        return self.filter(source__in=FOLLOWED_UP)


class Encounter(models.Model):
    """Two people met at an event. The pair is stored in one order, so that it is one pair."""

    tenant: ClassVar[str | None] = "event__association"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="encounters")
    first = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=10, choices=Source.choices)
    # Which round, table or scan it was: with it, undoing one thing withdraws just that.
    key = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(default=now)

    objects = EncounterQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("event", "first", "second", "source"), name="one_encounter_a_source"
            ),
            models.CheckConstraint(
                condition=Q(first_id__lt=F("second_id")), name="encounter_pair_in_order"
            ),
        )
        indexes = (models.Index(fields=("second", "event")),)

    def __str__(self) -> str:
        return f"encounter #{self.pk}"

    def other(self, user: User) -> User:
        """The one whom `user` met."""
        return self.second if user.pk == self.first_id else self.first
