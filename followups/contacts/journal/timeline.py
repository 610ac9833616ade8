"""A contact's history as one line of moments, whatever room knows of them.

This room puts in its journal, the encounters and the introductions; the one above adds what it
knows by `register` in a module named `history.py`, which is found by itself.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from events.encounters.models import Encounter, Source
from followups.contacts.models import Contact, Entry, Introduction, Kind


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened with a contact on a day; `text` is the owner's own Markdown."""

    on: dt.date
    title: str
    icon: str
    text: str = ""
    # Orders moments of one day: the later, the larger.
    at: dt.datetime | None = None
    entry: Entry | None = field(default=None, compare=False)


Teller = Callable[[Contact], Iterable[Moment]]
_tellers: list[Teller] = []

ICONS: Final = {
    Kind.NOTE: "pencil",
    Kind.MESSAGE: "envelope",
    Kind.CALL: "phone",
    Kind.COFFEE: "chat-bubble-left-right",
}
MET: Final = {
    Source.IMPROMPTU: "chat-bubble-left-right",
    Source.BILATERAL: "arrows-right-left",
    Source.BADGE: "identification",
    Source.TABLE: "user-group",
    Source.TOLD: "hand-raised",
}


def register(teller: Teller) -> None:
    """Let another room tell moments of a contact; each costs a fixed number of queries."""
    _tellers.append(teller)


def timeline(contact: Contact) -> list[Moment]:
    """Return what happened with a contact, the latest first. A fixed number of queries."""
    moments = [moment for teller in _tellers for moment in teller(contact)]
    return sorted(moments, key=_when, reverse=True)


def _when(moment: Moment) -> tuple[dt.date, float]:
    return moment.on, moment.at.timestamp() if moment.at else 0.0


def _journal(contact: Contact) -> Iterable[Moment]:
    for entry in contact.entries.all():
        kind = Kind(entry.kind)
        yield Moment(entry.on, str(kind.label), ICONS[kind], entry.text, entry.made_at, entry)


def _encounters(contact: Contact) -> Iterable[Moment]:
    if contact.person_id is None:
        return
    pair = sorted((contact.owner_id, contact.person_id))
    met = Encounter.objects.filter(first=pair[0], second=pair[1])
    for encounter in met.select_related("event"):
        source = Source(encounter.source)
        day = timezone.localdate(encounter.at, encounter.event.zone)
        how = str(source.label)
        yield Moment(day, f"{encounter.event.title} · {how}", MET[source], at=encounter.at)


def _introductions(contact: Contact) -> Iterable[Moment]:
    made = Introduction.objects.filter(owner=contact.owner_id)
    for each in (made.filter(first=contact) | made.filter(second=contact)).select_related(
        "first", "second"
    ):
        other = each.second if each.first_id == contact.pk else each.first
        day = timezone.localdate(each.made_at)
        title = _("Introduced to %(name)s") % {"name": other.full_name}
        yield Moment(day, title, "user-plus", at=each.made_at)


for teller in (_journal, _encounters, _introductions):
    register(teller)
