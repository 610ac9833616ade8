"""The kinds of rows: what each role is answered at each kind of page.

A row is made by the kind of page it is (`public`, `signed_in`, `association_page`, `event_page`)
and by who is let in. The address's own arguments come from the cast; what else it needs is
said by the row: ``needs`` for further arguments, ``link`` for those of a true link, ``post`` for
what is sent.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tests.cast import Cast

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
# Anonymous, with the link that a speaker or a guest was sent: see `Row.link`.
BY_LINK = "by_link"
# Anonymous, with a pass to door and console in the browser.
BY_PASS = "by_pass"
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


def forged(_cast: Cast) -> Mapping[str, Any]:
    return {"token": "forged"}


def the_registration(cast: Cast) -> Mapping[str, Any]:
    return {"registration": cast.registration.pk}


@dataclass(frozen=True)
class Row:
    """What each role is answered: a status, or `SIGN_IN`.

    Who comes by a link is anonymous everywhere but where `link` makes the address a link that was
    really given out; there she is answered as ``by_link`` says. So is who holds a pass, but where
    ``by_pass`` says otherwise.
    """

    expected: Mapping[str, int | str]
    needs: Arguments = nothing
    link: Arguments | None = None
    post: Arguments | None = None
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def answers(self) -> dict[str, int | str]:
        """What everybody is answered, also who comes by a link."""
        nobody = self.expected["anonymous"]
        return {BY_LINK: nobody, BY_PASS: nobody, **self.expected}

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
