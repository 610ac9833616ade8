"""People. A user is a person, whether or not she ever signs in; the e-mail is the name."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from networking.columns import Folded
from networking.prepared import Gap
from networking.text import fold, initials, sort_key, squeeze
from networking.time import now


class UserQuerySet(models.QuerySet["User"]):
    def named_like(self, text: str) -> Self:
        """People whose name holds every word of `text`, accents and case aside."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_name__contains=word)
        return found


class UserManager(BaseUserManager["User"]):
    """Makes users without a password: people sign in by code."""

    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def create_user(self, email: str | None = None, **fields: Any) -> "User":
        """Make a person; she can't sign in by password."""
        user = self.model(email=normalise(email), **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an operator of the site."""
        user = self.model(email=normalise(email), is_staff=True, is_superuser=True, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


def normalise(email: str | None) -> str | None:
    """Return an e-mail address as it is stored and compared: trimmed, lower case; none if empty."""
    return (email or "").strip().lower() or None


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Without an e-mail she gets a badge, a turn and pairs all the same, but no mail."""

    tenant: ClassVar[str | None] = None

    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    given_name = models.CharField(_("first name"), max_length=80, blank=True)
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    search_name = Folded(max_length=170, editable=False, db_index=True)
    sort_name = Folded(max_length=170, editable=False)
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Paris")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager.from_queryset(UserQuerySet)()

    class Meta:
        ordering = ("sort_name", "pk")
        constraints = (
            models.CheckConstraint(condition=~models.Q(email=""), name="user_email_null_not_empty"),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded names in step with the name, whoever saves."""
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self) -> Self:
        """Settle what follows from the other fields, also for writing many at once."""
        self.email = normalise(self.email)
        self.given_name = squeeze(self.given_name)
        self.family_name = squeeze(self.family_name)
        self.search_name = fold(f"{self.given_name} {self.family_name}")
        self.sort_name = sort_key(self.family_name, self.given_name)
        return self

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name as one says it; the part before the @ of the address where there is none."""
        return (
            f"{self.given_name} {self.family_name}".strip() or (self.email or "").partition("@")[0]
        )

    @property
    def initials(self) -> str:
        return initials(self.given_name, self.family_name)

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.given_name or self.full_name


class BlockQuerySet(models.QuerySet["Block"]):
    def touching(self, user: User | Gap) -> Self:
        """Those that `user` set, and those that others set against her."""
        return self.filter(models.Q(by=user) | models.Q(person=user))


class Block(models.Model):
    """That `by` would rather not be brought together with `person`; nobody but `by` ever sees it.

    It holds in both directions: neither is suggested to the other, and no draw puts them together.
    """

    tenant: ClassVar[str | None] = None

    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="blocks")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=now, editable=False)

    objects = BlockQuerySet.as_manager()

    class Meta:
        ordering = ("person__sort_name",)
        constraints = (
            models.UniqueConstraint(fields=("by", "person"), name="one_block_each"),
            models.CheckConstraint(
                condition=~models.Q(by=models.F("person")), name="nobody_blocks_herself"
            ),
        )

    def __str__(self) -> str:
        return f"block #{self.pk}"
