"""What is done to people: taking somebody in, and keeping what she prefers."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import IntegrityError, transaction

from networking.accounts.models import Block, User, normalise
from networking.accounts.signals import kept_apart

# How many people one statement takes: SQLite allows 32,766 variables in one.
AT_ONCE = 500


@transaction.atomic
def enrol(
    *,
    email: str | None,
    given_name: str,
    family_name: str,
    language: str,
    by: User | None,  # noqa: ARG001
) -> User:
    """Return the person with this e-mail, made if there is none, with an unconfirmed address.

    Who is already known stays as she is: what an association types never touches her own data.
    Without an e-mail it is always somebody new. Safe when two do it at the same instant.
    """
    email = normalise(email)
    if email is not None and (known := User.objects.filter(email=email).first()):
        return known
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                email, given_name=given_name, family_name=family_name, language=language
            )
            if email is not None:
                # Without this row allauth takes the address for unknown and asks for a second code.
                EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
    except IntegrityError:
        return User.objects.get(email=email)
    return user


@transaction.atomic
def enrol_all(
    *,
    named: Mapping[str, tuple[str, str]],
    language: str,
    by: User | None,  # noqa: ARG001
) -> dict[str, User]:
    """Return the people with these e-mails, by e-mail, those unknown made with unconfirmed ones.

    `named` has given and family name by normalised address. As `enrol` does it, in a fixed number
    of queries for every few hundred. Twice makes nobody twice.
    """
    found: dict[str, User] = {}
    for some in batched(named, AT_ONCE):
        here = {user.email or "": user for user in User.objects.filter(email__in=some)}
        if missing := [email for email in some if email not in here]:
            here |= _made(missing, named, language)
        found |= here
    return found


@transaction.atomic
def enrol_without_address(
    *,
    names: Sequence[tuple[str, str]],
    language: str,
    by: User | None,  # noqa: ARG001
) -> list[User]:
    """Return a new person for each given and family name, in their order. Twice makes others."""
    users = [
        User(given_name=given, family_name=family, language=language) for given, family in names
    ]
    for user in users:
        # As `set_unusable_password` does it, forty times as fast.
        user.password = UNUSABLE_PASSWORD_PREFIX + secrets.token_urlsafe(30)
        user.prepare()
    return User.objects.bulk_create(users, batch_size=AT_ONCE)


def _made(
    emails: Sequence[str], named: Mapping[str, tuple[str, str]], language: str
) -> dict[str, User]:
    users = [
        User(
            email=email, given_name=named[email][0], family_name=named[email][1], language=language
        )
        for email in emails
    ]
    for user in users:
        # As `set_unusable_password` does it, forty times as fast.
        user.password = UNUSABLE_PASSWORD_PREFIX + secrets.token_urlsafe(30)
        user.prepare()
    # Somebody else may be making the same person at this instant: hers stands.
    User.objects.bulk_create(users, ignore_conflicts=True)
    made = {user.email or "": user for user in User.objects.filter(email__in=emails)}
    known = set(EmailAddress.objects.filter(email__in=emails).values_list("email", flat=True))
    EmailAddress.objects.bulk_create(
        [
            EmailAddress(user=user, email=email, primary=True, verified=False)
            for email, user in made.items()
            if email not in known
        ],
        ignore_conflicts=True,
    )
    return made


def batched(things: Iterable[str], size: int) -> Iterator[list[str]]:
    """Yield the things in lists of `size`, the last one maybe shorter."""
    rest = iter(things)
    while some := list(islice(rest, size)):
        yield some


@transaction.atomic
def prefer_language(*, user: User, language: str, by: User | None) -> None:  # noqa: ARG001
    """Write to this person in `language` from now on. Twice changes nothing."""
    User.objects.filter(pk=user.pk).update(language=language)
    user.language = language


@transaction.atomic
def rename(*, user: User, given_name: str, family_name: str, by: User | None) -> None:  # noqa: ARG001
    """Give a person the name she wants to be called by. Twice changes nothing."""
    user.given_name, user.family_name = given_name, family_name
    user.save(update_fields=["given_name", "family_name", "search_name", "sort_name", "email"])


@transaction.atomic
def block(*, person: User, by: User) -> None:
    """Keep `by` and this person apart from now on; only `by` knows. Twice is once."""
    if person == by:
        return
    found, made = Block.objects.get_or_create(by=by, person=person)
    if made:
        say = partial(kept_apart.send, sender=Block, block=found.pk, by=by, person=person)
        transaction.on_commit(say)


@transaction.atomic
def unblock(*, person: User, by: User) -> None:
    """Take `by`'s own block back; one that the other set stays. Twice changes nothing."""
    Block.objects.filter(by=by, person=person).delete()
