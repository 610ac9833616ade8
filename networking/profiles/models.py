"""The pitch profile: who I am, what I offer, what I look for. The person's own, across events."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from networking.accounts.models import User
from networking.columns import Folded
from networking.profiles.pitch import DEFAULT_PACE
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
    website = models.URLField(_("website"), blank=True)
    headline = models.CharField(_("in one line"), max_length=120, blank=True)
    pitch = models.TextField(_("my pitch"), max_length=4000, blank=True)
    pace = models.PositiveSmallIntegerField(
        _("words per minute"),
        default=DEFAULT_PACE,
        validators=[MinValueValidator(60), MaxValueValidator(300)],
    )
    starters = models.TextField(_("easy subjects"), max_length=500, blank=True)

    def __str__(self) -> str:
        return f"profile #{self.pk}"


class Tag(models.Model):
    """A word for what one offers or needs; two that only differ in case or accents are one."""

    tenant: ClassVar[str | None] = None

    name = models.CharField(max_length=60)
    folded = Folded(max_length=60, unique=True, editable=False)

    class Meta:
        ordering = ("folded",)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the folded form in step."""
        self.folded = fold(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Kind(models.TextChoices):
    """Whether somebody gives it or looks for it."""

    OFFER = "offer", _("I offer")
    NEED = "need", _("I’m looking for")


class Wanted(models.Model):
    """One offer or one need of a profile: a tag, and a sentence if one cares to say more."""

    tenant: ClassVar[str | None] = None

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="wanted")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="+")
    sentence = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("kind", "position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("profile", "kind", "tag"), name="each_tag_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"
