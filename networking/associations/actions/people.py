"""Who belongs, and in which role: added, raised, handed over to, removed, gone."""

from django.db import transaction

from networking.accounts.actions import enrol
from networking.accounts.models import User
from networking.associations import rules
from networking.associations.models import Association, Membership, Role
from networking.audit.actions import record
from networking.time import now


class LastOwner(Exception):
    """An association always has an owner: the last one can't be given another role, nor leave."""


class OwnersOnly(Exception):
    """Who owns an association is for its owners alone to say."""


class NotReachable(Exception):
    """Who never signed in can't own an association: perhaps nobody reads that address."""


@transaction.atomic
def give_role(
    *,
    association: Association,
    user: User,
    role: str,
    given_name: str = "",
    family_name: str = "",
    by: User | None,
) -> Membership:
    """Make `user` a member with this role, whatever she was before. Twice changes nothing.

    A name that is given is how this association calls her. Raises `OwnersOnly` if an owner is made
    or unmade by somebody else than an owner or the site itself, and `LastOwner` rather than leave
    the association without one.
    """
    _lock(association)
    if role == Role.OWNER or _owned_by(association, user):
        _ask_for_an_owner(association, by)
    return settle_role(
        association=association,
        user=user,
        role=role,
        given_name=given_name,
        family_name=family_name,
        by=by,
    )


@transaction.atomic
def settle_role(
    *,
    association: Association,
    user: User,
    role: str,
    given_name: str = "",
    family_name: str = "",
    by: User | None,
) -> Membership:
    """Give a role whose giving has been allowed already; as `give_role`, without asking again."""
    _lock(association)
    if role != Role.OWNER:
        _keep_an_owner(association, without=user)
    membership, made = association.memberships.get_or_create(user=user, defaults={"role": role})
    was = None if made else membership.role
    membership.role = role
    membership.given_name = given_name or membership.given_name
    membership.family_name = family_name or membership.family_name
    membership.save(update_fields=["role", "given_name", "family_name"])
    rules.forget_houses(user, by)
    if was != role:
        _withdraw_what_she_may_not(association, user, role)
        record(
            by=by,
            verb="member.role",
            subject=membership,
            association=association,
            role=str(role),
        )
    return membership


@transaction.atomic
def add_member(
    *,
    association: Association,
    given_name: str,
    family_name: str,
    email: str,
    by: User | None,
) -> tuple[Membership, bool]:
    """Add a plain member under the name that was typed; return her, and whether she is new here.

    She is taken in if nobody knows her yet. Who belongs already keeps her role, and is called by
    the new name. What her own account says is neither read nor changed. Without an e-mail she is
    always somebody new.
    """
    user = enrol(
        email=email,
        given_name=given_name,
        family_name=family_name,
        language=association.language,
        by=by,
    )
    _lock(association)
    membership, made = association.memberships.get_or_create(
        user=user, defaults={"given_name": given_name, "family_name": family_name}
    )
    if not made:
        membership.given_name, membership.family_name = given_name, family_name
        membership.save(update_fields=["given_name", "family_name"])
    rules.forget_houses(user, by)
    verb = "member.added" if made else "member.renamed"
    record(by=by, verb=verb, subject=membership, association=association)
    return membership, made


@transaction.atomic
def hand_over(*, membership: Membership, stay: bool, by: User) -> None:
    """Make a member an owner; `by`, an owner herself, stays one too or becomes organiser.

    Twice changes nothing more. Raises `OwnersOnly` if `by` is no owner (any more), `NotReachable`
    if the member never confirmed her address.
    """
    association = _lock(membership.association)
    _ask_for_an_owner(association, by)
    if not rules.can_own(membership.user):
        raise NotReachable
    give_role(association=association, user=membership.user, role=Role.OWNER, by=by)
    if not stay and membership.user_id != by.pk:
        give_role(association=association, user=by, role=Role.ORGANISER, by=by)


@transaction.atomic
def remove_member(*, membership: Membership, by: User | None) -> None:
    """End a membership, and what still invites the same person, or others in her name.

    Twice changes nothing more. Raises `LastOwner`, and `OwnersOnly` where somebody else than an
    owner removes one.
    """
    if _owned_by(_lock(membership.association), membership.user):
        _ask_for_an_owner(membership.association, by)
    _end(membership, verb="member.removed", by=by)


@transaction.atomic
def leave(*, association: Association, by: User) -> None:
    """End one's own membership. Raises `LastOwner`. Twice changes nothing more."""
    membership = association.memberships.filter(user=by).first()
    if membership is not None:
        _end(membership, verb="member.left", by=by)


def _end(membership: Membership, *, verb: str, by: User | None) -> None:
    association = _lock(membership.association)
    if not association.memberships.filter(pk=membership.pk).exists():
        return
    _keep_an_owner(association, without=membership.user)
    record(by=by, verb=verb, subject=membership, association=association)
    invited = association.invitations.unanswered()
    invited.filter(email=membership.user.email or "").update(withdrawn_at=now())
    _withdraw_what_she_may_not(association, membership.user, Role.MEMBER)
    membership.delete()
    rules.forget_houses(membership.user, by)


def _lock(association: Association) -> Association:
    """Let whoever else changes this association's people wait for the end of the transaction."""
    return Association.objects.select_for_update().get(pk=association.pk)


def _owned_by(association: Association, user: User) -> bool:
    return association.memberships.filter(user=user, role=Role.OWNER).exists()


def _ask_for_an_owner(association: Association, by: User | None) -> None:
    """Let nobody pass who was an owner when the page was shown and is none now."""
    if by is not None and not _owned_by(association, by):
        raise OwnersOnly


def _withdraw_what_she_may_not(association: Association, user: User, role: str) -> None:
    """Take back what she invited others to and could not invite them to in her new role."""
    hers = association.invitations.unanswered().filter(by=user)
    if role == Role.OWNER:
        return
    if role == Role.ORGANISER:
        hers = hers.filter(role=Role.OWNER)
    hers.update(withdrawn_at=now())


def _keep_an_owner(association: Association, *, without: User) -> None:
    owners = association.memberships.filter(role=Role.OWNER)
    if owners.filter(user=without).exists() and not owners.exclude(user=without).exists():
        raise LastOwner
