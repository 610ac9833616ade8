"""The pitch profile: who I am, what I offer, what I look for. The person's own, across events."""

from pathlib import PurePosixPath
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from networking.accounts.models import User
from networking.associations.models import Association
from networking.columns import Folded
from networking.profiles.pitch import DEFAULT_PACE, FASTEST, SLOWEST, words
from networking.profiles.readiness import Part
from networking.profiles.tags import Used, stem
from networking.text import fold


class Profile(models.Model):
    """What a person says of herself. What others see of it is settled by consent, per event."""

    tenant: ClassVar[str | None] = None

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="profile")
    title = models.CharField(pgettext_lazy("of a person", "title"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    mobile = models.CharField(_("mobile"), max_length=40, blank=True)
    fax = models.CharField(_("fax"), max_length=40, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=80, blank=True)
    # Codes such as "fr", in the order in which they are offered; see `languages.py`.
    languages = models.JSONField(_("languages"), default=list, blank=True)
    website = models.URLField(_("website"), blank=True)
    # Up to three further addresses.
    links = models.JSONField(_("links"), default=list, blank=True)
    # Never public: see `sight.py` for who may see it.
    picture = models.FileField(_("picture"), upload_to="faces", blank=True, db_index=True)
    headline = models.CharField(_("in one line"), max_length=120, blank=True)
    pitch = models.TextField(_("my pitch"), max_length=4000, blank=True)
    pace = models.PositiveSmallIntegerField(
        _("words per minute"),
        default=DEFAULT_PACE,
        validators=[MinValueValidator(SLOWEST), MaxValueValidator(FASTEST)],
    )
    # Hers to say or not; they stand on her badges.
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    # One a line.
    starters = models.TextField(_("easy subjects"), max_length=500, blank=True)

    def __str__(self) -> str:
        return f"profile #{self.pk}"

    @property
    def offers(self) -> list["Wanted"]:
        """What she gives, in her order. Prefetch `wanted__tag` for many."""
        return [each for each in self.wanted.all() if each.kind == Kind.OFFER]

    @property
    def needs(self) -> list["Wanted"]:
        """What she looks for, in her order."""
        return [each for each in self.wanted.all() if each.kind == Kind.NEED]

    @property
    def parts(self) -> dict[Part, bool]:
        """Which parts of the profile say something."""
        return {
            Part.NAME: bool(self.user.given_name),
            Part.ROLE: bool(self.title or self.organisation),
            Part.PITCH: words(self.pitch) > 0,
            Part.OFFERS: bool(self.offers),
            Part.NEEDS: bool(self.needs),
            Part.HEADLINE: bool(self.headline),
            Part.STARTERS: bool(self.starters),
            Part.LANGUAGES: bool(self.languages),
        }

    @property
    def picture_url(self) -> str:
        """Where the picture is shown to those who may see it; empty without one."""
        if not self.picture:
            return ""
        return reverse("profiles:face", args=[PurePosixPath(str(self.picture.name)).name])


class Tag(models.Model):
    """A word for what one offers or needs; two that differ in case, accents or plural are one."""

    tenant: ClassVar[str | None] = None

    name = models.CharField(max_length=60)
    folded = Folded(max_length=60, editable=False)
    stem = Folded(max_length=60, unique=True, editable=False)

    class Meta:
        ordering = ("folded",)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep what it is found by in step."""
        self.folded, self.stem = fold(self.name), stem(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Kind(models.TextChoices):
    """Whether somebody gives it or looks for it."""

    OFFER = "offer", _("I offer")
    NEED = "need", _("I’m looking for")


class WantedQuerySet(models.QuerySet["Wanted"]):
    def beside(self, user: User, kind: str = "") -> list[Used]:
        """The tags that people of this user's associations use, and how many of them do.

        With a `kind`, those that somebody offers, or needs. Words only, and only within
        associations: nobody's name, and no neighbour's words.
        """
        here = self.filter(
            profile__user__memberships__association__in=Association.objects.of(user)
        ).exclude(profile__user=user)
        counted = here.values_list("tag__name").annotate(
            people=Count("profile", distinct=True), asked=Count("pk", filter=Q(kind=kind))
        )
        if kind:
            counted = counted.filter(asked__gt=0)
        return [
            Used(name, people) for name, people, _asked in counted.order_by("-people", "tag__name")
        ]


class Wanted(models.Model):
    """One offer or one need of a profile: a tag, and a sentence if one cares to say more."""

    tenant: ClassVar[str | None] = None

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="wanted")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="+")
    sentence = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = WantedQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("profile", "kind", "tag"), name="each_tag_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"
