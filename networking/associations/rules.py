"""Who may do what in an association. Anonymous people may nothing that asks one of these."""

import contextlib
from collections.abc import Collection
from typing import Final, NamedTuple

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.db.models import BigAutoField
from django.urls import reverse

from networking.accounts.models import User
from networking.associations.models import (
    FACILITATING,
    HOSTING,
    ORGANISING,
    Association,
    Membership,
    Role,
)
from networking.prepared import Gap, Prepared


class House(NamedTuple):
    """An association somebody belongs to, as far as it takes to lead her there."""

    pk: int
    slug: str
    name: str
    role: str
    logo: str

    @property
    def picture(self) -> str:
        """Where its logo is, if it has one."""
        return default_storage.url(self.logo) if self.logo else ""

    @property
    def url(self) -> str:
        """Where its members see its events."""
        return reverse("calendar:events", args=[self.slug])

    @property
    def role_word(self) -> str:
        return str(Role(self.role).label)


def houses_of(user: User | AnonymousUser) -> list[House]:
    """Every association that `user` belongs to, by name; one query a request, then remembered."""
    if not isinstance(user, User):
        return []
    known: list[House] | None = getattr(user, "_houses", None)
    if known is None:
        known = [House(*row) for row in _HOUSES.rows(user=user.pk)]
        user._houses = known  # type: ignore[attr-defined]
    return known


# Every page asks this, for what its reader may do and where she may go.
_HOUSES: Final = Prepared(
    lambda: (
        Membership.objects.filter(user=Gap("user", BigAutoField()))
        .order_by("association__name", "association")
        .values_list(
            "association", "association__slug", "association__name", "role", "association__logo"
        )
    )
)


def forget_houses(*people: User | AnonymousUser | None) -> None:
    """Ask again next time: what they may do has changed."""
    for user in people:
        # Not by her `__dict__`: who asks is wrapped in something lazy that has one of its own.
        with contextlib.suppress(AttributeError):
            del user._houses  # type: ignore[union-attr]


def role_of(user: User | AnonymousUser, association: Association) -> str | None:
    """Return the role of `user` there, or None."""
    return next((house.role for house in houses_of(user) if house.pk == association.pk), None)


def has_role(user: User | AnonymousUser, association: Association, roles: Collection[str]) -> bool:
    return role_of(user, association) in roles


def owns(user: User | AnonymousUser, association: Association) -> bool:
    return has_role(user, association, {Role.OWNER})


def organises(user: User | AnonymousUser, association: Association) -> bool:
    return has_role(user, association, ORGANISING)


def facilitates(user: User | AnonymousUser, association: Association) -> bool:
    return has_role(user, association, FACILITATING)


def hosts(user: User | AnonymousUser, association: Association) -> bool:
    return has_role(user, association, HOSTING)


def belongs(user: User | AnonymousUser, association: Association) -> bool:
    """Whether `user` is a member there, in whatever role."""
    return role_of(user, association) is not None


def can_own(user: User) -> bool:
    """Whether `user` could come in at all: an owner who can't would lock the association."""
    found = EmailAddress.objects.filter(user=user, email=user.email, verified=True)
    return bool(found.exists())
