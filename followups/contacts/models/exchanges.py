"""Cards that guests hand to one another."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Event
from networking.accounts.models import User
from networking.time import now


class ExchangeState(models.TextChoices):
    """Where an exchange of cards stands."""

    ASKED = "asked", _("asked")
    MADE = "made", _("made")
    DECLINED = "declined", _("declined")


class Exchange(models.Model):
    """That somebody scanned another's badge and asks to exchange cards."""

    tenant: ClassVar[str | None] = "event__association"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="exchanges")
    asker = models.ForeignKey(User, on_delete=models.CASCADE, related_name="exchanges_asked")
    asked = models.ForeignKey(User, on_delete=models.CASCADE, related_name="exchanges_received")
    state = models.CharField(
        max_length=8, choices=ExchangeState.choices, default=ExchangeState.ASKED
    )
    # What the asker hands over once it is made.
    offers = models.JSONField(default=list, blank=True)
    asked_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("event", "asker", "asked"), name="one_exchange_each_way"
            ),
            models.CheckConstraint(condition=~Q(asker=F("asked")), name="exchange_takes_two"),
        )

    def __str__(self) -> str:
        return f"exchange #{self.pk}"


class GivenCardQuerySet(models.QuerySet["GivenCard"]):
    def held(self) -> Self:
        """Those not taken back."""
        return self.filter(taken_back_at=None)


class GivenCard(models.Model):
    """That somebody handed another her card at an event, and which fields were on it."""

    tenant: ClassVar[str | None] = "event__association"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="given_cards")
    giver = models.ForeignKey(User, on_delete=models.CASCADE, related_name="cards_given")
    receiver = models.ForeignKey(User, on_delete=models.CASCADE, related_name="cards_received")
    # Names of fields, those of `events.guests.consent.FIELDS`.
    fields = models.JSONField(default=list, blank=True)
    given_at = models.DateTimeField(default=now)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = GivenCardQuerySet.as_manager()

    class Meta:
        ordering = ("-given_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("event", "giver", "receiver"), name="one_given_card_each_way"
            ),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="card_is_given_away"),
        )

    def __str__(self) -> str:
        return f"given card #{self.pk}"
