"""One's contacts as the round table knows them, and the tables beside the picture."""

import datetime as dt
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from followups.contacts.flame.due import today, zone_of
from followups.contacts.models import Contact, Introduction
from followups.contacts.network import growth, round_table
from followups.contacts.network.round_table import Guest, How, Kind, Table, Tie
from networking.accounts.models import User
from networking.dates import said_date

# In the table each group names so many; the list has them all.
NAMED = 60

_OTHERS = "~"


@dataclass(frozen=True)
class Group:
    """A group as the table beside the picture says it."""

    number: int
    name: str
    detail: str
    count: int
    contacts: Sequence[Contact]

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.contacts)


@dataclass(frozen=True)
class Bond:
    """A tie between two contacts as the table says it."""

    first: Contact
    second: Contact
    kind: Kind

    @property
    def is_mine(self) -> bool:
        """Whether I introduced them to each other."""
        return self.kind is Kind.MINE


@dataclass(frozen=True)
class Picture:
    """The picture, its tables, and how it grew."""

    table: Table
    groups: list[Group]
    bonds: list[Bond]
    months: list[growth.Month]
    bars: list[growth.Bar]
    count: int


def picture_of(user: User) -> Picture:
    """Return `user`'s network. Two queries, however many contacts there are."""
    # The latest event first, then by country, and within a group by name.
    contacts = list(
        Contact.objects.of(user)
        .select_related("met_at")
        .only(
            *("given_name", "family_name", "nickname", "organisation", "emails", "country"),
            *("country_folded", "sort_name", "introduced_by_id", "made_at", "met_where", "owner"),
            *("met_at__title", "met_at__starts_at", "met_at__time_zone"),
        )
    )
    contacts.sort(key=_place)
    kept = round_table.gathered([_key(each) for each in contacts], rest=_OTHERS)
    seated = sorted(contacts, key=lambda each: (kept[_key(each)] == _OTHERS, *_place(each)))
    guests = [Guest(each.pk, each.full_name, kept[_key(each)], _how(each)) for each in seated]
    by_pk = {each.pk: each for each in contacts}
    bonds = _bonds(user, by_pk)
    ties = [Tie(bond.first.pk, bond.second.pk, bond.kind) for bond in bonds]
    table = round_table.lay(guests, ties)
    groups = _groups(table, guests, by_pk)
    zone = zone_of(user)
    months = growth.growth((_day(each, zone) for each in contacts), today(user))
    return Picture(table, groups, bonds, months, growth.bars(months), len(contacts))


def _day(contact: Contact, zone: zoneinfo.ZoneInfo) -> dt.date:
    return contact.made_at.astimezone(zone).date()


def _place(contact: Contact) -> tuple[float, str, str, int]:
    """Where somebody stands: by event, the latest first; then by country; then the rest."""
    event = contact.met_at
    when = -event.starts_at.timestamp() if event else 1.0 + (not contact.country_folded)
    return when, _key(contact), contact.sort_name, contact.pk


def _key(contact: Contact) -> str:
    if contact.met_at_id:
        return f"e{contact.met_at_id}"
    return f"c{contact.country_folded}" if contact.country_folded else _OTHERS


def _how(contact: Contact) -> How:
    if contact.introduced_by_id:
        return How.INTRODUCED
    return How.EVENT if contact.met_at_id else How.OTHER


def _bonds(user: User, by_pk: dict[int, Contact]) -> list[Bond]:
    made = Introduction.objects.filter(owner=user).order_by("pk")
    pairs = dict.fromkeys(
        (min(pair), max(pair)) for pair in made.values_list("first_id", "second_id")
    )
    mine = [
        Bond(by_pk[one], by_pk[other], Kind.MINE)
        for one, other in pairs
        if one in by_pk and other in by_pk
    ]
    brought = [
        Bond(by_pk[each.introduced_by_id], each, Kind.BROUGHT)
        for each in by_pk.values()
        if each.introduced_by_id in by_pk
    ]
    return mine + brought


def _groups(table: Table, guests: Sequence[Guest], by_pk: dict[int, Contact]) -> list[Group]:
    members: dict[str, list[Contact]] = {}
    for guest in guests:
        members.setdefault(guest.group, []).append(by_pk[guest.id])
    return [
        Group(
            sector.number,
            *_named(sector.group, members[sector.group][0]),
            sector.count,
            members[sector.group][:NAMED],
        )
        for sector in table.sectors
    ]


def _named(key: str, one: Contact) -> tuple[str, str]:
    """How a group is called, and what is said beside it."""
    if key == _OTHERS:
        return _("Elsewhere"), ""
    if key.startswith("e") and one.met_at is not None:
        return one.met_at.title, said_date(one.met_at.local_start.date())
    return one.country_name, ""
