"""Closed by default: a view that doesn't say who may use it is refused."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.views import View
from django.views.i18n import set_language
from rest_framework.permissions import IsAuthenticated
from rest_framework.views import APIView

from networking.accounts.models import User
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


class Later(View):
    async def get(self, _request: HttpRequest) -> HttpResponse:
        return HttpResponse("later")


def waited_for(view: Any) -> Callable[[HttpRequest], Any]:
    """An async view as a plain one, in a thread without a loop: a browser may keep one in ours."""

    def call(request: HttpRequest) -> Any:
        async def answer() -> Any:
            return await view(request)

        with ThreadPoolExecutor(1) as pool:
            return pool.submit(asyncio.run, answer()).result()

    return call


def _request(user: Any, path: str = "/me/?page=2", **headers: str) -> HttpRequest:
    request = RequestFactory().get(path, headers=headers)
    request.user = user

    async def auser() -> Any:
        return user

    request.auser = auser
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


def test_a_class_that_answers_later_can_be_public_too() -> None:
    page = public(type("Open", (Later,), {})).as_view()
    _guard(page)
    assert waited_for(page)(_request(AnonymousUser())).content == b"later"


def _views() -> list[Any]:
    @signed_in
    def function(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("welcome")

    @signed_in
    async def coroutine(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("welcome")

    @signed_in
    class Page(View):
        def get(self, _request: HttpRequest) -> HttpResponse:
            return HttpResponse("welcome")

    @signed_in
    class LaterPage(View):
        async def get(self, _request: HttpRequest) -> HttpResponse:
            return HttpResponse("welcome")

    return [
        function,
        waited_for(coroutine),
        Page.as_view(),
        waited_for(LaterPage.as_view()),
    ]


@pytest.mark.parametrize("which", range(4), ids=["function", "coroutine", "class", "async class"])
def test_whoever_is_not_signed_in_is_asked_to_and_comes_back(which: int) -> None:
    view = _views()[which]
    answer = view(_request(AnonymousUser()))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("account_login") + "?next=/me/%3Fpage%3D2"
    assert view(_request(User())).content == b"welcome"


def test_every_kind_of_signed_in_view_says_so() -> None:
    @signed_in
    async def coroutine(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    for view in (*_views()[::2], coroutine):
        assert declared_access(view) == "signed in"


def test_a_fragment_moves_the_whole_page_to_signing_in() -> None:
    request = _request(
        AnonymousUser(),
        "/fragment/",
        **{"HX-Request": "true", "HX-Current-URL": "https://evil.example/people/?q=a"},
    )
    answer = ask_to_sign_in(request)
    assert answer["HX-Redirect"] == reverse("account_login") + "?next=/people/%3Fq%3Da"


def test_an_api_class_must_say_it_itself() -> None:
    class Spoken(APIView):
        permission_classes = (IsAuthenticated,)

    class Inherited(APIView):
        pass

    assert declared_access(Spoken.as_view()) == "API: IsAuthenticated"
    assert declared_access(Inherited.as_view()) is None


def test_other_peoples_views_are_let_through_by_name() -> None:
    assert declared_access(set_language) == "guarded by django.views.i18n"
