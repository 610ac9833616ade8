"""Closed by default: a view that doesn't say who may use it is refused."""

from typing import Any

import pytest
from allauth.account.views import LogoutView
from django.conf import LazySettings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views import View
from django.views.i18n import set_language

from networking.accounts.models import User
from networking.accounts.views import SignOut
from networking.web.access import (
    ClosedByDefault,
    ask_to_sign_in,
    declared_access,
    public,
    signed_in,
)


def silent(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("nobody asked")


class Silent(View):
    def get(self, _request: HttpRequest) -> HttpResponse:
        return HttpResponse("nobody asked")


def _request(user: Any, path: str = "/me/?page=2", **headers: str) -> HttpRequest:
    request = RequestFactory().get(path, headers=headers)
    request.user = user
    return request


def _guard(view: Any) -> None:
    ClosedByDefault(lambda _: HttpResponse()).process_view(_request(AnonymousUser()), view, [], {})


def test_a_view_that_says_nothing_is_refused_loudly_in_tests() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"test_access\.silent does not say"):
        _guard(silent)


def test_a_view_that_says_nothing_is_refused_to_people(settings: LazySettings) -> None:
    settings.TESTING = False
    with pytest.raises(PermissionDenied):
        _guard(silent)


def test_a_class_that_says_nothing_is_refused_though_another_of_its_family_speaks() -> None:
    public(type("Open", (Silent,), {}))
    assert declared_access(Silent.as_view()) is None
    assert declared_access(type("Child", (Silent,), {}).as_view()) is None


def test_public_views_are_open_to_anybody() -> None:
    @public
    def hello(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("hello")

    _guard(hello)
    assert hello(_request(AnonymousUser())).content == b"hello"
    page = public(type("Hello", (Silent,), {})).as_view()
    _guard(page)
    assert page(_request(AnonymousUser())).content == b"nobody asked"


def test_whoever_is_not_signed_in_is_asked_to_and_comes_back() -> None:
    @signed_in
    def page(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("welcome")

    _guard(page)
    answer = page(_request(AnonymousUser()))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("account_login") + "?next=/me/%3Fpage%3D2"
    assert page(_request(User())).content == b"welcome"
    assert declared_access(page) == "signed in"


def test_a_fragment_moves_the_whole_page_to_signing_in() -> None:
    request = _request(
        AnonymousUser(),
        "/fragment/",
        **{"HX-Request": "true", "HX-Current-URL": "https://evil.example/people/?q=a"},
    )
    answer = ask_to_sign_in(request)
    assert answer["HX-Redirect"] == reverse("account_login") + "?next=/people/%3Fq%3Da"


def test_other_peoples_views_are_refused_unless_one_of_ours_stands_before_them() -> None:
    assert declared_access(set_language) is None
    assert declared_access(LogoutView.as_view()) is None
    assert declared_access(SignOut.as_view()) == "public"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/me/events/calendar/a%00b.ics", 404),
        ("/sign-in/?next=%00", 400),
        ("/a/nobody/members/?q=a%00b", 400),
        ("/?a%00=1", 400),
    ],
)
def test_an_address_with_a_zero_byte_never_reaches_the_database(
    client: Client, address: str, status: int
) -> None:
    assert client.get(address).status_code == status
