"""People with contacts, for all that ties them."""

from typing import Any

import pytest

from followups.contacts.models import Contact, Openness
from networking.accounts.models import User
from tests.factories import UserFactory


@pytest.fixture
def owner() -> User:
    """Somebody with a confirmed address and a list."""
    return UserFactory.create(given_name="Amina", family_name="Diallo", language="fr")


def contact_of(owner: User, given_name: str = "Ngọc", **fields: Any) -> Contact:
    """Somebody in a list."""
    return Contact.objects.create(owner=owner, given_name=given_name, **fields)


def known(owner: User, *, accepts: bool = True, verified: bool = True, **fields: Any) -> Contact:
    """A contact who is on Tablée, whose address the owner has."""
    person = UserFactory.create(verified=verified)
    if accepts:
        Openness.objects.create(user=person, introductions=True)
    fields.setdefault("emails", [{"value": person.email}])
    return Contact.objects.create(
        owner=owner,
        person=person,
        given_name=person.given_name,
        family_name=person.family_name,
        **fields,
    )
