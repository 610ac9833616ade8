"""What one does to one's own profile."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from django.core.files.base import File
from django.db import transaction

from networking import pictures
from networking.accounts.actions import rename
from networking.accounts.models import User
from networking.profiles.models import Kind, Profile, Tag, Wanted
from networking.profiles.tags import stem
from networking.text import squeeze

# A tag and the sentence beside it.
Line = tuple[str, str]


def profile_of(user: User) -> Profile:
    """Return this person's profile, made if she has none yet."""
    return Profile.objects.get_or_create(user=user)[0]


@transaction.atomic
def save(
    *,
    user: User,
    fields: Mapping[str, Any],
    name: tuple[str, str] | None = None,
    offers: Sequence[Line] | None = None,
    needs: Sequence[Line] | None = None,
    by: User | None,
) -> Profile:
    """Write what is given of a profile: some of its fields, its offers, its needs.

    `name` is the given and the family name, as they should stand on the badge. What is None or
    isn't named stays as it is. A tag said twice counts once. Saving the same again changes nothing.
    """
    if name is not None and name != (user.given_name, user.family_name):
        rename(user=user, given_name=name[0], family_name=name[1], by=by)
    profile, _ = Profile.objects.update_or_create(user=user, defaults=dict(fields))
    for kind, lines in ((Kind.OFFER, offers), (Kind.NEED, needs)):
        if lines is not None:
            _say(profile, kind, lines)
    return profile


@transaction.atomic
def show_face(
    *,
    user: User,
    picture: File[bytes] | Literal[False] | None,
    by: User | None,  # noqa: ARG001
) -> Profile:
    """Put this picture into a profile; False takes it away, None leaves what there is.

    The file it takes the place of is deleted. Each picture has an address of its own, so an address
    that was passed on dies with it.
    """
    profile = profile_of(user)
    pictures.put(profile, "picture", picture)
    profile.save(update_fields=["picture"])
    return profile


def tag_named(name: str) -> Tag | None:
    """Return the tag of this name, made if new; None for a name without letters.

    Case, accents and plural aside: who came first has spelled it for all.
    """
    name = squeeze(name)[:60]
    key = stem(name)[:60]
    return Tag.objects.get_or_create(stem=key, defaults={"name": name})[0] if key else None


def _respell(tag: Tag, name: str, profile: Profile) -> None:
    """Let who alone uses a word spell it: a first try without accents is not for ever."""
    name = squeeze(name)[:60]
    others = Wanted.objects.filter(tag=tag).exclude(profile=profile)
    if tag.name != name and not others.exists():
        tag.name = name
        tag.save()


def _say(profile: Profile, kind: Kind, lines: Sequence[Line]) -> None:
    kept: list[int] = []
    for position, (name, sentence) in enumerate(lines):
        tag = tag_named(name)
        if tag is None or tag.pk in kept:
            continue
        _respell(tag, name, profile)
        Wanted.objects.update_or_create(
            profile=profile,
            kind=kind,
            tag=tag,
            defaults={"sentence": squeeze(sentence)[:200], "position": position},
        )
        kept.append(tag.pk)
    profile.wanted.filter(kind=kind).exclude(tag__in=kept).delete()
