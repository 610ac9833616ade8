"""The mail that asks somebody onto a committee."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networking.associations.actions.committee import KIND, digest_of
from networking.associations.models import Invitation
from networking.mail.kinds import Content, Kind, Whom, compose, register
from networking.mail.links import absolute
from networking.mail.models import OutgoingMail


def invited(mail: OutgoingMail) -> Content:
    """Who invites, into which role, and until when the link is good."""
    invitation = _about(mail)
    assert invitation is not None  # or it would not be wanted
    inviter = _name_of(invitation)
    house = invitation.association.name
    subject = _("%(name)s invites you to the committee of %(association)s")
    return compose(
        mail,
        "associations/mail/invited",
        subject=subject % {"name": inviter, "association": house},
        context={
            "invitation": invitation,
            "inviter": inviter,
            "role": invitation.get_role_display(),
            "url": absolute(reverse("associations:join", args=[mail.params["token"]])),
        },
        reply_to=(invitation.by.email,) if invitation.by and invitation.by.email else (),
    )


def still_invited(mail: OutgoingMail) -> bool:
    """Wanted while the invitation is open, and the link in the mail is its latest one."""
    invitation = _about(mail)
    return (
        invitation is not None
        and invitation.is_open
        and invitation.digest == digest_of(mail.params.get("token", ""))
    )


def _about(mail: OutgoingMail) -> Invitation | None:
    found = Invitation.objects.select_related("association", "by")
    return found.filter(pk=mail.params["invitation"]).first()


def _members_pages(mails: Sequence[OutgoingMail]) -> dict[int, Whom]:
    """Where invitations onto the committee are sent again: the list of members."""
    return {
        mail.pk: Whom("", reverse("associations:members", args=[mail.association.slug]))
        for mail in mails
        if mail.association
    }


def _name_of(invitation: Invitation) -> str:
    """Who invites, as her association calls her."""
    if invitation.by is None:
        return invitation.association.name
    member = invitation.association.memberships.filter(user=invitation.by).first()
    return member.full_name if member else invitation.by.full_name


register(
    Kind(
        KIND,
        invited,
        still_invited,
        secret=frozenset({"token"}),
        title=gettext_lazy("Invitation onto the committee"),
        # Another one is sent from the list of members, with a link of its own.
        again=False,
        organisers_see=True,
        pages=_members_pages,
    )
)
