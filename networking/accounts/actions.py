"""What is done to people: taking somebody in, and keeping what she prefers."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from networking.accounts.models import User, normalise


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
def prefer_language(*, user: User, language: str, by: User | None) -> None:  # noqa: ARG001
    """Write to this person in `language` from now on. Twice changes nothing."""
    User.objects.filter(pk=user.pk).update(language=language)
    user.language = language


@transaction.atomic
def rename(*, user: User, given_name: str, family_name: str, by: User | None) -> None:  # noqa: ARG001
    """Give a person the name she wants to be called by. Twice changes nothing."""
    user.given_name, user.family_name = given_name, family_name
    user.save(update_fields=["given_name", "family_name", "search_name", "sort_name", "email"])
