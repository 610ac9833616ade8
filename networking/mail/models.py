"""The outbox: every mail of the site is a row first, written with whatever causes it."""

import secrets
from email.utils import parseaddr
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.accounts.models import User
from networking.associations.models import Association
from networking.time import now


class Priority(models.IntegerChoices):
    """What leaves first. A whole mailing never stands before somebody who waits for a code."""

    NOW = 0, _("somebody is waiting for it")
    ORDINARY = 1, _("about what one did oneself")
    MAILING = 2, _("to many at once")


class State(models.TextChoices):
    """Where a mail stands."""

    WAITING = "waiting", _("Waiting")
    # Leased by a sender; if the lease ends with nothing said, the mail waits again.
    SENDING = "sending", _("Leaving")
    SENT = "sent", _("Sent")
    # The server refused it for good, or it was tried too often.
    FAILED = "failed", _("Failed")
    # No longer wanted when its turn came: cancelled, done, stopped, a dead address.
    DROPPED = "dropped", _("Withdrawn")
    # The line broke after the whole mail was handed over, before the server's word.
    UNCERTAIN = "uncertain", _("Uncertain")


# Those that may still leave, and those for which all is said.
OPEN = frozenset({State.WAITING, State.SENDING})
SETTLED = frozenset({State.SENT, State.FAILED, State.DROPPED})
# Those that wait for somebody to say "try again".
STUCK = frozenset({State.FAILED, State.UNCERTAIN})


def new_message_id() -> str:
    """Return a Message-ID; made with the row, so that a mail sent twice is known as one."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{secrets.token_hex(16)}@{domain or 'localhost'}>"


def topic_of(association: Association) -> str:
    """Return the topic under which one stops mails of a kind from one association only."""
    return f"association:{association.pk}"


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def waiting(self) -> Self:
        """Those that have not left yet and belong to no sender."""
        return self.filter(state=State.WAITING)

    def due(self) -> Self:
        """Those that may leave now."""
        return self.waiting().filter(due_at__lte=now())

    def stranded(self) -> Self:
        """Those whose sender died or hangs, and those in doubt that may be tried once more."""
        return self.filter(state__in=(State.SENDING, State.UNCERTAIN), lease_until__lt=now())


class OutgoingMail(models.Model):
    """One mail to one address. What it says is made when it leaves, from `kind` and `params`."""

    tenant: ClassVar[str | None] = "association"

    kind = models.CharField(max_length=60)
    to = models.EmailField(_("to"))
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    association = models.ForeignKey(
        Association, null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    language = models.CharField(max_length=5, default=settings.LANGUAGE_CODE)
    # Said twice, it is one mail.
    key = models.CharField(max_length=200, unique=True)
    # What it is about ("event:12"), so that all mails about it can be withdrawn or stopped.
    topic = models.CharField(max_length=60, blank=True)
    params = models.JSONField(default=dict)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.ORDINARY)

    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    # Not before this instant; a temporary refusal moves it.
    due_at = models.DateTimeField(default=now)
    attempts = models.PositiveSmallIntegerField(default=0)
    # How often the line broke after the mail was handed over.
    doubts = models.PositiveSmallIntegerField(default=0)
    lease = models.CharField(max_length=32, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    message_id = models.CharField(max_length=200, default=new_message_id, editable=False)
    last_error = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        indexes = (
            # The sweep reads the head of each of these and nothing else, however long the table.
            models.Index(
                fields=("priority", "due_at"),
                condition=Q(state="waiting"),
                name="mail_waiting",
            ),
            models.Index(
                fields=("lease_until",),
                condition=Q(lease_until__isnull=False),
                name="mail_leased",
            ),
            models.Index(fields=("topic",), condition=~Q(topic=""), name="mail_topic"),
            models.Index(fields=("association", "-made_at"), name="mail_of_association"),
            # What the operator looks for: a few among all those that were sent. One index each,
            # for SQLite does not see that a list of states is the one of an index.
            models.Index(fields=("-made_at",), condition=Q(state="failed"), name="mail_failed"),
            models.Index(
                fields=("-made_at",), condition=Q(state="uncertain"), name="mail_uncertain"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class Reason(models.TextChoices):
    """Why no more mail goes there."""

    ASKED = "asked", _("asked for")
    BOUNCED = "bounced", _("the address doesn't exist")
    COMPLAINED = "complained", _("called unwanted")


# Why an address is no good any longer: not what its owner said to us.
TROUBLED = frozenset({Reason.BOUNCED, Reason.COMPLAINED})


class StopQuerySet(models.QuerySet["Stop"]):
    def against(self, kind: str, *, of: Association) -> Self:
        """Those that forbid mails of this kind from this association, whatever they are about."""
        return self.filter(kind__in=("*", kind), topic__in=("", topic_of(of)))

    def troubled(self) -> Self:
        """Those of addresses that nobody has, or whose owner called our mails unwanted."""
        return self.filter(reason__in=TROUBLED)


class Stop(models.Model):
    """That somebody wants no more mails of a kind ("*": of any), about one thing or at all."""

    tenant: ClassVar[str | None] = None

    address = models.EmailField()
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.CASCADE, related_name="mail_stops"
    )
    kind = models.CharField(max_length=60)
    topic = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=10, choices=Reason.choices, default=Reason.ASKED)
    since = models.DateTimeField(default=now, editable=False)

    objects = StopQuerySet.as_manager()

    class Meta:
        ordering = ("-since",)
        constraints = (
            models.UniqueConstraint(
                fields=("address", "kind", "topic", "reason"), name="one_stop_each"
            ),
        )

    def __str__(self) -> str:
        return f"stop {self.kind} #{self.pk}"

    def is_against(self, mail: OutgoingMail) -> bool:
        """Whether it forbids this mail, by its address or by the person it is for."""
        asked_by = self.user_id is not None and self.reason == Reason.ASKED
        theirs = self.address == mail.to or (asked_by and self.user_id == mail.user_id)
        topics = {"", mail.topic, topic_of(mail.association) if mail.association else ""}
        return theirs and self.kind in {"*", mail.kind} and self.topic in topics


class Halt(models.TextChoices):
    """How much of the mail is stopped by the operator's switch."""

    NOTHING = "", _("everything leaves")
    BUT_CODES = "but_codes", _("only sign-in codes leave")
    EVERYTHING = "everything", _("nothing leaves")

    def lets_through(self, priority: int) -> bool:
        """Whether a mail of this priority may leave."""
        return self == Halt.NOTHING or (self == Halt.BUT_CODES and priority == Priority.NOW)


class Switch(models.Model):
    """The one switch that stops all sending. Without its row everything leaves."""

    ONE: ClassVar[int] = 1

    tenant: ClassVar[str | None] = None

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONE, editable=False)
    halt = models.CharField(max_length=12, choices=Halt.choices, blank=True, default=Halt.NOTHING)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="one_mail_switch"),)

    def __str__(self) -> str:
        return f"mail switch: {self.halt or 'on'}"


class Departures(models.Model):
    """How many mails left to one domain in ten seconds; kept for two minutes (see `domains.py`)."""

    tenant: ClassVar[str | None] = None

    slice = models.BigIntegerField()
    domain = models.CharField(max_length=254)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "departures"
        constraints = (
            models.UniqueConstraint(fields=("slice", "domain"), name="one_count_a_slice"),
        )

    def __str__(self) -> str:
        return f"{self.number} in slice {self.slice}"
