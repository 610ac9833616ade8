"""Who may do what in an association. Anonymous people may nothing that asks one of these."""

from collections.abc import Collection

from django.contrib.auth.models import AnonymousUser

from networking.accounts.models import User
from networking.associations.models import FACILITATING, HOSTING, ORGANISING, Association, Role


def role_of(user: User | AnonymousUser, association: Association) -> str | None:
    """Return the role of `user` there, or None; one query a request, then remembered."""
    if not isinstance(user, User):
        return None
    known: dict[int, str] | None = getattr(user, "_roles", None)
    if known is None:
        known = dict(user.memberships.values_list("association_id", "role"))
        user._roles = known  # type: ignore[attr-defined]
    return known.get(association.pk)


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
