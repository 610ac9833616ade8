"""The site’s own addresses: associations, accounts, profiles, mail, the demo."""

from collections.abc import Mapping
from typing import Any

from networking.associations import actions as associations
from networking.mail.actions import enqueue
from networking.mail.models import OutgoingMail, State
from tests.cast import Cast
from tests.matrix.rows import (
    MEMBERS,
    ORGANISERS,
    OWNERS,
    SIGN_IN,
    Row,
    association_page,
    nothing,
    public,
    signed_in,
)


def a_member(cast: Cast) -> Mapping[str, Any]:
    return {"pk": cast.member.memberships.get().pk}


def an_invitation(cast: Cast) -> Mapping[str, Any]:
    """An invitation that nobody has answered yet."""
    invitation = associations.invite(
        association=cast.association, email="ngoc@exemple.org", role="host", by=cast.owner
    )
    return {"pk": invitation.pk}


def a_failed_mail(cast: Cast) -> Mapping[str, Any]:
    """A confirmation that its server refused for good."""
    mail = enqueue(
        kind="guests.confirmed",
        to="ngoc@exemple.org",
        key="confirmed:1",
        association=cast.association,
        by=None,
    )
    OutgoingMail.objects.filter(pk=mail.pk).update(state=State.FAILED, last_error="554 no")
    return {"pk": mail.pk}


TABLE: dict[str, Row] = {
    # The site
    "web:home": public(),
    "web:language": public(302, post=lambda cast: {"language": "en"}),
    "web:accent": public(needs=lambda cast: {"colour": "0a7c66"}),
    "web:picture": public(404, needs=lambda cast: {"folder": "logos", "name": "none.png"}),
    "web:worker": public(),
    "web:guide": public(),
    "web:guide_page": public(404, needs=lambda cast: {"page": "no-such-page"}),
    # Signing in and out
    "account_login": public(302).but(anonymous=200),
    "account_request_login_code": public(302).but(anonymous=SIGN_IN),
    "account_signup": public(302).but(anonymous=SIGN_IN),
    "account_confirm_login_code": public(302).but(anonymous=SIGN_IN),
    "account_inactive": public(302).but(anonymous=SIGN_IN),
    "account_logout": public().but(anonymous=302),
    "accounts:arrive": signed_in(302),
    "accounts:name": signed_in(),
    "profiles:profile": signed_in(),
    "profiles:section": signed_in(
        422, needs=lambda cast: {"name": "pitch"}, post=lambda cast: {"pace": "900"}
    ),
    "profiles:words": signed_in(),
    "profiles:give_face": signed_in(post=nothing),
    "profiles:remove_face": signed_in(302, post=nothing),
    "profiles:face": signed_in(404, needs=lambda cast: {"name": "none.webp"}),
    "profiles:practice": signed_in(),
    "profiles:pace": signed_in(),
    "profiles:card": signed_in(),
    "mail:stop": public(404, needs=lambda cast: {"token": "forged"}),
    # Associations
    "associations:found": signed_in(),
    "associations:accent": signed_in(),
    "associations:mine": signed_in(),
    "associations:leave": association_page(MEMBERS),
    "associations:settings": association_page(ORGANISERS),
    "associations:members": association_page(ORGANISERS),
    "associations:add_member": association_page(ORGANISERS),
    "associations:change_role": association_page(
        ORGANISERS, 302, needs=a_member, post=lambda cast: {"role": "host"}
    ),
    "associations:remove_member": association_page(ORGANISERS, needs=a_member),
    "associations:hand_over": association_page(OWNERS, needs=a_member),
    "associations:invite": association_page(ORGANISERS),
    "associations:send_again": association_page(ORGANISERS, 302, needs=an_invitation, post=nothing),
    "associations:withdraw": association_page(ORGANISERS, 302, needs=an_invitation, post=nothing),
    "associations:join": public(404, needs=lambda cast: {"token": "forged"}),
    # The outbox: an association's, and the whole site's, which is for staff alone
    "mail:outbox": association_page(ORGANISERS),
    "mail:again": association_page(ORGANISERS, 302, post=nothing),
    "mail:retry": association_page(ORGANISERS, 302, needs=a_failed_mail, post=nothing),
    "mail:operator": public(404),
    "mail:switch": public(404, post=nothing),
    "mail:operator_again": public(404, post=nothing),
    "mail:operator_retry": public(404, needs=a_failed_mail, post=nothing),
    "mail:events": public(404, needs=lambda cast: {"provider": "postmark"}, post=nothing),
    # The demo's own pages don't exist outside of it
    "demo:enter": public(404, needs=lambda cast: {"role": "organiser"}, post=nothing),
    "demo:mails": public(404),
    "demo:mail": public(404, needs=lambda cast: {"key": "20261201"}),
    "demo:mail_html": public(404, needs=lambda cast: {"key": "20261201"}),
}
