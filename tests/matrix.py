"""Who gets what at which address: the table that `tests/test_matrix.py` holds the site to.

A row is made by the kind of page it is (`public`, `signed_in`, `association_page`, `event_page`)
and by who is let in. The address's own arguments come from the cast; what else it needs is
said by the row: ``needs`` for further arguments, ``post`` for what is sent.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from events.agenda import actions as agenda
from events.guests import actions as guests
from events.guests.reading import Row as Line
from events.guests.reading import Table
from followups.contacts import actions as contacts
from tests.cast import Cast
from tests.factories import BadgeFactory, UserFactory

ROLES = (
    "anonymous",
    "stranger",
    "foreigner",
    "member",
    "guest",
    "speaker",
    "host",
    "facilitator",
    "organiser",
    "owner",
)
# The answer to somebody who has not signed in: a redirect to the page where one does.
SIGN_IN = "sign in"

OWNERS = frozenset({"owner"})
ORGANISERS = OWNERS | {"organiser"}
FACILITATORS = ORGANISERS | {"facilitator"}
HOSTS = FACILITATORS | {"host"}
MEMBERS = HOSTS | {"member"}
ATTENDING = HOSTS | {"guest", "speaker"}

Arguments = Callable[[Cast], Mapping[str, Any]]


def nothing(_cast: Cast) -> Mapping[str, Any]:
    return {}


def a_segment(cast: Cast) -> Mapping[str, Any]:
    return {"segment": agenda.add_segment(event=cast.event, format="break", by=None).pk}


def the_registration(cast: Cast) -> Mapping[str, Any]:
    return {"registration": cast.registration.pk}


def a_numbered_badge(cast: Cast) -> Mapping[str, Any]:
    return {"number": BadgeFactory.create(registration=cast.registration).number}


@dataclass(frozen=True)
class Row:
    """What each role is answered: a status, or `SIGN_IN`."""

    expected: Mapping[str, int | str]
    needs: Arguments = nothing
    post: Arguments | None = None
    query: Mapping[str, str] = field(default_factory=dict)

    def but(self, **expected: int | str) -> "Row":
        """The same row with a few roles answered otherwise."""
        return replace(self, expected={**self.expected, **expected})


def _row(
    expected: Mapping[str, int | str],
    allowed: Collection[str],
    answer: int,
    **kwargs: Any,
) -> Row:
    return Row({**expected, **dict.fromkeys(allowed, answer)}, **kwargs)


def public(answer: int = 200, **kwargs: Any) -> Row:
    """A page for anybody."""
    return _row({}, ROLES, answer, **kwargs)


def signed_in(answer: int = 200, **kwargs: Any) -> Row:
    """A page for whoever has signed in."""
    return _row({"anonymous": SIGN_IN}, ROLES[1:], answer, **kwargs)


def association_page(allowed: Collection[str], answer: int = 200, **kwargs: Any) -> Row:
    """A page of an association: it does not exist for those who don't belong."""
    outside = dict.fromkeys(("stranger", "foreigner", "guest", "speaker"), 404)
    inside = dict.fromkeys(MEMBERS, 403)
    return _row({"anonymous": SIGN_IN} | outside | inside, allowed, answer, **kwargs)


def event_page(allowed: Collection[str], answer: int = 200, **kwargs: Any) -> Row:
    """A page of an event: it does not exist for those who have no part in it."""
    outside = dict.fromkeys(("stranger", "foreigner"), 404)
    inside = dict.fromkeys(MEMBERS | {"guest", "speaker"}, 403)
    return _row({"anonymous": SIGN_IN} | outside | inside, allowed, answer, **kwargs)


def a_badge(cast: Cast) -> Mapping[str, Any]:
    """The badge of the cast's guest."""
    return {"code": BadgeFactory.create(registration=cast.registration).code}


def a_list(cast: Cast) -> Mapping[str, Any]:
    """A list that was read and is not confirmed yet."""
    table = Table(("Prénom", "Nom"), (Line(2, ("Inès", "Roux")),))
    batch = guests.store_batch(event=cast.event, filename="liste.csv", table=table, by=None)
    return {"batch": batch.pk}


def somebodys_contact(_cast: Cast) -> Mapping[str, Any]:
    """A contact in the list of somebody who plays no part."""
    owner = UserFactory.create()
    return {"pk": contacts.add(owner=owner, given_name="Ngọc", by=owner).pk}


