"""What is done to an association: founding it, dressing it, giving people their roles."""

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from networking.accounts.actions import enrol
from networking.accounts.models import User
from networking.associations.models import Association, Membership, Role
from networking.audit.actions import record

# Slugs that would hide a page of our own.
RESERVED = frozenset({"new"})


class LastOwner(Exception):
    """An association always has an owner: the last one can't be given another role, nor leave."""


def free_slug(name: str) -> str:
    """Return an address made from the name that no association has yet."""
    stem = slugify(name)[:50] or "association"
    slug, number = stem, 2
    while slug in RESERVED or Association.objects.filter(slug=slug).exists():
        slug, number = f"{stem}-{number}", number + 1
    return slug


@transaction.atomic
def found(*, name: str, accent: str, time_zone: str, by: User) -> Association:
    """Found an association; `by` becomes its owner. Twice founds two, with different addresses."""
    association = Association.objects.create(
        name=name,
        slug=free_slug(name),
        accent=accent,
        time_zone=time_zone,
        language=by.language,
    )
    Membership.objects.create(association=association, user=by, role=Role.OWNER)
    _forget_roles(by)
    record(by=by, verb="association.founded", subject=association, association=association)
    return association


@transaction.atomic
def dress(*, association: Association, name: str, accent: str, by: User | None) -> None:
    """Change an association's name and colour; its address stays. Twice changes nothing more."""
    association.name, association.accent = name, accent
    association.save(update_fields=["name", "accent"])
    record(by=by, verb="association.dressed", subject=association, association=association)


@transaction.atomic
def give_role(*, association: Association, user: User, role: str, by: User | None) -> Membership:
    """Make `user` a member with this role, whatever she was before. Twice changes nothing.

    Raises `LastOwner` rather than leave the association without one.
    """
    Association.objects.select_for_update().get(pk=association.pk)
    if role != Role.OWNER:
        _keep_an_owner(association, without=user)
    try:
        with transaction.atomic():
            membership, _ = Membership.objects.update_or_create(
                association=association, user=user, defaults={"role": role}
            )
    except IntegrityError:  # another organiser added the same person at the same instant
        membership = Membership.objects.get(association=association, user=user)
    _forget_roles(user)
    record(by=by, verb="member.role", subject=membership, association=association, role=str(role))
    return membership


@transaction.atomic
def add_member(
    *,
    association: Association,
    email: str,
    given_name: str,
    family_name: str,
    role: str,
    by: User | None,
) -> Membership:
    """Add the person with this e-mail, taken in if nobody knows her yet, with a role."""
    user = enrol(
        email=email,
        given_name=given_name,
        family_name=family_name,
        language=association.language,
        by=by,
    )
    return give_role(association=association, user=user, role=role, by=by)


@transaction.atomic
def remove_member(*, membership: Membership, by: User | None) -> None:
    """End a membership. Raises `LastOwner` for the only owner."""
    association = Association.objects.select_for_update().get(pk=membership.association_id)
    _keep_an_owner(association, without=membership.user)
    record(by=by, verb="member.removed", subject=membership, association=association)
    membership.delete()
    _forget_roles(membership.user)


def _keep_an_owner(association: Association, *, without: User) -> None:
    owners = association.memberships.filter(role=Role.OWNER)
    if owners.filter(user=without).exists() and not owners.exclude(user=without).exists():
        raise LastOwner


def _forget_roles(user: User) -> None:
    """Roles are remembered on the user for a request (see `rules.role_of`): look again."""
    user.__dict__.pop("_roles", None)
