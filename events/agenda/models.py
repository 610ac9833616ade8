"""The agenda of an event, and the log of what happened when it ran."""

import datetime as dt
import secrets
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.agenda.clock import Planned
from events.agenda.hours import at_hour
from events.agenda.log import Entry
from events.agenda.remarks.models import Remark, Vote
from events.calendar.models import Event
from networking.accounts.models import User
from networking.associations.models import Association

__all__ = ["AgendaTemplate", "Command", "Remark", "Run", "Segment", "Vote", "new_nonce"]


class Segment(models.Model):
    """One timed part of an agenda, as it is planned."""

    tenant: ClassVar[str | None] = "event__association"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="segments")
    position = models.PositiveSmallIntegerField(default=0)
    format = models.CharField(_("format"), max_length=30)
    title = models.CharField(_("title"), max_length=80)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    # On the wall of the event's place: it waits for this hour, should those before be done early.
    not_before = models.TimeField(_("not before"), null=True, blank=True)
    by_itself = models.BooleanField(_("goes on by itself"), default=False)
    # Who leads it, as it is typed; empty: whoever has the role for it.
    lead = models.CharField(_("led by"), max_length=120, blank=True)
    notes = models.TextField(_("notes"), max_length=2000, blank=True)
    options = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("event", "position", "pk")
        constraints = (
            models.CheckConstraint(condition=models.Q(minutes__gte=1), name="segment_takes_time"),
        )

    def __str__(self) -> str:
        return self.title

    def planned(self, start: dt.datetime) -> Planned:
        """Return it as the clock knows it, at an event with this start in its own zone."""
        return Planned(
            id=self.pk,
            format=self.format,
            title=self.title,
            length=dt.timedelta(minutes=self.minutes),
            options=self.options,
            notes=self.notes,
            not_before=None if self.not_before is None else at_hour(self.not_before, start),
            by_itself=self.by_itself,
        )


class AgendaTemplate(models.Model):
    """An agenda that an association keeps under a name, to begin others with."""

    tenant: ClassVar[str | None] = "association"

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, related_name="agenda_templates"
    )
    name = models.CharField(_("name"), max_length=60)
    # Segments without an event; `own_templates` writes them, and reads them with care.
    lines = models.JSONField(default=list)

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("association", "name"), name="one_agenda_template_a_name"
            ),
        )

    def __str__(self) -> str:
        return self.name


def new_nonce() -> str:
    """Return what a run's links are signed with; a new one revokes them all."""
    return secrets.token_urlsafe(12)


class Run(models.Model):
    """An event being run, or that was. Its row is the lock behind which commands queue."""

    tenant: ClassVar[str | None] = "event__association"

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="run")
    rev = models.PositiveIntegerField(default=0)
    # Empty until links are revoked for the first time.
    nonce = models.CharField(max_length=24, blank=True, editable=False)
    # What pages were told of remarks: how often (`all`; `seen`, of what the room may see), the last
    # number given, and the votes by number.
    heard = models.JSONField(default=dict, editable=False)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"run #{self.pk}, rev {self.rev}"

    def log(self) -> list[Entry]:
        """Return the whole log, oldest first."""
        return [command.entry() for command in self.commands.all()]


class Command(models.Model):
    """One line of the log; never changed, never deleted. What it means stands in `log.py`."""

    tenant: ClassVar[str | None] = "run__event__association"

    # Made by the device that sends it, so that a command sent twice is the same command.
    id = models.UUIDField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="commands")
    rev = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    at = models.DateTimeField()
    # Nobody tapped for it: it never makes a facilitator's tap stale, and "undo" passes it over.
    system = models.BooleanField(default=False)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("run", "rev")
        constraints = (
            models.UniqueConstraint(fields=("run", "rev"), name="one_command_a_revision"),
        )

    def __str__(self) -> str:
        return f"{self.rev}: {self.kind}"

    def entry(self) -> Entry:
        """Return it as the log knows it."""
        payload: dict[str, Any] = self.payload
        return Entry(
            rev=self.rev,
            kind=self.kind,
            at=self.at,
            payload=payload,
            system=self.system,
        )
