"""The site’s own addresses: associations, accounts, profiles, mail, the demo."""

from tests.matrix.rows import ORGANISERS, SIGN_IN, Row, association_page, nothing, public, signed_in

TABLE: dict[str, Row] = {
    # The site
    "web:home": public(),
    "web:language": public(302, post=lambda cast: {"language": "en"}),
    "web:accent": public(needs=lambda cast: {"colour": "0a7c66"}),
    "web:picture": public(404, needs=lambda cast: {"folder": "logos", "name": "none.png"}),
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
    "profiles:practice": signed_in(),
    "mail:stop": public(404, needs=lambda cast: {"token": "forged"}),
    # Associations
    "associations:found": signed_in(),
    "associations:settings": association_page(ORGANISERS),
    "associations:members": association_page(ORGANISERS),
    "associations:remove_member": association_page(
        ORGANISERS,
        302,
        needs=lambda cast: {"pk": cast.member.memberships.get().pk},
        post=nothing,
    ),
    # The demo's own pages don't exist outside of it
    "demo:enter": public(404, needs=lambda cast: {"role": "organiser"}, post=nothing),
    "demo:mails": public(404),
    "demo:mail": public(404, needs=lambda cast: {"key": "20261201"}),
    "demo:mail_html": public(404, needs=lambda cast: {"key": "20261201"}),
}
