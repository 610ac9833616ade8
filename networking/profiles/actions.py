"""What one does to one's own profile."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from networking.accounts.models import User
from networking.profiles.models import Kind, Profile, Tag, Wanted
from networking.text import fold, squeeze


def profile_of(user: User) -> Profile:
    """Return this person's profile, made if she has none yet."""
    return Profile.objects.get_or_create(user=user)[0]


@transaction.atomic
def save(
    *,
    user: User,
    fields: dict[str, Any],
    offers: Sequence[tuple[str, str]],
    needs: Sequence[tuple[str, str]],
    by: User | None,  # noqa: ARG001
) -> Profile:
    """Write a profile whole: its fields, and its offers and needs as (tag, sentence).

    A tag said twice counts once. Saving the same again changes nothing.
    """
    profile, _ = Profile.objects.update_or_create(user=user, defaults=fields)
    for kind, lines in ((Kind.OFFER, offers), (Kind.NEED, needs)):
        kept = []
        for position, (name, sentence) in enumerate(lines):
            tag = tag_named(name)
            if tag is None or tag.pk in kept:
                continue
            Wanted.objects.update_or_create(
                profile=profile,
                kind=kind,
                tag=tag,
                defaults={"sentence": squeeze(sentence)[:200], "position": position},
            )
            kept.append(tag.pk)
        profile.wanted.filter(kind=kind).exclude(tag__in=kept).delete()
    return profile


def tag_named(name: str) -> Tag | None:
    """Return the tag of this name, accents and case aside, made if new; None for an empty one."""
    name = squeeze(name)[:60]
    if not fold(name):
        return None
    return Tag.objects.get_or_create(folded=fold(name), defaults={"name": name})[0]
