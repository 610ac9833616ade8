"""Every address of the site, asked by everybody: the answers are those of `tests.matrix`."""

import copy
import datetime as dt
from collections.abc import Iterator, Mapping

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from events.calendar.actions import make_pass
from events.calendar.models import Lent
from events.calendar.passes import KEY
from networking.time import now
from tests.cast import Cast, assemble
from tests.factories import EventFactory
from tests.matrix import BY_LINK, BY_PASS, ROLES, SIGN_IN, TABLE, Row
from tests.matrix.rows import Arguments

pytestmark = pytest.mark.django_db

Company = tuple[Cast, Mapping[str, str]]


@pytest.fixture(autouse=True)
def _the_same_people() -> None:
    """The cast stays from one test to the next: whoever a row adds must not be called like them."""


@pytest.fixture(scope="module")
def company(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Company]:
    """The cast, and everybody's session: made once for all addresses, and then taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        # Tomorrow, so that passes are good.
        cast = assemble(EventFactory.create(starts_at=now() + dt.timedelta(days=1)))
        sessions = {role: _session(cast, role) for role in ROLES if role != "anonymous"}
        yield cast, {**sessions, BY_PASS: _pass(cast)}
        transaction.set_rollback(True)


def _session(cast: Cast, role: str) -> str:
    client = Client()
    client.force_login(getattr(cast, role))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _pass(cast: Cast) -> str:
    """The session of a browser that holds a pass to door and console, and nobody’s account."""
    session = SessionStore()
    held = make_pass(event=cast.event, hand=Lent.FACILITATOR, by=None)
    session[KEY] = [held.pk]
    session.create()
    assert session.session_key
    return session.session_key


def addresses(
    patterns: list[URLPattern | URLResolver] | None = None, namespace: str = "", prefix: str = ""
) -> Iterator[tuple[str, str]]:
    """Every address: its whole name, and its whole pattern."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner, path)
        else:
            yield f"{namespace}{pattern.name}", path


PATHS = dict(addresses())


def test_every_address_has_a_name() -> None:
    assert not [path for name, path in addresses() if name.endswith("None")]


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert set(PATHS) - set(TABLE) == set(), "who may open these?"
    assert set(TABLE) <= set(PATHS)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(PATHS))
def test_everybody_is_answered_as_the_table_says(name: str, company: Company) -> None:
    cast, sessions = copy.deepcopy(company)
    row = TABLE[name]
    assert set(row.answers) == {*ROLES, BY_LINK, BY_PASS}
    path = _path(name, cast, row.needs)
    answers = {role: _ask(path, sessions.get(role), cast, row) for role in (*ROLES, BY_PASS)}
    linked = _path(name, cast, row.link) if row.link else path
    answers[BY_LINK] = _ask(linked, None, cast, row)
    assert answers == row.answers


def _path(name: str, cast: Cast, needs: Arguments) -> str:
    """The address, with the cast's association and event and what the row adds."""
    own = {"association": cast.association.slug, "event": cast.event.slug}
    wanted = {key: value for key, value in own.items() if f":{key}>" in PATHS[name]}
    return reverse(name, kwargs={**wanted, **needs(cast)})


def _ask(path: str, session: str | None, cast: Cast, row: Row) -> int | str:
    """Ask in somebody's session, or without one, and leave no trace for the next."""
    client = Client()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    with transaction.atomic():
        if row.post is None:
            answer: HttpResponseBase = client.get(path, row.query)
        else:
            answer = client.post(path, row.post(cast))
        transaction.set_rollback(True)
    to_sign_in = answer.headers.get("Location", "").startswith(resolve_url(settings.LOGIN_URL))
    if answer.status_code == 302 and to_sign_in and not client.session.get(SESSION_KEY):
        return SIGN_IN
    return answer.status_code
