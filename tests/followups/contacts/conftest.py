"""Whoever brings contacts in and takes them away."""

import pytest
from django.test import Client

from networking.accounts.models import User
from tests.factories import UserFactory


@pytest.fixture
def me(client: Client) -> User:
    """Somebody with a list of her own, who reads English, signed in."""
    user = UserFactory.create(given_name="Élodie", language="en")
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return user
