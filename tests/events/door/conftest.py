"""A breakfast that has just begun, and a host at its door who reads English."""

import pytest
from django.test import Client

from events.calendar.models import Event
from networking.accounts.models import User
from networking.associations.models import Role
from tests.factories import EventFactory, MembershipFactory


@pytest.fixture
def event() -> Event:
    return EventFactory.create(live=True)


@pytest.fixture
def host(event: Event) -> User:
    return MembershipFactory.create(
        association=event.association,
        role=Role.HOST,
        user__given_name="Svetlana",
        user__family_name="Petit",
    ).user


@pytest.fixture
def door(host: User, client: Client) -> Client:
    """A host's browser."""
    client.force_login(host)
    client.cookies["django_language"] = "en"
    return client
