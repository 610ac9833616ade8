"""Contacts as they stand in a printed notebook: any selection of one's own, by country or name."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import Final

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import override

from followups.contacts.flame.due import today
from followups.contacts.models import Contact, ContactQuerySet, Promise
from networking.accounts.models import User
from networking.dates import said_date
from networking.paper.notebook import Paper, Person, Section, notebook
from networking.text import fold, squeeze

# A note as it is printed; all of it stands on the screen.
NOTE: Final = 320
# More would keep a request waiting for longer than anybody waits.
MOST: Final = 3000
# Promises of one person; the rest stands on the screen too.
PROMISES: Final = 5


class By(StrEnum):
    """How the notebook is divided."""

    NAME = "name"
    COUNTRY = "country"


def book_of(user: User, contacts: ContactQuerySet, *, by: By, paper: Paper) -> bytes:
    """Return these contacts of `user` as a PDF, in her language. Three queries, however many."""
    day = today(user)
    found = contacts.select_related("met_at").prefetch_related(
        "tags", Prefetch("promises", Promise.objects.filter(done_on=None), to_attr="open_promises")
    )
    with override(user.language):
        return notebook(
            sections_of(found, by=by),
            title=_("My contacts"),
            owner=user.full_name,
            when=said_date(day),
            paper=paper,
            language=user.language,
        )


def sections_of(contacts: Iterable[Contact], *, by: By) -> list[Section]:
    """Return contacts in sections, in the order of a French list; each in one section.

    By country, those without one come last.
    """
    keyed = sorted(
        ((_order(contact, by), contact) for contact in contacts),
        key=lambda pair: (pair[0], pair[1].sort_name, pair[1].pk),
    )
    return [
        _section(order, [contact for _order, contact in members], by)
        for order, members in groupby(keyed, key=itemgetter(0))
    ]


def _order(contact: Contact, by: By) -> tuple[bool, str]:
    """Under what somebody is looked for; the first part puts those last who have nothing."""
    if by is By.COUNTRY:
        return not contact.country_folded, fold(contact.country_name)
    letter = letter_of(contact)
    return not letter.isalpha(), letter


def letter_of(contact: Contact) -> str:
    """Return the letter under which somebody is looked for: É under E, a figure under #."""
    first = contact.sort_name[:1].upper()
    return first if first.isalpha() else "#"


def _section(order: tuple[bool, str], contacts: list[Contact], by: By) -> Section:
    people = [_person(contact) for contact in contacts]
    if by is By.NAME:
        return Section(order[1], order[1], people)
    country = contacts[0].country_name or _("Without a country")
    return Section(country, country if len(country) <= 16 else country[:15] + "…", people)


def _person(contact: Contact) -> Person:
    promises: list[Promise] = contact.open_promises  # type: ignore[attr-defined]
    family_first = squeeze(f"{contact.family_name} {contact.given_name}")
    return Person(
        name=family_first or contact.full_name,
        role=contact.role_line,
        ways=tuple(way.value for kind in ("phones", "emails") for way in contact.ways(kind)),
        lines=tuple(line for each in contact.postal[:1] for line in each.lines),
        met=_met(contact),
        note=_short(contact.note),
        promises=tuple(_promised(each) for each in promises[:PROMISES]),
        tags=tuple(tag.name for tag in contact.tags.all()),
    )


def _met(contact: Contact) -> str:
    """Where and when we met, as far as it is known."""
    event = contact.met_at
    day: dt.date | None = event.local_start.date() if event else contact.met_on
    place = event.title if event else contact.met_where
    if place and day:
        return _("Met: %(place)s, %(day)s") % {"place": place, "day": said_date(day)}
    if place or day:
        return _("Met: %(place)s") % {"place": place or (said_date(day) if day else "")}
    return ""


def _promised(promise: Promise) -> str:
    if promise.due_on is None:
        return promise.text
    said = {"promise": promise.text, "day": said_date(promise.due_on)}
    return _("%(promise)s, by %(day)s") % said


def _short(note: str) -> str:
    """The note on one line, cut between two words."""
    said = squeeze(note)
    if len(said) <= NOTE:
        return said
    head = said[:NOTE].rsplit(" ", 1)[0]
    return (head if fold(head) else said[:NOTE]) + "…"
