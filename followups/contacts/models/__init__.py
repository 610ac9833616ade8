"""The personal contact list, and the cards that guests hand to one another."""

from followups.contacts.models.contacts import (
    LONGEST_NOTE,
    LONGEST_TAG,
    Contact,
    ContactQuerySet,
    Picture,
    Rhythm,
    Tag,
    new_uid,
    picture_url,
)
from followups.contacts.models.exchanges import Exchange, ExchangeState, GivenCard
from followups.contacts.models.lists import Import, Merge, NotSame, SavedView
from followups.contacts.models.moments import Entry, Introduced, Introduction, Kind, Promise
from followups.contacts.models.openness import Openness
from followups.contacts.models.told import Told

__all__ = [
    "LONGEST_NOTE",
    "LONGEST_TAG",
    "Contact",
    "ContactQuerySet",
    "Entry",
    "Exchange",
    "ExchangeState",
    "GivenCard",
    "Import",
    "Introduced",
    "Introduction",
    "Kind",
    "Merge",
    "NotSame",
    "Openness",
    "Picture",
    "Promise",
    "Rhythm",
    "SavedView",
    "Tag",
    "Told",
    "new_uid",
    "picture_url",
]
