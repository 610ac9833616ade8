"""Contacts as files: all of a list in a fixed number of queries."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from followups.contacts.card import Details
from followups.contacts.models import Contact, ContactQuerySet
from followups.contacts.records import details_of, whole
from followups.contacts.tables import table_of
from followups.contacts.vcards import VERSIONS, write

DEFAULT: Final = VERSIONS[0]


def version_of(said: str) -> str:
    """Return the version of vCards that is asked for (``4`` or ``4.0``); 3.0 if none is."""
    return next((each for each in VERSIONS if said and each.startswith(said)), DEFAULT)


def cards(contacts: ContactQuerySet, version: str) -> bytes:
    """Return contacts as vCards, in the order of the list. Four queries."""
    written = (write(said_of(contact), version).encode() for contact in whole(contacts))
    return b"".join(written)


def card(contact: Contact, version: str) -> bytes:
    """Return one contact as a vCard."""
    return write(said_of(contact), version).encode()


def table(contacts: ContactQuerySet, *, french: bool) -> tuple[list[str], Iterator[list[object]]]:
    """Return contacts as a table, without their pictures. Four queries."""
    found = whole(contacts).defer("picture__data")
    return table_of([_by_name(contact) for contact in found], french=french)


def said_of(contact: Contact, *, picture: bool = True) -> Details:
    """Return what a file says of a contact: an event of ours by its title and its day."""
    said = replace(
        details_of(contact, given=False, picture=picture),
        introducer=contact.introduced_by.uid if contact.introduced_by else "",
        rhythm=int(contact.rhythm),
    )
    event = contact.met_at
    if event is None:
        return said
    return replace(
        said,
        met_where=said.met_where or event.title[:120],
        met_on=said.met_on or event.local_start.date(),
    )


def _by_name(contact: Contact) -> Details:
    """A table is read by people: who introduced her stands there with her name."""
    said, introducer = said_of(contact, picture=False), contact.introduced_by
    return replace(said, introducer=introducer.full_name) if introducer else said
