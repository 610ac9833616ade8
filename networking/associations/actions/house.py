"""The association itself: founded, and dressed in its name, colour and logo."""

import re
import secrets
from typing import Any, Final, Literal

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from networking import pictures
from networking.accounts.models import User
from networking.associations import rules
from networking.associations.models import Association, Membership, Role
from networking.audit.actions import record

# Slugs that would hide a page of our own.
RESERVED: Final = frozenset({"new"})
# How often an address is looked for that somebody else takes at the same instant.
TRIES: Final = 5


def free_slug(name: str) -> str:
    """Return an address made from the name that no association has yet."""
    # “l’Atelier” is two words in an address too.
    stem = slugify(re.sub("['’]", " ", name))[:50].strip("-") or "association"
    slug, number = stem, 2
    while slug in RESERVED or Association.objects.filter(slug=slug).exists():
        slug, number = f"{stem}-{number}", number + 1
    return slug


@transaction.atomic
def found(*, name: str, accent: str, time_zone: str, by: User) -> Association:
    """Found an association; `by` becomes its owner. Twice founds two, with different addresses.

    Also when both are founded at the same instant, under one name.
    """
    association = _with_an_address(
        name=name, accent=accent, time_zone=time_zone, language=by.language
    )
    Membership.objects.create(association=association, user=by, role=Role.OWNER)
    rules.forget_houses(by)
    record(by=by, verb="association.founded", subject=association, association=association)
    return association


@transaction.atomic
def dress(
    *,
    association: Association,
    name: str,
    accent: str,
    language: str,
    time_zone: str,
    description: str = "",
    website: str = "",
    logo: File[bytes] | Literal[False] | None = None,
    by: User | None,
) -> None:
    """Change what an association looks like and says of itself; its address stays.

    `logo` is a picture drawn anew (see `networking.pictures`), False to take it away, None to keep
    it. Twice changes nothing more.
    """
    kept = Association.objects.select_for_update().get(pk=association.pk)
    said = {
        "name": name,
        "accent": accent.lower(),
        "language": language,
        "time_zone": time_zone,
        "description": description,
        "website": website,
    }
    changed = [field for field, value in said.items() if getattr(kept, field) != value]
    for field in changed:
        setattr(kept, field, said[field])
    if logo is not None and (logo or kept.logo):
        pictures.put(kept, "logo", logo)
        changed.append("logo")
    if changed:
        kept.save(update_fields=changed)
        record(
            by=by,
            verb="association.dressed",
            subject=association,
            association=association,
            fields=changed,
        )
    association.refresh_from_db()


def _with_an_address(**fields: Any) -> Association:
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return Association.objects.create(slug=free_slug(fields["name"]), **fields)
        except IntegrityError:  # it was free a moment ago
            continue
    slug = f"{slugify(fields['name'])[:40]}-{secrets.token_hex(4)}"
    return Association.objects.create(slug=slug, **fields)
