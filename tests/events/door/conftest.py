"""A breakfast that has just begun, and a host at its door who reads English."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser

from events.calendar.models import Event
from networking.accounts.models import User
from networking.associations.models import Role
from tests.events.door.devices import handed_out
from tests.factories import EventFactory, MembershipFactory
from tests.services.site import Site


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


@pytest.fixture
def phones(
    live_site: Site,
    event: Event,
    host: User,
    browser: Browser,
    browser_context_args: dict[str, Any],
) -> Iterator[Any]:
    """Gives a phone at each call, in the host's hand unless another's is named."""
    with handed_out(browser, browser_context_args, live_site, event, host) as give:
        yield give
