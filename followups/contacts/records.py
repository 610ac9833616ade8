"""Between a contact's row and its details: what files, the edit form and a merge work on."""

from collections.abc import Iterable, Sequence

from followups.contacts.card import NAMES, WAYS, Details, Said, Way, Word, united
from followups.contacts.models import Contact, ContactQuerySet, Entry, Picture, Promise

# Columns that say the same under the same name in both.
PLAIN = (*NAMES, "birthday", "note", "met_where", "met_on")


def whole(contacts: ContactQuerySet) -> ContactQuerySet:
    """Load with contacts all that `details_of` reads, in a fixed number of queries."""
    return contacts.select_related("picture", "met_at", "introduced_by").prefetch_related(
        "tags", "entries", "promises"
    )


def details_of(contact: Contact, *, given: bool = True, picture: bool = True) -> Details:
    """Return all that a contact says; load several through `whole`.

    Without `given`, as a file says it: where an address came from is no other program's business.
    Without `picture` it isn't looked for.
    """
    ways = {kind: united(contact.ways(kind)) for kind in WAYS}
    if not given:
        ways = {kind: tuple(_bare(found)) for kind, found in ways.items()}
    return Details(
        uid=contact.uid,
        **{name: getattr(contact, name) for name in PLAIN},
        phones=ways["phones"],
        emails=ways["emails"],
        links=ways["links"],
        addresses=contact.postal,
        tags=tuple(tag.name for tag in contact.tags.all()),
        journal=tuple(Said(each.on, each.text, each.kind) for each in contact.entries.all()),
        promises=tuple(
            Word(each.text, each.due_on, each.done_on) for each in contact.promises.all()
        ),
        picture=_picture(contact) if picture else b"",
    )


def fill(contact: Contact, details: Details) -> None:
    """Write into a contact's columns what `details` say, not saved yet.

    Tags, journal, promises and picture have rows of their own: `journal_of` and `promises_of` make
    those. An empty `uid` leaves the one it has.
    """
    for name in PLAIN:
        setattr(contact, name, getattr(details, name))
    for kind in WAYS:
        setattr(contact, kind, [way.kept() for way in getattr(details, kind)])
    contact.addresses = [each.kept() for each in details.addresses if not each.is_empty]
    contact.uid = details.uid or contact.uid
    contact.prepare()


def journal_of(contact: Contact, journal: Iterable[Said]) -> list[Entry]:
    """Return the rows of a journal, not saved yet."""
    return [Entry(contact=contact, on=each.on, text=each.text, kind=each.kind) for each in journal]


def promises_of(contact: Contact, promises: Iterable[Word]) -> list[Promise]:
    """Return the rows of promises, not saved yet."""
    return [
        Promise(contact=contact, text=each.text, due_on=each.due_on, done_on=each.done_on)
        for each in promises
    ]


def _bare(ways: Sequence[Way]) -> Iterable[Way]:
    return (Way(way.value, way.label) for way in ways)


def _picture(contact: Contact) -> bytes:
    try:
        return bytes(contact.picture.data)
    except Picture.DoesNotExist:
        return b""
