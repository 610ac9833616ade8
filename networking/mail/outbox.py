"""The outbox as pages show it: narrowed, counted, and every row in plain words."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Subquery

from networking.associations.models import Association
from networking.mail import trouble, words
from networking.mail.kinds import (
    UnknownKind,
    Whom,
    kind_of,
    leaving_again,
    seen_by_organisers,
    title_of,
)
from networking.mail.models import (
    STUCK,
    OutgoingMail,
    OutgoingMailQuerySet,
    Reason,
    State,
    Stop,
)
from networking.time import now

# What is older has been seen to, or will never be.
WINDOW = dt.timedelta(days=30)
# The tabs of the page, and the states of each.
TABS: dict[str, tuple[State, ...]] = {
    "": tuple(State),
    "failed": (State.FAILED,),
    "uncertain": (State.UNCERTAIN,),
    "waiting": (State.WAITING, State.SENDING),
    "sent": (State.SENT,),
    "dropped": (State.DROPPED,),
}
MOST_LETTERS = 100


@dataclass(frozen=True)
class Filters:
    """What a list of mails is narrowed to; all of it stands in the address."""

    tab: str = ""
    kind: str = ""
    text: str = ""

    @classmethod
    def read(cls, said: Mapping[str, str], kinds: Iterable[str]) -> Self:
        """Read them from an address; what isn't known there counts as not said."""
        tab, kind = said.get("state", ""), said.get("kind", "")
        return cls(
            tab=tab if tab in TABS else "",
            kind=kind if kind in set(kinds) else "",
            text=" ".join(said.get("q", "")[:MOST_LETTERS].lower().split()),
        )

    def at(self, tab: str) -> Self:
        """The same on another tab."""
        return replace(self, tab=tab)

    @property
    def query(self) -> str:
        """As they stand in an address."""
        said = {"state": self.tab, "kind": self.kind, "q": self.text}
        return urlencode({name: value for name, value in said.items() if value})

    def among(self, mails: OutgoingMailQuerySet) -> OutgoingMailQuerySet:
        """Those mails that the kind and the words let through, on whatever tab."""
        if self.kind:
            mails = mails.filter(kind=self.kind)
        for word in self.text.split():
            mails = mails.filter(to__contains=word)
        return mails

    def here(self, mails: OutgoingMailQuerySet) -> OutgoingMailQuerySet:
        """Those of the present tab."""
        return self.among(mails).filter(state__in=TABS[self.tab]) if self.tab else self.among(mails)


@dataclass(frozen=True)
class Tally:
    """How many mails there are of each kind in each state."""

    counts: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, mails: OutgoingMailQuerySet) -> Self:
        """Count; one query."""
        found = mails.order_by().values_list("kind", "state").annotate(Count("pk"))
        return cls({(kind, state): number for kind, state, number in found})

    def total(self, states: Iterable[str] | None = None, kinds: Iterable[str] | None = None) -> int:
        """How many in these states and of these kinds; None means any."""
        some, which = (None if each is None else set(each) for each in (states, kinds))
        return sum(
            number
            for (kind, state), number in self.counts.items()
            if (some is None or state in some) and (which is None or kind in which)
        )

    @property
    def kinds(self) -> list[str]:
        """The kinds of which there is any, by what people call them."""
        return sorted({kind for kind, _ in self.counts}, key=lambda name: title_of(name).lower())


@dataclass(frozen=True)
class Row:
    """One mail as a page shows it: never what it says, nor what it was made from."""

    mail: OutgoingMail
    title: str
    # Why it did not arrive, in a sentence; and what is wrong with its address.
    trouble: str
    address: str
    is_dead: bool
    whom: Whom | None
    again: bool

    @property
    def at(self) -> dt.datetime:
        """When it left, or was to leave."""
        return self.mail.sent_at if self.is_sent and self.mail.sent_at else self.mail.due_at

    @property
    def is_sent(self) -> bool:
        return self.mail.state == State.SENT

    @property
    def is_retried(self) -> bool:
        """Whether it waits because it was refused for now."""
        return self.mail.state == State.WAITING and bool(self.mail.last_error)


def of_association(association: Association) -> OutgoingMailQuerySet:
    """All mails of an association in the last thirty days: to count them."""
    return OutgoingMail.objects.filter(association=association, made_at__gt=now() - WINDOW)


def shown_of(association: Association) -> OutgoingMailQuerySet:
    """Those of which its organisers see who got them: of its own kinds, and of no other."""
    return of_association(association).filter(kind__in=seen_by_organisers())


def troubled(addresses: Iterable[str | None]) -> dict[str, Reason]:
    """Which of these addresses nobody has, or whose owner complained. One query at most."""
    wanted = {address for address in addresses if address}
    if not wanted:
        return {}
    found = Stop.objects.troubled().filter(address__in=wanted).order_by("-reason")
    # In this order the worse one stands: nobody can be asked at an address that doesn't work.
    return {address: Reason(why) for address, why in found.values_list("address", "reason")}


def trouble_of(address: str) -> Subquery:
    """The same for each row of any list, by the name of its field: "user__email". No query more."""
    found = Stop.objects.troubled().filter(address=OuterRef(address)).order_by("reason")
    return Subquery(found.values("reason")[:1])


def rows(mails: Sequence[OutgoingMail]) -> list[Row]:
    """Say everything about these mails that a page shows; as many queries for one as for fifty."""
    stops = troubled(mail.to for mail in mails)
    whom, again = _whom(mails), set(leaving_again())
    return [
        Row(
            mail=mail,
            title=title_of(mail.kind),
            trouble=_said(mail),
            address=str(words.ADDRESSES[stops[mail.to]]) if mail.to in stops else "",
            is_dead=stops.get(mail.to) == Reason.BOUNCED,
            whom=whom.get(mail.pk),
            again=mail.state in STUCK
            and mail.kind in again
            and stops.get(mail.to) != Reason.COMPLAINED,
        )
        for mail in mails
    ]


def _said(mail: OutgoingMail) -> str:
    uncertain = mail.state == State.UNCERTAIN
    return str(words.TROUBLES[trouble.trouble_of(mail.last_error, uncertain=uncertain)])


def _whom(mails: Sequence[OutgoingMail]) -> dict[int, Whom]:
    """Whom each mail is for, asked of its kind; kinds that are asked alike are asked together."""
    asked: defaultdict[Callable[..., Mapping[int, Whom]], list[OutgoingMail]] = defaultdict(list)
    for mail in mails:
        try:
            asked[kind_of(mail.kind).pages].append(mail)
        except UnknownKind:
            continue
    found: dict[int, Whom] = {}
    for pages, some in asked.items():
        found |= pages(some)
    return found
