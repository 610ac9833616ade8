"""Associations, and who may do what in them."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networking.accounts.models import User
from networking.columns import Folded
from networking.text import fold, initials, sort_key, squeeze
from networking.time import now


class Role(models.TextChoices):
    """What somebody may do in an association; each line may all that the lines below it may."""

    OWNER = "owner", _("Owner")
    ORGANISER = "organiser", _("Organiser")
    FACILITATOR = "facilitator", _("Facilitator")
    HOST = "host", _("Host")
    MEMBER = "member", _("Member")

    @property
    def meaning(self) -> "str | Promise":
        """What it allows, in a line."""
        return MEANINGS[self]

    def at_least(self, other: str) -> bool:
        """Whether this role may all that `other` may."""
        roles = list(Role)
        return roles.index(self) <= roles.index(Role(other))


MEANINGS: dict[Role, "str | Promise"] = {
    Role.OWNER: _("Everything an organiser may, and says who owns the association."),
    Role.ORGANISER: _("Plans events, invites, sees guest lists, members and settings."),
    Role.FACILITATOR: _("Leads on the day: console, clock and screen, and the door."),
    Role.HOST: _("Welcomes at the door: check-in, badges, people on the spot."),
    Role.MEMBER: _("Is invited, registers and can bring somebody along."),
}


# Sets of roles, beside the enum they are made of.
COMMITTEE = frozenset(Role) - {Role.MEMBER}
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


def _names(own: str, users: str) -> Case:
    """What is told of a name: as the association typed it, or else as the person herself did."""
    return Case(When(search_name="", then=F(users)), default=F(own))


class MembershipQuerySet(models.QuerySet["Membership"]):
    def by_name(self) -> Self:
        """In the order of family names, each with her user."""
        shown = _names("sort_name", "user__sort_name")
        return self.select_related("user").order_by(shown, "pk")

    def named_like(self, text: str) -> Self:
        """Whose name as it is shown here holds every word of `text`, or whose e-mail begins so."""
        found = self.alias(shown=_names("search_name", "user__search_name"))
        words = Q()
        for word in fold(text).split():
            words &= Q(shown__contains=word)
        address = text.strip().lower()
        return found.filter(words | Q(user__email__startswith=address)) if address else found


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
    search_name = Folded(max_length=170, editable=False, default="")
    sort_name = Folded(max_length=170, editable=False, default="")
    since = models.DateTimeField(default=now, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("user__sort_name",)
        constraints = (
            models.UniqueConstraint(fields=("association", "user"), name="one_membership_each"),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} #{self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded names in step with the name, whoever saves."""
        self.given_name = squeeze(self.given_name)
        self.family_name = squeeze(self.family_name)
        self.search_name = fold(f"{self.given_name} {self.family_name}")
        self.sort_name = sort_key(self.family_name, self.given_name)
        if (fields := kwargs.get("update_fields")) and {"given_name", "family_name"} & {*fields}:
            kwargs["update_fields"] = {*fields, "search_name", "sort_name"}
        super().save(*args, **kwargs)

    @property
    def full_name(self) -> str:
        """The name the association typed. Only where it typed none, the person's own."""
        return f"{self.given_name} {self.family_name}".strip() or self.user.full_name

    @property
    def initials(self) -> str:
        return initials(self.given_name, self.family_name) or self.user.initials


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        """Those that can still be accepted."""
        return self.unanswered().filter(expires_at__gt=now())

    def unanswered(self) -> Self:
        """Those neither accepted nor withdrawn, whether or not it is too late by now."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """That somebody is asked to take a role in the association; nothing until she accepts."""

    LIFE: ClassVar[dt.timedelta] = dt.timedelta(days=14)

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

    @property
    def full_name(self) -> str:
        """The name as whoever invites typed it; where she typed none, the address."""
        return f"{self.given_name} {self.family_name}".strip() or self.email

    @property
    def sent_at(self) -> dt.datetime:
        """When its link was made: sent again, it is another one."""
        return self.expires_at - self.LIFE

    @property
    def expired(self) -> bool:
        return self.expires_at <= now()

    @property
    def is_open(self) -> bool:
        """Whether it can still be accepted."""
        return not (self.accepted_at or self.withdrawn_at or self.expired)