TABLE: dict[str, Row] = {
    # The site
    "web:home": public(),
    "web:language": public(302, post=lambda cast: {"language": "en"}),
    "web:accent": public(needs=lambda cast: {"colour": "0a7c66"}),
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
    # Events
    "calendar:association": public(),
    "calendar:events": association_page(MEMBERS),
    "calendar:new": association_page(ORGANISERS),
    "calendar:event": public(),
    "calendar:overview": event_page(ORGANISERS),
    "calendar:edit": event_page(ORGANISERS),
    # At the door, and the evening before
    "door:door": event_page(HOSTS),
    "door:count": event_page(HOSTS),
    "door:walk_in": event_page(HOSTS),
    "door:check_in": event_page(HOSTS, 302, needs=the_registration, post=nothing),
    "door:undo": event_page(HOSTS, 302, needs=the_registration, post=nothing),
    "door:paper": event_page(HOSTS),
    "door:badges": event_page(HOSTS),
    "door:replace": event_page(HOSTS, 302, needs=a_numbered_badge, post=nothing),
    "door:print": event_page(HOSTS, needs=lambda cast: {"name": "door-list"}),
    "calendar:move": event_page(
        ORGANISERS, 302, needs=lambda cast: {"step": "unpublish"}, post=nothing
    ),
    "mine:events": signed_in(),
    # Registering, and one's own registration
    "guests:register": public().but(guest=302),
    "guests:finish": public(302).but(anonymous=SIGN_IN),
    "guests:cancel": public(404, needs=lambda cast: {"token": "forged"}),
    "guests:mine": event_page(MEMBERS | {"guest"}, 302).but(guest=200),
    "guests:consent": event_page(MEMBERS | {"guest"}, 302, post=nothing),
    "guests:card": event_page(MEMBERS | {"guest"}, 302, post=nothing).but(guest=422),
    "guests:calendar_entry": event_page(MEMBERS | {"guest"}, 302).but(guest=200),
    # The guest list, and importing one
    "guests:guests": event_page(ORGANISERS),
    "guests:add": event_page(ORGANISERS),
    "guests:cancel_guest": event_page(ORGANISERS, needs=the_registration),
    "guests:approve": event_page(ORGANISERS, 302, needs=the_registration, post=nothing),
    "guests:decline": event_page(ORGANISERS, 302, needs=the_registration, post=nothing),
    "guests:upload": event_page(ORGANISERS),
    "guests:preview": event_page(ORGANISERS, needs=a_list),
    "guests:columns": event_page(ORGANISERS, 302, needs=a_list, post=nothing),
    "guests:confirm_import": event_page(ORGANISERS, 302, needs=a_list, post=nothing),
    # Who is coming
    "directory:people": event_page(ATTENDING),
    "directory:person": event_page(
        ATTENDING, needs=lambda cast: {"public_id": cast.registration.public_id}
    ),
    # The agenda, before, during and after
    "agenda:agenda": event_page(ORGANISERS),
    "agenda:lay_out": event_page(ORGANISERS, 302, post=lambda cast: {"template": "classic"}),
    "agenda:add": event_page(ORGANISERS, 302, post=lambda cast: {"format": "break"}),
    "agenda:segment": event_page(ORGANISERS, needs=a_segment),
    "agenda:move": event_page(
        ORGANISERS, 302, needs=lambda cast: {**a_segment(cast), "step": 1}, post=nothing
    ),
    "agenda:remove": event_page(ORGANISERS, 302, needs=a_segment, post=nothing),
    "agenda:report": event_page(ORGANISERS),
    "agenda:console": event_page(FACILITATORS),
    "agenda:console_part": event_page(FACILITATORS),
    "agenda:console_token": event_page(FACILITATORS),
    "agenda:command": event_page(FACILITATORS, 400, post=nothing),
    "agenda:screen": event_page(FACILITATORS),
    "agenda:screen_part": event_page(FACILITATORS),
    "agenda:screen_token": event_page(FACILITATORS),
    "agenda:phone": event_page(ATTENDING),
    "agenda:phone_part": event_page(ATTENDING),
    "agenda:phone_token": event_page(ATTENDING),
    "agenda:snapshot": event_page(ATTENDING),
    "agenda:speaker": event_page(FACILITATORS | {"speaker"}),
    "agenda:speaker_part": event_page(FACILITATORS | {"speaker"}),
    "agenda:speaker_token": event_page(FACILITATORS | {"speaker"}),
    "agenda:links": event_page(FACILITATORS),
    "agenda:revoke_links": event_page(FACILITATORS, 302, post=nothing),
    "agenda:linked": public(404, needs=lambda cast: {"token": "forged"}),
    "agenda:linked_part": public(404, needs=lambda cast: {"token": "forged"}),
    "agenda:linked_token": public(404, needs=lambda cast: {"token": "forged"}),
    # One's own contacts: nobody else's exist, and neither does a badge's code by guessing
    "contacts:contacts": signed_in(),
    "contacts:new": signed_in(),
    "contacts:cards": signed_in(),
    "contacts:contact": signed_in(404, needs=somebodys_contact),
    "contacts:edit": signed_in(404, needs=somebodys_contact),
    "contacts:card": signed_in(404, needs=somebodys_contact),
    "contacts:forget": signed_in(404, needs=somebodys_contact, post=nothing),
    "contacts:keep": signed_in(
        404, needs=lambda cast: {"public_id": cast.registration.public_id}, post=nothing
    ),
    "contacts:badge": public(needs=a_badge),
    "contacts:badge_check_in": signed_in(404, needs=a_badge, post=nothing).but(
        **dict.fromkeys(HOSTS, 302)
    ),
    "contacts:badge_exchange": signed_in(404, needs=a_badge, post=nothing),
    "contacts:answer": signed_in(404, needs=lambda cast: {"pk": 0}, post=nothing),
    # The demo's own pages don't exist outside of it
    "demo:enter": public(404, needs=lambda cast: {"role": "organiser"}, post=nothing),
    "demo:mails": public(404),
    "demo:mail": public(404, needs=lambda cast: {"key": "20261201"}),
    "demo:mail_html": public(404, needs=lambda cast: {"key": "20261201"}),
    # The 48 hours
    "reminders:follow_ups": signed_in(),
    "reminders:habits": signed_in(),
    "reminders:remind": signed_in(302, post=nothing),
    "reminders:follow_up": signed_in(
        404, needs=lambda cast: {"pk": 0, "verb": "done"}, post=nothing
    ),
    "reminders:link": public(404, needs=lambda cast: {"token": "forged"}),
}
