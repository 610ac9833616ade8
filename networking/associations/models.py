"""Associations, and who may do what in them."""

from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networking.accounts.models import User
from networking.time import now


class Role(models.TextChoices):
    """What somebody may do in an association; each line may all that the lines below it may."""

    OWNER = "owner", _("Owner")
    ORGANISER = "organiser", _("Organiser")
    FACILITATOR = "facilitator", _("Facilitator")
    HOST = "host", _("Host")
    MEMBER = "member", _("Member")


# Sets of roles, beside the enum they are made of.
ORGANISING = frozenset({Role.OWNER, Role.ORGANISER})
FACILITATING = ORGANISING | {Role.FACILITATOR}
HOSTING = FACILITATING | {Role.HOST}


class AssociationQuerySet(models.QuerySet["Association"]):
    def of(self, user: User) -> Self:
        """The associations in which `user` is a member, whatever her role."""
        return self.filter(memberships__user=user)


class Association(models.Model):
    """The body that organises the breakfasts. Several live side by side, each on its own."""

    tenant: ClassVar[str | None] = ""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#8a1c42",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour such as #8a1c42."))],
    )
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Paris")
    description = models.TextField(_("who we are"), max_length=2000, blank=True)
    website = models.URLField(_("website"), blank=True)
    logo = models.ImageField(_("logo"), upload_to="logos", blank=True)
    created_at = models.DateTimeField(default=now, editable=False)

    objects = AssociationQuerySet.as_manager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("calendar:association", args=[self.slug])


class Membership(models.Model):
    """That somebody belongs to an association, and her role there."""

    tenant: ClassVar[str | None] = "association"

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.MEMBER)
    # As the association typed it; what the person says of herself is on her own account.
    given_name = models.CharField(_("first name"), max_length=80, blank=True)
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    since = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ("user__sort_name",)
        constraints = (
            models.UniqueConstraint(fields=("association", "user"), name="one_membership_each"),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} #{self.pk}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        """Those that can still be accepted."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now())


class Invitation(models.Model):
    """That somebody is asked to take a role in the association; nothing until she accepts."""

    tenant: ClassVar[str | None] = "association"

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("e-mail"), max_length=254)
    given_name = models.CharField(_("first name"), max_length=80, blank=True)
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    # SHA-256 of what the link holds: whoever reads the database can't accept for others.
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("association", "email"),
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="one_open_invitation_each",
            ),
        )

    def __str__(self) -> str:
        return f"invitation #{self.pk}"
