"""Questions that an association adds to the bank."""

from typing import Any, ClassVar, Final, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.rounds.questions import KINDS, Kind
from networking.associations.models import Association

# As long as a projector can show at a glance.
LONGEST: Final = 180
# How plans and logs name them.
OWN: Final = "own-"


class OwnQuestionQuerySet(models.QuerySet["OwnQuestion"]):
    def offered(self) -> Self:
        """Those that can be chosen: not archived."""
        return self.filter(archived=False)


class OwnQuestion(models.Model):
    """One of them, in French, English or both. Archived it is no longer offered, never deleted:
    plans that chose it keep it.
    """

    tenant: ClassVar[str | None] = "association"

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, related_name="own_questions"
    )
    kind = models.CharField(
        _("what it invites to"),
        max_length=9,
        choices=[(kind.value, label) for kind, label in KINDS.items()],
        default=Kind.CHALLENGE.value,
    )
    fr = models.CharField(_("in French"), max_length=LONGEST, blank=True)
    en = models.CharField(_("in English"), max_length=LONGEST, blank=True)
    archived = models.BooleanField(default=False)

    objects = OwnQuestionQuerySet.as_manager()

    class Meta:
        ordering = ("association", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(fr="", en=""), name="own_question_says_something"
            ),
            models.UniqueConstraint(
                fields=("association", "fr"),
                condition=~models.Q(fr=""),
                name="one_own_question_in_french",
            ),
            models.UniqueConstraint(
                fields=("association", "en"),
                condition=~models.Q(en=""),
                name="one_own_question_in_english",
            ),
        )

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """Its name in plans and logs, whatever it comes to say."""
        return f"{OWN}{self.pk}"

    def to_json(self) -> dict[str, Any]:
        """Return it as a plan holds it."""
        told = {"kind": self.kind, "fr": self.fr, "en": self.en}
        return {**told, "archived": True} if self.archived else told
