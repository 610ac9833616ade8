"""Taking an import back: who goes, who stays because something has happened since."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from django.db.models import ForeignObjectRel, Model

from followups.contacts.card import WAYS, Said, Word
from followups.contacts.models import Contact, Entry, Import, Picture, Promise
from followups.contacts.records import details_of, whole
from networking.time import now

UNDONE_WITHIN: Final = dt.timedelta(hours=24)
# What belongs to a contact and is compared with her.
_HERS: Final = (Entry, Promise, Picture, Contact.tags.through)


class Stays(StrEnum):
    """Why a contact stays."""

    CHANGED = "changed"
    TAKES_PART = "takes part"


@dataclass
class Plan:
    """What undoing would do now."""

    going: list[Contact] = field(default_factory=list)
    staying: list[tuple[Contact, Stays]] = field(default_factory=list)


def can_be_undone(batch: Import) -> bool:
    """Whether this import may still be taken back."""
    return (
        batch.finished_at is not None
        and batch.confirmed_at is not None
        and batch.undone_at is None
        and now() < batch.confirmed_at + UNDONE_WITHIN
    )


def plan_of(batch: Import) -> Plan:
    """Return who would go and who would stay. The number of queries is always the same."""
    brought = list(_brought(batch))
    involved = _involved(batch)
    stays: dict[int, Stays] = {}
    for contact in brought:
        if contact.pk in involved:
            stays[contact.pk] = Stays.TAKES_PART
        elif _written_since(contact, batch) or _digest(contact) != batch.digests.get(
            str(contact.pk)
        ):
            stays[contact.pk] = Stays.CHANGED
    _keep_introducers(brought, stays)
    return Plan(
        going=[contact for contact in brought if contact.pk not in stays],
        staying=[(contact, stays[contact.pk]) for contact in brought if contact.pk in stays],
    )


def _keep_introducers(brought: Iterable[Contact], stays: dict[int, Stays]) -> None:
    """Whoever introduced somebody who stays has to stay as well."""
    introducers = {contact.pk: contact.introduced_by_id for contact in brought}
    left = [pk for pk in introducers if pk in stays]
    while left:
        who = introducers[left.pop()]
        if who in introducers and who not in stays:
            stays[who] = Stays.TAKES_PART
            left.append(who)


def digests_of(batch: Import, contacts: Iterable[int]) -> dict[str, str]:
    """Return how those of these contacts look that this import brought."""
    return {str(contact.pk): _digest(contact) for contact in _brought(batch, contacts)}


def digest_of(
    contact: Contact,
    tags: Iterable[str],
    journal: Iterable[Said],
    promises: Iterable[Word],
    face: int | None,
) -> str:
    """A fingerprint of all that its owner, or somebody's card, may change of a contact.

    `face` is her picture's number: another picture has another one.
    """
    hangs = (sorted(set(tags)), sorted(map(str, journal)), sorted(map(str, promises)))
    said = (
        *(repr(getattr(contact, name)) for name in _COLUMNS),
        # Databases keep the parts of a way in any order.
        *(repr(contact.ways(kind)) for kind in WAYS),
        *map(repr, (contact.postal, *hangs)),
        *(contact.person_id, contact.met_at_id, contact.introduced_by_id),
        *(int(contact.rhythm), contact.seen_on, face),
    )
    return hashlib.blake2b(repr(said).encode(), digest_size=8).hexdigest()


def _brought(batch: Import, only: Iterable[int] | None = None) -> Iterable[Contact]:
    mine = Contact.objects.of(batch.owner).filter(batch=batch)
    if only is not None:
        mine = mine.filter(pk__in=list(only))
    return whole(mine).defer("picture__data")


def _digest(contact: Contact) -> str:
    details = details_of(contact, picture=False)
    return digest_of(contact, details.tags, details.journal, details.promises, _face(contact))


def _face(contact: Contact) -> int | None:
    try:
        return contact.picture.pk
    except Picture.DoesNotExist:
        return None


def _written_since(contact: Contact, batch: Import) -> bool:
    """Whether somebody has saved her after the last card of the file was written."""
    return batch.finished_at is not None and contact.changed_at > batch.finished_at


_COLUMNS: Final = (
    *("uid", "prefix", "given_name", "additional_names", "family_name", "suffix", "nickname"),
    *("title", "organisation", "birthday", "note"),
    *("met_where", "met_on"),
)


def _involved(batch: Import) -> set[int]:
    """Those on whom more hangs than an import makes, whichever room made it."""
    involved: set[int] = set()
    for model, name in _pointing_at_contacts():
        hanging = model._base_manager.filter(**{f"{name}__batch": batch})
        if model is Contact:
            # Who came with the same file goes with it, or keeps whoever introduced her.
            hanging = hanging.exclude(batch=batch)
        involved.update(hanging.values_list(f"{name}_id", flat=True))
    return involved


def _pointing_at_contacts() -> Iterator[tuple[type[Model], str]]:
    for relation in Contact._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
            continue
        model = relation.related_model
        assert isinstance(model, type)
        if model not in _HERS:
            yield model, relation.field.name
