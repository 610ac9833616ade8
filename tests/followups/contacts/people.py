"""Contacts as people have them, for the tests of this room."""

from typing import Any

from django.test import Client

from followups.contacts import actions
from followups.contacts.card import Address, Details, Way
from followups.contacts.models import Contact
from networking.accounts.models import User
from tests.factories import UserFactory


def owner_of(client: Client) -> User:
    """Somebody with a list of her own, who reads English, signed in."""
    owner = UserFactory.create(language="en")
    client.force_login(owner)
    return owner


def contact(owner: User, given_name: str = "Ngọc", /, **said: Any) -> Contact:
    """A contact in somebody's list; `email`, `phone`, `city` and `country` stand for whole ways."""
    place = {name: said.pop(name) for name in ("city", "country") if name in said}
    ways = {
        kind: (Way(said.pop(name)),)
        for name, kind in (("email", "emails"), ("phone", "phones"))
        if name in said
    }
    columns = {name: said.pop(name) for name in ("met_at", "seen_on", "rhythm") if name in said}
    addresses = (Address(**place),) if place else ()
    details = Details(given_name=given_name, addresses=addresses, **ways, **said)
    made = actions.describe(owner=owner, contact=None, details=details, by=owner)
    return actions.write(contact=made, **columns, by=owner) if columns else made
