"""A word to remember for each person one sat with in the rounds: the rows on one's own phone.

And, before it, the exchange of cards (`giving/on_phones.py`).
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest

from events.agenda.phone_parts import PhonePart, register
from events.agenda.reading import Reading
from events.directory.cards import Card, card_of, with_people
from events.guests.models import Registration
from events.rounds.company import company
from followups.contacts.forms import LONGEST_WORD
from followups.contacts.giving import on_phones
from followups.contacts.models import Contact
from networking.accounts.access import whoever
from networking.accounts.models import User

__all__ = ["on_phones", "on_the_phone", "words"]

# As long as one writes to those one met.
SHOWN: Final = dt.timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Word:
    """Somebody one sat with: her card, and what one has noted about her."""

    card: Card
    note: str = ""
    # The contact in one's list, if she is in it.
    contact: int | None = None
    # Her round is still on: the row comes when it ends.
    ending: bool = False

    @property
    def lines(self) -> list[str]:
        return self.note.splitlines()


def words(
    owner: User, guests: Collection[Registration], *, ending: Collection[str] = ()
) -> list[Word]:
    """Return a row for each of these guests, in their order. One query."""
    people = [guest.user_id for guest in guests]
    kept = {
        contact.person_id: contact
        for contact in Contact.objects.of(owner).filter(person__in=people)
    }
    return [
        Word(
            card=card_of(guest),
            note=kept[guest.user_id].note if guest.user_id in kept else "",
            contact=kept[guest.user_id].pk if guest.user_id in kept else None,
            ending=guest.public_id in ending,
        )
        for guest in guests
    ]


def on_the_phone(
    request: HttpRequest,
    reading: Reading,
    viewer: Registration,
    at: dt.datetime,
) -> dict[str, Any] | None:
    """Return the part of the page once the last round is on or over, until 48 hours after all."""
    if at > reading.event.ends_at + SHOWN:
        return None
    met = company(reading.state, viewer.public_id, at)
    ids = [*met.guests, *met.ending]
    if not ids:
        return None
    found = {
        guest.public_id: guest
        for guest in with_people(
            Registration.objects.filter(event=reading.event, public_id__in=ids)
        )
    }
    rows = words(whoever(request), [found[id] for id in ids if id in found], ending=met.ending)
    return {"words": rows, "ending": not met.guests, "longest": LONGEST_WORD}


register(PhonePart(template="contacts/_remember.html", context=on_the_phone))
