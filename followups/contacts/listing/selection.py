"""Which contacts a page, an export or a notebook is about: read from an address, said in one."""

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import Any, Final, Self

from dateutil.relativedelta import relativedelta
from django.db.models import Q
from django.http import QueryDict
from django.utils.http import urlencode

from followups.contacts.models import Contact, ContactQuerySet, Promise
from networking.accounts.models import User
from networking.countries import key_of
from networking.text import fold, squeeze
from networking.time import today

LATELY: Final = "lately"
# What one may ask for beside words and places.
UNWRITTEN: Final = "unwritten"
LONG_AGO: Final = "long"
DUE: Final = "due"
PROMISED: Final = "promised"
STATES: Final = (DUE, PROMISED, UNWRITTEN, LONG_AGO)


@dataclass(frozen=True)
class Selection:
    """Some of one's contacts: each part narrows it, and an empty one doesn't.

    Places and tags are compared without accents and case; `event` is an event's key, `only` are
    contacts' own. `sort` is the name, or who was added last (`LATELY`).
    """

    q: str = ""
    country: str = ""
    city: str = ""
    tag: str = ""
    event: str = ""
    state: str = ""
    sort: str = ""
    only: tuple[int, ...] = ()

    @classmethod
    def of(cls, asked: QueryDict) -> Self:
        """Read it from an address; what makes no sense there asks for nothing."""
        said = {name: squeeze(asked.get(name, ""))[:100] for name in WORDS}
        if said["state"] not in STATES:
            said["state"] = ""
        if said["sort"] != LATELY:
            said["sort"] = ""
        if not (said["event"].isascii() and said["event"].isdecimal() and len(said["event"]) < 18):
            said["event"] = ""
        only = tuple(
            int(key)
            for part in asked.getlist("only")
            for key in part.split(",")
            if key.isascii() and key.isdecimal() and len(key) < 18
        )
        return cls(**said, only=only)

    @property
    def query(self) -> str:
        """The part of an address that asks for it: what says nothing is left out."""
        said = dict(self.parts)
        if self.only:
            said["only"] = ",".join(map(str, self.only))
        return urlencode(said)

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What a form sends along to mean the same contacts; those chosen one by one left out."""
        said = ((name, getattr(self, name)) for name in WORDS)
        return [(name, word) for name, word in said if word]

    @property
    def is_all(self) -> bool:
        """Whether it leaves nobody out."""
        return replace(self, sort="") == Selection()

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but its words narrows or orders it."""
        return replace(self, q="", only=()) != Selection()

    def without(self, name: str) -> str:
        """Return the address's query of the same selection, widened by one part."""
        rest: dict[str, Any] = {name: ""}
        return replace(self, **rest).query

    def mine(self, user: User) -> ContactQuerySet:
        """Return these contacts of somebody's, as they are today."""
        return self.where(user, on=today())

    def where(self, user: User, *, on: dt.date) -> ContactQuerySet:
        """Return these contacts of somebody's, in the order asked for."""
        found = Contact.objects.of(user).matching(self.q)
        if self.country:
            found = found.filter(country_folded=key_of(self.country))
        if self.city:
            found = found.filter(city_folded=fold(self.city))
        if self.tag:
            found = found.filter(tags__folded=fold(self.tag))
        if self.event:
            found = found.filter(met_at=int(self.event))
        if self.only:
            found = found.filter(pk__in=self.only)
        found = _in_state(found, self.state, on)
        return found.order_by("-made_at", "-pk") if self.sort == LATELY else found


WORDS: Final = tuple(each.name for each in fields(Selection) if each.name != "only")


def _in_state(found: ContactQuerySet, state: str, day: dt.date) -> ContactQuerySet:
    if state == DUE:
        return found.due(day)
    if state == PROMISED:
        return found.filter(pk__in=Promise.objects.filter(done_on=None).values("contact"))
    if state == UNWRITTEN:
        return found.filter(met_at__isnull=False, wrote_on=None)
    if state == LONG_AGO:
        year_ago = day - relativedelta(years=1)
        unseen = Q(seen_on=None, made_at__date__lt=year_ago)
        return found.filter(Q(seen_on__lt=year_ago) | unseen)
    return found
