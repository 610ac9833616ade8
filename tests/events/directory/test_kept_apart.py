"""Whom one asked not to be brought together with: a list of one's own, and the way back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from networking.accounts.actions import block
from networking.accounts.models import Block
from tests.cast import Cast, assemble
from tests.factories import EventFactory, RegistrationFactory, UserFactory

LIST = reverse("directory:kept_apart")


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble(EventFactory.create())


def page_of(client: Client, user: Any) -> str:
    client.force_login(user)
    return client.get(LIST).content.decode()


def test_they_stand_by_the_names_on_their_cards_and_are_taken_back(
    client: Client, cast: Cast
) -> None:
    other = RegistrationFactory.create(
        event=cast.event, given_name="Inès", family_name="Sur le badge"
    )
    block(person=other.user, by=cast.guest)
    page = page_of(client, cast.guest)
    assert "Inès Sur le badge" in page
    found = Block.objects.get()
    answer = client.post(reverse("directory:take_back", args=[found.pk]))
    assert answer.status_code == 302
    assert not Block.objects.exists()
    assert client.post(reverse("directory:take_back", args=[found.pk])).status_code == 404
    assert "Inès" not in page_of(client, cast.guest)


def test_the_other_sees_nothing_and_takes_nothing_back(client: Client, cast: Cast) -> None:
    other = RegistrationFactory.create(event=cast.event)
    before = page_of(client, other.user)
    block(person=other.user, by=cast.guest)
    after = page_of(client, other.user)
    assert cast.registration.full_name not in after
    assert len(before) == len(after)
    found = Block.objects.get()
    assert client.post(reverse("directory:take_back", args=[found.pk])).status_code == 404
    assert Block.objects.count() == 1


def test_an_address_betrays_nobody_whose_name_is_unknown(client: Client, cast: Cast) -> None:
    nameless = UserFactory.create(given_name="", family_name="", email="cachee@example.org")
    block(person=nameless, by=cast.guest)
    page = page_of(client, cast.guest)
    assert "cachee" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(
    client: Client, cast: Cast, number: int, django_assert_num_queries: Any
) -> None:
    for other in RegistrationFactory.create_batch(number, event=cast.event):
        block(person=other.user, by=cast.guest)
    client.force_login(cast.guest)
    with django_assert_num_queries(4):
        client.get(LIST)
