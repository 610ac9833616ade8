"""Whom somebody has in her list already, and what becomes of a file by that."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextField
from django.db.models.functions import Cast

from followups.contacts.card import Details, Way
from followups.contacts.importing.judging import Fate, Line, filled, judge, keys_of_known
from followups.contacts.models import Contact, Import
from followups.contacts.records import details_of, whole
from followups.contacts.vcards import Card
from networking.accounts.models import User


@dataclass(frozen=True)
class Verdict:
    """The lines of a file, and whether a known contact gains something by hers."""

    lines: list[Line]
    gains: frozenset[int] = frozenset()

    def of(self, fate: Fate) -> list[Line]:
        return [line for line in self.lines if line.fate is fate]

    def count(self, fate: Fate) -> int:
        return len(self.of(fate))


# A row of a list, as the database has it, and under which keys it is known.
Seen = dict[tuple[str, ...], list[str]]


def known_to(owner: User, *, but: Import | None = None, seen: Seen | None = None) -> dict[str, int]:
    """Return the keys of all in a list and whose they are. One query.

    `but` leaves out those that an import brought itself. Whoever asks several times gives `seen`
    along: what was read once is read again only where it has changed.
    """
    mine = Contact.objects.of(owner).order_by("pk")
    if but is not None:
        mine = mine.exclude(batch=but)
    seen = {} if seen is None else seen
    known: dict[str, int] = {}
    for pk, *row in mine.values_list("pk", *_PLAIN, *(Cast(name, TextField()) for name in _LISTS)):
        said = tuple(row)
        keys = seen.get(said)
        if keys is None:
            keys = seen[said] = keys_of_known(_named(said))
        for key in keys:
            known.setdefault(key, pk)
    return known


def verdict_of(owner: User, cards: Sequence[Card], batch: Import | None = None) -> Verdict:
    """Return what confirming would do to each card, by the list as it stands now.

    Six queries, however many cards there are.
    """
    lines = judge(cards, known_to(owner, but=batch))
    told = {line.contact for line in lines if line.contact}
    contacts = whole(Contact.objects.of(owner).filter(pk__in=told)).defer("picture__data")
    has = {contact.pk: details_of(contact, picture=False) for contact in contacts}
    gains = frozenset(
        line.at
        for line in lines
        if line.contact in has and filled(has[line.contact], line.details) != has[line.contact]
    )
    return Verdict(lines, gains)


_PLAIN = ("uid", "given_name", "family_name", "nickname", "organisation")
_LISTS = ("phones", "emails")


def _named(row: tuple[str, ...]) -> Details:
    uid, given, family, nickname, organisation, phones, emails = row
    return Details(
        uid=uid,
        given_name=given,
        family_name=family,
        nickname=nickname,
        organisation=organisation,
        phones=tuple(map(Way.of, json.loads(phones))),
        emails=tuple(map(Way.of, json.loads(emails))),
    )
