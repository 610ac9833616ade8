"""Asking somebody onto the committee, by a link that only her own address can use."""

import datetime as dt
import hashlib
import secrets
from typing import Final

from django.db import transaction

from networking.accounts.models import User, normalise
from networking.associations.actions.people import OwnersOnly, settle_role
from networking.associations.models import Association, Invitation, Membership, Role
from networking.audit.actions import record
from networking.mail import actions as mail
from networking.time import now

KIND: Final = "associations.invited"
# Nobody's committee is larger; a site that writes to whoever is typed in wants some limit.
MOST_OPEN: Final = 30
# A second tap on "send again", or a second organiser's, so soon after sends nothing.
PATIENCE: Final = dt.timedelta(minutes=2)


class Over(Exception):
    """The invitation was withdrawn, or it is too late."""


class SomebodyElse(Exception):
    """The invitation is for another address than the one that is signed in."""


class TooMany(Exception):
    """So many invitations wait for an answer that another one would be mail nobody wants."""


def digest_of(token: str) -> str:
    """Return what is kept of the secret in an invitation's link."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    *,
    association: Association,
    email: str,
    role: str,
    given_name: str = "",
    family_name: str = "",
    by: User,
) -> Invitation:
    """Ask the person at this address to take a role, by a mail with a link good for 14 days.

    While an invitation to the same address is open, that one is returned with the new role and
    names, its link stays, and no second mail leaves; one that expired is sent anew. Raises
    `TooMany`, and `OwnersOnly` for a role that only owners give.
    """
    Association.objects.select_for_update().get(pk=association.pk)
    owners = association.memberships.filter(role=Role.OWNER)
    if role == Role.OWNER and not owners.filter(user=by).exists():
        raise OwnersOnly
    unanswered = association.invitations.unanswered()
    address = normalise(email) or ""
    invitation = unanswered.filter(email=address).first()
    if invitation is None:
        if unanswered.open().count() >= MOST_OPEN:
            raise TooMany
        invitation = Invitation(association=association, email=address)
    mine = {"role": role, "given_name": given_name, "family_name": family_name, "by": by}
    for field, value in mine.items():
        setattr(invitation, field, value)
    if invitation.pk and not invitation.expired:
        invitation.save(update_fields=[*mine])
        verb = "invitation.changed"
    else:
        _send(invitation, by=by)
        verb = "invitation.sent"
    record(by=by, verb=verb, subject=invitation, association=association, role=str(role))
    return invitation


@transaction.atomic
def send_again(*, invitation: Invitation, by: User) -> bool:
    """Write once more, with a new link for another 14 days; the old link is worth nothing.

    Returns False, and sends nothing, where it was sent a moment ago. Raises `Over` for one that
    was accepted or withdrawn.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at or invitation.withdrawn_at:
        raise Over
    if now() - invitation.sent_at < PATIENCE:
        return False
    mail.withdraw(topic=_topic(invitation), by=by)
    _send(invitation, by=by)
    record(
        by=by,
        verb="invitation.sent_again",
        subject=invitation,
        association=invitation.association,
    )
    return True


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User) -> bool:
    """Take an invitation back; False if it had been accepted meanwhile. Twice is once."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at:
        return False
    if not invitation.withdrawn_at:
        invitation.withdrawn_at = now()
        invitation.save(update_fields=["withdrawn_at"])
        mail.withdraw(topic=_topic(invitation), by=by)
        record(
            by=by,
            verb="invitation.withdrawn",
            subject=invitation,
            association=invitation.association,
        )
    return True


@transaction.atomic
def accept(*, invitation: Invitation, by: User) -> Membership:
    """Take the role one is invited to; nobody loses a greater one by it. Twice is once.

    Raises `SomebodyElse` unless `by` has the address that was written to, and `Over` if the
    invitation was withdrawn or has expired.
    """
    association = Association.objects.select_for_update().get(pk=invitation.association_id)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if by.email != invitation.email:
        raise SomebodyElse
    membership = association.memberships.filter(user=by).first()
    if invitation.accepted_at and membership:
        return membership
    if not invitation.is_open:
        raise Over
    has_more = membership is not None and Role(membership.role).at_least(invitation.role)
    taken = settle_role(
        association=association,
        user=by,
        role=membership.role if membership and has_more else invitation.role,
        given_name=invitation.given_name,
        family_name=invitation.family_name,
        by=by,
    )
    invitation.accepted_at = now()
    invitation.save(update_fields=["accepted_at"])
    record(by=by, verb="invitation.accepted", subject=invitation, association=association)
    return taken


def _send(invitation: Invitation, *, by: User) -> None:
    """Give the invitation a new secret, known to its mail alone, and send that."""
    token = secrets.token_urlsafe(24)
    invitation.digest = digest_of(token)
    invitation.expires_at = now() + Invitation.LIFE
    invitation.save()
    mail.enqueue(
        kind=KIND,
        to=invitation.email,
        key=f"{KIND}:{invitation.digest}",
        topic=_topic(invitation),
        params={"invitation": invitation.pk, "token": token},
        association=invitation.association,
        language=invitation.association.language,
        by=by,
    )


def _topic(invitation: Invitation) -> str:
    return f"invitation:{invitation.pk}"
