"""Writing some cards of a file: all rows of a kind at once."""

from collections.abc import Container, Iterable, Mapping, Sequence

from followups.contacts.card import Details
from followups.contacts.importing.judging import Fate, Line, filled, judge, together
from followups.contacts.importing.known import Seen, known_to
from followups.contacts.importing.undoing import digest_of, digests_of
from followups.contacts.models import Contact, Entry, Import, Picture, Promise, Tag
from followups.contacts.records import details_of, fill, journal_of, promises_of, whole
from followups.contacts.vcards import Card
from networking.accounts.models import User
from networking.text import fold, squeeze
from networking.time import now

# What an import changes of a known contact, and what is made of that.
_CHANGED = (
    *("prefix", "given_name", "additional_names", "family_name", "suffix", "nickname", "title"),
    *("organisation", "phones", "emails", "links", "addresses", "birthday", "note", "met_where"),
    *("met_on", "city", "country", "city_folded", "country_folded", "sort_name", "search_text"),
    *("rhythm", "due_on", "changed_at"),
)


def write_lines(
    batch: Import, lines: Sequence[Line], faces: Mapping[int, bytes], seen: Seen
) -> dict[str, str]:
    """Write cards into the list of who sent them; return how those look that the import brought.

    Call it in a transaction that holds the owner's lock. Who is in the list already, by this
    import or otherwise, only gains what was missing: written twice, nothing is there twice. `seen`
    is one for all the cards of a file (`known_to`).
    """
    owner = batch.owner
    cards = [Card(line.number, line.details) for line in lines]
    fates = judge(cards, known_to(owner, seen=seen))
    new = _put_together(fates)
    made, tags = _made(batch, new)
    told: dict[int, Details] = {}
    # Whom this file has brought already, in cards written before these.
    again: set[int] = set()
    pictured: dict[int, bytes] = {}
    for line, fate in zip(lines, fates, strict=True):
        who = fate.contact
        if who is None:
            who = made[fate.number if fate.first is None else fate.first].pk
        else:
            before = told.get(who)
            told[who] = together(before, fate.details) if before else fate.details
            if line.fate is Fate.TWICE and line.contact is None:
                again.add(who)
        if face := faces.get(line.at):
            pictured.setdefault(who, face)
    _fill_known(owner, told, again)
    hung = _hang_up(pictured)
    return _looks(made, new, tags, hung) | digests_of(batch, told)


def _put_together(fates: Iterable[Line]) -> dict[int, Details]:
    """Those to be made, by their first line, with what later lines of the same person add."""
    new: dict[int, Details] = {}
    for line in fates:
        if line.fate is Fate.NEW:
            new[line.number] = line.details
        elif line.first in new:
            new[line.first] = together(new[line.first], line.details)
    return new


def _made(batch: Import, new: Mapping[int, Details]) -> tuple[dict[int, Contact], dict[str, Tag]]:
    """Make contacts with all that hangs on them but their faces; return them, and their tags."""
    at = now()
    made = {
        number: Contact(owner=batch.owner, batch=batch, made_at=at, changed_at=at) for number in new
    }
    for number, contact in made.items():
        contact.rhythm = new[number].rhythm
        fill(contact, new[number])
    Contact.objects.bulk_create(made.values())
    tags = _hang_on(batch.owner, [(made[number], details) for number, details in new.items()])
    return made, tags


def _looks(
    made: Mapping[int, Contact],
    new: Mapping[int, Details],
    tags: Mapping[str, Tag],
    hung: Mapping[int, int],
) -> dict[str, str]:
    """How those look that were made just now, without asking the database."""
    looks = {}
    for number, details in new.items():
        names = [tags[fold(squeeze(tag))].name for tag in details.tags]
        pk = made[number].pk
        looks[str(pk)] = digest_of(
            made[number], names, details.journal, details.promises, hung.get(pk)
        )
    return looks


def _fill_known(owner: User, told: Mapping[int, Details], again: Container[int]) -> None:
    """Add to contacts what was missing; who gains nothing isn't touched.

    The notes of those whom the file has `again` are joined, as they are among new ones.
    """
    at = now()
    changed, added = [], []
    known = whole(Contact.objects.of(owner).filter(pk__in=told)).defer("picture__data")
    for contact in known:
        has = details_of(contact, picture=False)
        add = together if contact.pk in again else filled
        after = add(has, told[contact.pk])
        if after == has:
            continue
        contact.rhythm = contact.rhythm or after.rhythm
        fill(contact, after)
        contact.changed_at = at
        changed.append(contact)
        more = Details(
            tags=after.tags[len(has.tags) :],
            journal=after.journal[len(has.journal) :],
            promises=after.promises[len(has.promises) :],
        )
        added.append((contact, more))
    Contact.objects.bulk_update(changed, _CHANGED, batch_size=100)
    _hang_on(owner, added)


def _hang_on(owner: User, said: Sequence[tuple[Contact, Details]]) -> dict[str, Tag]:
    """Make the rows that hang on contacts: tags, journal, promises; return the tags."""
    tags = _tags(owner, (tag for _contact, details in said for tag in details.tags))
    on = Contact.tags.through
    pairs = {
        (contact.pk, tags[fold(squeeze(tag))].pk)
        for contact, details in said
        for tag in details.tags
    }
    on.objects.bulk_create(on(contact_id=contact, tag_id=tag) for contact, tag in sorted(pairs))
    Entry.objects.bulk_create(
        entry for contact, details in said for entry in journal_of(contact, details.journal)
    )
    Promise.objects.bulk_create(
        promise for contact, details in said for promise in promises_of(contact, details.promises)
    )
    return tags


def _tags(owner: User, names: Iterable[str]) -> dict[str, Tag]:
    """Return tags by their folded names; those that are not there yet are made once."""
    wanted: dict[str, str] = {}
    for name in names:
        wanted.setdefault(fold(squeeze(name)), squeeze(name))
    if not wanted:
        return {}
    Tag.objects.bulk_create(
        (Tag(owner=owner, name=name, folded=folded[:40]) for folded, name in wanted.items()),
        ignore_conflicts=True,
    )
    there = {tag.folded: tag for tag in Tag.objects.filter(owner=owner)}
    return {folded: there[folded[:40]] for folded in wanted}


def _hang_up(pictured: Mapping[int, bytes]) -> dict[int, int]:
    """Give those a face who have none; return the numbers of the new ones by whose they are."""
    has = set(Picture.objects.filter(contact__in=pictured).values_list("contact_id", flat=True))
    hung = Picture.objects.bulk_create(
        Picture(contact_id=contact, data=face)
        for contact, face in pictured.items()
        if contact not in has
    )
    return {picture.contact_id: picture.pk for picture in hung}
