"""What the list says of each contact: made before the page, which would look up each word anew."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import F

from followups.contacts.models import Contact, ContactQuerySet, picture_url

# Where there are more, her own page says them all.
TAGS_SHOWN: Final = 3
# What a row is made of; all else would be read and unpacked fifty times for nothing.
_READ: Final = (
    "given_name", "family_name", "nickname", "title", "organisation", "emails", "city", "country",
    "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A contact as the list names her. `key` is her number, `text` what she does and where."""

    key: str
    url: str
    full_name: str
    initials: str
    picture_url: str
    text: str
    note: str
    tags: list[str]


def readable(contacts: ContactQuerySet) -> ContactQuerySet:
    """Load with contacts what `rows_of` reads, and nothing else."""
    return contacts.only(*_READ).annotate(face=F("picture"))


def rows_of(contacts: Sequence[Contact]) -> list[Row]:
    """Return a row for each contact, loaded through `readable`, in one query."""
    tags = _tags_of(contacts)
    return [
        Row(
            key=str(contact.pk),
            url=contact.get_absolute_url(),
            full_name=contact.full_name,
            initials=contact.initials,
            picture_url=picture_url(contact.pk, getattr(contact, "face", None)),
            text=" · ".join(part for part in (contact.role_line, contact.place) if part),
            note=contact.note,
            tags=tags[contact.pk][:TAGS_SHOWN],
        )
        for contact in contacts
    ]


def _tags_of(contacts: Sequence[Contact]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    worn = Contact.tags.through.objects.filter(contact__in=[each.pk for each in contacts])
    for contact, name in worn.order_by("tag__folded").values_list("contact", "tag__name"):
        found[contact].append(name)
    return found
