"""Whether somebody can register for an event now, and if not, why. Pure."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Opening(StrEnum):
    """What the registration page has to say."""

    OPEN = "open"
    FULL = "full"
    ON_APPROVAL = "on approval"
    NOT_YET = "not yet"
    CLOSED = "closed"
    MEMBERS_ONLY = "members only"
    BY_INVITATION = "by invitation"
    CANCELLED = "cancelled"
    OVER = "over"


# With these one may register, be it on the waiting list or subject to approval.
ADMITTING: Final = frozenset({Opening.OPEN, Opening.FULL, Opening.ON_APPROVAL})
# What becomes possible by signing in as somebody else.
FOR_SOME: Final = frozenset({Opening.MEMBERS_ONLY, Opening.BY_INVITATION})


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What an event says of its registration. Status and policy are the event's own words."""

    status: str
    policy: str
    opens_at: dt.datetime | None
    closes_at: dt.datetime | None
    ends_at: dt.datetime
    capacity: int


def opening(
    terms: Terms,
    *,
    at: dt.datetime,
    taken: int,
    member: bool = False,
    invited: bool = False,
    brought: bool = False,
) -> Opening:
    """Return how registration stands at `at` with `taken` seats, for a member, for an invited one.

    Who is `brought` by a member may come where the invited may, but is not approved by it.

    An event's end says more than its policy, its policy more than its hours, its hours more than
    its seats. Without a closing time one may register until the event ends.
    """
    opens, closes = terms.opens_at, terms.closes_at
    said = (
        (Opening.CANCELLED, terms.status == "cancelled"),
        (Opening.OVER, terms.status in {"over", "archived"} or at >= terms.ends_at),
        (Opening.NOT_YET, terms.status == "draft"),
        (Opening.MEMBERS_ONLY, terms.policy == "members" and not (member or invited or brought)),
        (Opening.BY_INVITATION, terms.policy == "invitation" and not (invited or brought)),
        (Opening.NOT_YET, opens is not None and at < opens),
        (Opening.CLOSED, closes is not None and at >= closes),
        (Opening.ON_APPROVAL, terms.policy == "approval" and not invited),
        (Opening.FULL, taken >= terms.capacity),
        (Opening.OPEN, True),
    )
    return next(word for word, holds in said if holds)
