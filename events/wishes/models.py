"""Who would like to meet whom at an event, and what the other said."""

from typing import ClassVar, Final, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Event
from events.guests.models import Registration
from events.guests.models import Status as GuestStatus
from networking.accounts.models import Block
from networking.time import now

# Wishes on their way and accepted ones that a guest may have going out, unless an organiser says
# otherwise; as many as one exchanges with in a quarter of an hour, and two more.
MOST: Final = 5
LONGEST_WHY: Final = 200


class State(models.TextChoices):
    """Where a wish stands."""

    OPEN = "open", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    # Kindly: also said by who accepted and can't after all.
    DECLINED = "declined", _("Declined")
    # Taken back by who asked.
    WITHDRAWN = "withdrawn", _("Withdrawn")


# Of these there is one at most from one guest to another.
STANDING = frozenset({State.OPEN, State.ACCEPTED})

_PAIR = (
    Q(by=OuterRef("registration__user"), person=OuterRef("wanted__user")),
    Q(by=OuterRef("wanted__user"), person=OuterRef("registration__user")),
)


class WishQuerySet(models.QuerySet["Wish"]):
    def of(self, event: Event) -> Self:
        """Those between two who come to this event: who gave up her seat has withdrawn hers."""
        return self.filter(
            registration__event=event,
            registration__status=GuestStatus.CONFIRMED,
            wanted__status=GuestStatus.CONFIRMED,
        )

    def standing(self) -> Self:
        """Those that wait for an answer, and those that were accepted."""
        return self.filter(state__in=STANDING)

    def between(self, one: Registration, other: Registration) -> Self:
        """Those of these two, in either direction."""
        return self.filter(Q(registration=one, wanted=other) | Q(registration=other, wanted=one))

    def together(self) -> Self:
        """Those of people who may be brought together, as far as both of them are concerned."""
        return self.filter(~Exists(Block.objects.filter(_PAIR[0] | _PAIR[1])))

    def seen_by(self, guest: Registration) -> Self:
        """Those a guest may see: what she asked, and what she was asked.

        Whoever she is kept apart from by somebody’s wish doesn’t reach her. What she asked of
        somebody who keeps apart from her looks as it did: nothing tells her.
        """
        asker_keeps_apart = Exists(Block.objects.filter(_PAIR[0]))
        wanted_keeps_apart = Exists(Block.objects.filter(_PAIR[1]))
        mine = Q(registration=guest) & ~asker_keeps_apart
        to_me = Q(wanted=guest) & ~wanted_keeps_apart
        return self.filter(mine | to_me & (~asker_keeps_apart | ~Q(state__in=STANDING)))

    def news_to_the_wanted(self) -> Self:
        """Those of which no mail has told who is wanted: she was asked, or it fell through."""
        fell_through = Q(state=State.WITHDRAWN, answered_at__isnull=False)
        return self.together().filter(Q(state=State.OPEN) | fell_through, asked_told=False)

    def news_to_the_asker(self) -> Self:
        """Those of whose answer no mail has told who asked."""
        answered = self.filter(state__in=(State.ACCEPTED, State.DECLINED), answer_told=False)
        return answered.filter(~Exists(Block.objects.filter(_PAIR[0])))


class Wish(models.Model):
    """That a guest of an event would like to meet another one there, and why."""

    tenant: ClassVar[str | None] = "registration__event__association"

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="wishes")
    wanted = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="wishes_received"
    )
    why = models.CharField(_("why I’d like to meet you"), max_length=LONGEST_WHY, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    asked_at = models.DateTimeField(default=now, editable=False)
    # The other's yes or no, whatever became of it later.
    answered_at = models.DateTimeField(null=True, blank=True)
    # When it was withdrawn; or, once accepted, when either of the two could not come after all.
    ended_at = models.DateTimeField(null=True, blank=True)
    # Whether a mail has said so: to the one that she is wanted, to the other what was answered.
    asked_told = models.BooleanField(default=False, editable=False)
    answer_told = models.BooleanField(default=False, editable=False)

    objects = WishQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "pk")
        verbose_name_plural = "wishes"
        constraints = (
            models.UniqueConstraint(
                fields=("registration", "wanted"),
                condition=Q(state__in=("open", "accepted")),
                name="one_standing_wish_each",
            ),
            models.CheckConstraint(
                condition=~Q(registration=F("wanted")), name="nobody_wishes_for_herself"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("accepted", "declined"), answered_at__isnull=False)
                | Q(state="open", answered_at=None, ended_at=None)
                | Q(state="withdrawn", ended_at__isnull=False),
                name="wish_has_its_instants",
            ),
        )
        indexes = (
            # What no mail has told of yet: few, however long the table.
            models.Index(
                fields=("wanted",),
                condition=Q(state__in=("open", "withdrawn"), asked_told=False),
                name="wish_asked_untold",
            ),
            models.Index(
                fields=("registration",),
                condition=Q(state__in=("accepted", "declined"), answer_told=False),
                name="wish_answer_untold",
            ),
        )

    def __str__(self) -> str:
        return f"wish #{self.pk}"

    @property
    def was_taken_back(self) -> bool:
        """Whether it was accepted, and one of the two could not come after all."""
        return self.ended_at is not None and self.answered_at is not None


class WishLimit(models.Model):
    """How many wishes a guest of an event may have going out; 0: none are made there."""

    tenant: ClassVar[str | None] = "event__association"

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="wish_limit")
    most = models.PositiveSmallIntegerField(
        _("wishes a guest may have going out"),
        default=MOST,
        validators=[MaxValueValidator(30)],
        help_text=_("Those that wait for an answer and those accepted. 0: no wishes here."),
    )

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"wish limit #{self.pk}"
