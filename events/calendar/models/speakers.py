"""Who speaks, or might."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.calendar.models.events import Event
from networking.accounts.models import User
from networking.associations.models import Association
from networking.time import now


class Standing(models.TextChoices):
    """How far one is with somebody who might speak."""

    IDEA = "idea", pgettext_lazy("of a speaker", "Idea")
    ASKED = "asked", pgettext_lazy("of a speaker", "Asked")
    AGREED = "agreed", pgettext_lazy("of a speaker", "Agreed")
    DECLINED = "declined", pgettext_lazy("of a speaker", "Declined")


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    def agreed(self) -> Self:
        """Those who said yes; the others are the organisers' own affair."""
        return self.filter(standing=Standing.AGREED)

    def unplaced(self) -> Self:
        """The season's ideas: those who have no event."""
        return self.filter(event=None)


class Speaker(models.Model):
    """Somebody who speaks at an event, or might at one of the season (then without an event)."""

    tenant: ClassVar[str | None] = "association"

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="speakers")
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="speakers"
    )
    # As the association knows it; she is enrolled with it once she has agreed.
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    # Her account: it gives her the speaker's view of the event.
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    given_name = models.CharField(_("first name"), max_length=80, blank=True)
    family_name = models.CharField(_("family name"), max_length=80)
    title = models.CharField(pgettext_lazy("of a person", "title"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    about = models.TextField(_("about"), max_length=1000, blank=True)
    standing = models.CharField(
        _("where we stand"), max_length=8, choices=Standing.choices, default=Standing.IDEA
    )
    created_at = models.DateTimeField(default=now, editable=False)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return f"speaker #{self.pk}"

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()
