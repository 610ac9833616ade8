"""Each page finds the session and its person; who was shut out is out at once."""

import datetime as dt
from http import HTTPStatus

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from networking.accounts.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lea() -> User:
    return UserFactory(given_name="Léa")


@pytest.fixture
def phone(lea: User) -> Client:
    browser = Client()
    browser.force_login(lea)
    return browser


def is_in(browser: Client) -> bool:
    return browser.get(reverse("accounts:name")).status_code == HTTPStatus.OK


def test_she_stays_signed_in_from_one_page_to_the_next(phone: Client) -> None:
    assert is_in(phone)
    assert is_in(phone)


def test_a_session_ends_after_ninety_days(phone: Client) -> None:
    later = timezone.now() + dt.timedelta(seconds=settings.SESSION_COOKIE_AGE + 1)
    with time_machine.travel(later):
        assert not is_in(phone)


def test_a_session_taken_away_on_the_server_opens_nothing(phone: Client) -> None:
    Session.objects.all().delete()
    assert not is_in(phone)


def test_an_invented_session_opens_nothing(lea: User) -> None:
    stranger = Client()
    stranger.force_login(lea)
    stranger.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    assert not is_in(stranger)


def test_who_was_shut_out_or_erased_is_out_at_once(lea: User, phone: Client) -> None:
    User.objects.filter(pk=lea.pk).update(is_active=False)
    assert not is_in(phone)
    User.objects.filter(pk=lea.pk).update(is_active=True)
    assert is_in(phone)
    lea.delete()
    assert not is_in(phone)


def test_what_she_changed_is_seen_by_her_next_page(lea: User, phone: Client) -> None:
    assert 'lang="fr"' in phone.get(reverse("accounts:name")).content.decode()
    User.objects.filter(pk=lea.pk).update(language="en")
    assert 'lang="en"' in phone.get(reverse("accounts:name")).content.decode()
